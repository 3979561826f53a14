using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Chats.WeChat.Media;

namespace Satchel.Exports;

/// <content>Copies that a browser plays of what only an app does.</content>
internal sealed partial class MediaFolder
{
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);
    private SilkVoices? _silk;

    /// <summary>What it takes to make playable what was not.</summary>
    public IReadOnlyCollection<string> Notes => _notes;

    /// <inheritdoc/>
    public void Dispose() => _silk?.Dispose();

    /// <summary>
    /// The file to show for one that is there: itself, or what was made of it, under the name of its own content. Where nothing can be made of it, itself.
    /// </summary>
    public async ValueTask<string> PlayableOfAsync(string file, bool isVoice, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Folder, file);
        byte[] head = new byte[MediaTypes.HeadBytes];
        bool isSilk;
        await using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous))
        {
            int read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            isSilk = MediaTypes.Sniff(head.AsSpan(0, read)) == MediaTypes.Silk;
            if (stream.Length > PlayableMedia.MaxContentBytes || !(isSilk || PlayableMedia.IsNeeded(head.AsSpan(0, read), isVoice)))
            {
                return file;
            }
        }

        byte[] content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        PlayableContent? made = isSilk ? await DecodeSilkAsync(content, cancellationToken).ConfigureAwait(false) : Decode(content, file, isVoice);
        if (made is null)
        {
            return file;
        }

        byte[] hash = SHA256.HashData(made.Content);
        string name = NameOf(hash, made.Extension);
        if (_written.TryAdd(KeyOf(hash), made.Extension))
        {
            await File.WriteAllBytesAsync(Path.Combine(Folder, name), made.Content, cancellationToken).ConfigureAwait(false);
        }

        return NameOf(hash, _written[KeyOf(hash)]);
    }

    private PlayableContent? Decode(byte[] content, string file, bool isVoice)
    {
        try
        {
            return PlayableMedia.Decode(content, file);
        }
        catch (ChatFormatException)
        {
            return null;
        }
        catch (DllNotFoundException)
        {
            _notes.Add(isVoice
                ? "Voices in AMR are exported as they are, which no browser plays: libopencore-amrnb is not installed (Debian: libopencore-amrnb0)."
                : "Pictures in WeChat's own format are exported as they are, which no browser shows: libde265 is not installed (Debian: libde265-0).");
            return null;
        }
    }

    private async ValueTask<PlayableContent?> DecodeSilkAsync(byte[] content, CancellationToken cancellationToken)
    {
        _silk ??= new SilkVoices();
        byte[]? wav = await _silk.ToWavAsync(content, cancellationToken).ConfigureAwait(false);
        if (_silk.IsMissing)
        {
            _notes.Add($"Voices in SILK are exported as they are, which no browser plays: node with the npm package {SilkVoices.Package} was not found (npm install -g {SilkVoices.Package}).");
        }

        return wav is null ? null : new PlayableContent(wav, "audio/wav", ".wav");
    }
}
