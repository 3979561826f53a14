using System.Diagnostics;
using System.Text.RegularExpressions;
using Satchel.Chats;
using Satchel.Exports;
using Satchel.TestKit.Histories;
using Satchel.Tests.Chats.WeChat.Media;
using Satchel.Tests.Chats.WeChat.Media.Native;

namespace Satchel.Tests.Exports;

/// <summary>Pages that play what only WeChat does.</summary>
public sealed partial class PlayableExportTests : IDisposable
{
    private const string Ben = "wxid_ben";
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Voices_and_pictures_of_the_app_are_played_and_shown_and_stay_what_they_are_beside_it()
    {
        byte[] silk = await EncodeSilkAsync(_folder.Root);
        byte[] amr = [.. "#!AMR\n"u8, .. AmrEncoder.Encode(new short[1600])];
        byte[] picture = HevcSample.Pack(64, 64, await HevcSample.EncodeAsync(_folder.Root, 64, 64, (76, 85, 255), (29, 255, 107)));
        ListHistory history = History()
            .With(Of(MessageKind.Voice, 1, "voice2/a.amr")).With("voice2/a.amr", silk)
            .With(Of(MessageKind.Voice, 2, "voice2/b.amr")).With("voice2/b.amr", amr)
            .With(Of(MessageKind.Image, 3, "image2/c.jpg")).With("image2/c.jpg", picture);

        ExportReport report = await _folder.ExportAsync("out", new ExportOptions(ExportFormat.Html) { MediaFolder = _folder.Media }, history);

        string page = string.Concat(_folder.Pages("out").Values);
        Assert.Empty(report.Warnings);
        Assert.Empty(report.Notes);
        Assert.Equal(2, Audio().Count(page));
        Assert.Single(Picture().Matches(page));
        byte[][] files = [.. Directory.EnumerateFiles(_folder.Media).Select(File.ReadAllBytes)];
        foreach (byte[] original in (byte[][])[silk, amr, picture])
        {
            Assert.Contains(files, file => file.AsSpan().SequenceEqual(original));
        }

        byte[] heard = files.Where(file => file.AsSpan().StartsWith("RIFF"u8)).MaxBy(file => file.Length)!;
        Assert.InRange(heard.Length, 44 + (2 * 23_000), 44 + (2 * 26_000));   // a second
    }

    [Fact]
    public async Task What_does_not_decode_is_linked_as_it_is()
    {
        ListHistory history = History()
            .With(Of(MessageKind.Voice, 1, "voice2/a.silk")).With("voice2/a.silk", [2, .. "#!SILK_V3"u8])
            .With(Of(MessageKind.Image, 2, "image2/c.wxgf")).With("image2/c.wxgf", [.. "wxgf"u8, 1, 2, 3])
            .With(Of(MessageKind.Voice, 3, "voice2/b.amr")).With("voice2/b.amr", [.. "#!AMR\n"u8, 0x3C, 1]);

        ExportReport report = await _folder.ExportAsync("out", new ExportOptions(ExportFormat.Html) { MediaFolder = _folder.Media }, history);

        string page = string.Concat(_folder.Pages("out").Values);
        Assert.Empty(report.Warnings);
        Assert.DoesNotContain("<audio", page, StringComparison.Ordinal);
        Assert.Contains(".wxgf\"", page, StringComparison.Ordinal);
        Assert.Empty(ExportFolder.BrokenLinks(_folder.Pages("out")));
    }

    private static ListHistory History() => new ListHistory(new Account("wechat", "android", "wxid_ana", "Ana")).With(new Participant(Ben)).With(new Chat(Ben, ChatKind.Direct));

    private static Message Of(MessageKind kind, int number, string path) => new()
    {
        ChatId = Ben,
        NativeId = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        SentAtMillis = 1_700_000_000_000 + number,
        Kind = kind,
        SenderId = Ben,
        Outgoing = false,
        Attachments = [new Attachment { Path = path }],
    };

    // A second of a tone, by the codec's other half.
    private static async Task<byte[]> EncodeSilkAsync(string folder)
    {
        const string Script = """
            const { encode } = require(process.argv[1]);
            const samples = Int16Array.from({ length: 24000 }, (_, i) => 12000 * Math.sin(2 * Math.PI * 440 * i / 24000));
            encode(samples, 24000).then(voice => require('fs').writeFileSync(process.argv[2], voice.data));
            """;
        string output = Path.Combine(folder, "voice.silk");
        string package = SilkVoices.Places.Select(place => Path.Combine(place, SilkVoices.Package)).First(Directory.Exists);
        using Process process = Process.Start(new ProcessStartInfo("node") { ArgumentList = { "-e", Script, package, output } })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<audio[^>]*src=\"[^\"]*\\.wav\"")]
    private static partial Regex Audio();

    [GeneratedRegex("<img[^>]*src=\"[^\"]*\\.png\"")]
    private static partial Regex Picture();
}
