using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Satchel.Chats.WeChat.Media;

namespace Satchel.Exports;

/// <summary>
/// Decodes voices in SILK with the WebAssembly codec of the npm package silk-wasm, in one process of node for a whole export. Whoever has not installed the two gets the
/// voices as they are. For one thread.
/// </summary>
internal sealed class SilkVoices : IDisposable
{
    /// <summary>The package's name.</summary>
    public const string Package = "silk-wasm";

    private const int SamplesPerSecond = 24_000;
    private const int MinVoiceBytes = 13;   // head, and a frame of one byte behind its length
    private const int MaxVoiceBytes = 4 << 20;
    private const int MaxSamplesBytes = 512 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Each voice goes in behind its length and comes out the same way, a length of 0 standing for one that does not decode.
    private const string Script = """
        const { decode } = require(process.argv[1]);
        let waiting = Buffer.alloc(0), chain = Promise.resolve();
        const answer = async voice => {
          let samples = Buffer.alloc(0);
          try { samples = Buffer.from((await decode(voice, 24000)).data); } catch { }
          const length = Buffer.alloc(4);
          length.writeUInt32LE(samples.length);
          process.stdout.write(Buffer.concat([length, samples]));
        };
        process.stdin.on('data', bytes => {
          waiting = Buffer.concat([waiting, bytes]);
          while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32LE(0)) {
            const end = 4 + waiting.readUInt32LE(0), voice = waiting.subarray(4, end);
            waiting = waiting.subarray(end);
            chain = chain.then(() => answer(voice));
          }
        });
        process.stdin.on('end', () => chain.then(() => process.exit(0)));
        """;

    private Process? _process;
    private bool _isGivenUp;

    /// <summary>Where the package is looked for: beside the program, among the person's own programs, and where npm puts what it installs for everybody.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        Path.Combine(AppContext.BaseDirectory, "node_modules"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "satchel", "node_modules"),
        "/usr/local/lib/node_modules",
        "/usr/lib/node_modules",
    ];

    /// <summary>Whether there is no codec: it was looked for in vain, or ended.</summary>
    public bool IsMissing => _isGivenUp;

    /// <summary>Decodes a voice to WAV; null where it does not decode, or there is no codec.</summary>
    public async ValueTask<byte[]?> ToWavAsync(byte[] voice, CancellationToken cancellationToken)
    {
        if (voice.Length is < MinVoiceBytes or > MaxVoiceBytes || Start() is not Process process)
        {
            return null;
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            byte[] length = new byte[sizeof(uint)];
            BinaryPrimitives.WriteInt32LittleEndian(length, voice.Length);
            Stream input = process.StandardInput.BaseStream;
            await input.WriteAsync(length, patience.Token).ConfigureAwait(false);
            await input.WriteAsync(voice, patience.Token).ConfigureAwait(false);
            await input.FlushAsync(patience.Token).ConfigureAwait(false);
            Stream output = process.StandardOutput.BaseStream;
            await output.ReadExactlyAsync(length, patience.Token).ConfigureAwait(false);
            uint answer = BinaryPrimitives.ReadUInt32LittleEndian(length);
            if (answer is > 0 and <= MaxSamplesBytes)
            {
                byte[] samples = new byte[answer];
                await output.ReadExactlyAsync(samples, patience.Token).ConfigureAwait(false);
                return WavFile.Make(samples, SamplesPerSecond);
            }

            return answer == 0 ? null : GiveUp();
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return GiveUp();   // it ended, or does not answer
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is not null)
        {
            try
            {
                _process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It ended by itself.
            }

            _process.Dispose();
            _process = null;
        }
    }

    private byte[]? GiveUp()
    {
        _isGivenUp = true;
        Dispose();
        return null;
    }

    private Process? Start()
    {
        if (_process is not null || _isGivenUp)
        {
            return _process;
        }

        _isGivenUp = true;
        if (Places.Select(place => Path.Combine(place, Package)).FirstOrDefault(Directory.Exists) is not string package)
        {
            return null;
        }

        try
        {
            _process = Process.Start(new ProcessStartInfo("node")
            {
                ArgumentList = { "-e", Script, package },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            });
            _isGivenUp = false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no node.
        }

        return _process;
    }
}
