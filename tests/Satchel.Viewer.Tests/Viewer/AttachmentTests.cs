using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Satchel.Archive;
using Satchel.Tests.Journeys;

namespace Satchel.Viewer.Tests.Viewer;

/// <summary>Files of messages are given whole, in parts, and never as something that runs.</summary>
public sealed class AttachmentTests
{
    private const int LongBytes = 9_000_001;

    [Fact]
    public async Task A_part_of_a_long_file_is_that_part_of_it()
    {
        byte[] content = new byte[LongBytes];
        new Random(7).NextBytes(content);
        using JourneyFolder folder = await WithFileAsync(content, "video/mp4", "Media/film.mp4", null);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);
        string path = viewer.History + "/attachments/0/0/0";

        using HttpResponseMessage whole = await viewer.GetAsync(path);
        Assert.Equal(content, await whole.Content.ReadAsByteArrayAsync(JourneyFolder.Token));
        Assert.Equal("video/mp4", whole.Content.Headers.ContentType!.MediaType);
        foreach ((long start, long? end) in ((long, long?)[])[(0, 0), (5_000_000, 5_000_099), (LongBytes - 1, null), (4_194_300, 4_194_310), (8_999_990, 99_000_000)])
        {
            using HttpResponseMessage part = await viewer.GetAsync(path, ("Range", $"bytes={start}-{end}"));
            long last = Math.Min(end ?? LongBytes - 1, LongBytes - 1);
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal($"bytes {start}-{last}/{LongBytes}", part.Content.Headers.ContentRange!.ToString());
            Assert.Equal(content[(int)start..(int)(last + 1)], await part.Content.ReadAsByteArrayAsync(JourneyFolder.Token));
        }

        using HttpResponseMessage behind = await viewer.GetAsync(path, ("Range", $"bytes={LongBytes}-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, behind.StatusCode);
    }

    [Theory]
    [InlineData("text/html", "page.html")]
    [InlineData("image/svg+xml", "picture.svg")]
    [InlineData("application/xhtml+xml", "x.xhtml")]
    [InlineData("text/xml", "x.xml")]
    [InlineData("application/pdf", "x.pdf")]
    [InlineData("video/mp4\r\nX-Evil: 1", "x.mp4")]
    [InlineData("audio/<script>", "x.mp3")]
    [InlineData("IMAGE/SVG+XML; charset=utf-8", "x.svg")]
    public async Task What_could_run_is_a_download_under_a_sandbox(string mime, string name)
    {
        byte[] content = "<script>alert(1)</script>"u8.ToArray();
        using JourneyFolder folder = await WithFileAsync(content, mime, "Media/file", name);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.GetAsync(viewer.History + "/attachments/0/0/0");

        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("attachment", answer.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
        Assert.StartsWith("sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("X-Evil"));
        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync(JourneyFolder.Token));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\evil.exe", "evil.exe")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe")]
    [InlineData("a\r\nSet-Cookie: x=1", "aSet-Cookie%3A%20x%3D1")]
    [InlineData("..", "file")]
    [InlineData("发票.pdf", "%E5%8F%91%E7%A5%A8.pdf")]
    public async Task A_name_is_a_name_and_nothing_else(string name, string offered)
    {
        using JourneyFolder folder = await WithFileAsync([1, 2, 3], "application/pdf", "Media/file", name);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.GetAsync(viewer.History + "/attachments/0/0/0");

        Assert.Equal($"attachment; filename=\"file\"; filename*=UTF-8''{offered}", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/attachments/0/0/1")]
    [InlineData("/attachments/0/1/0")]
    [InlineData("/attachments/9/0/0")]
    [InlineData("/attachments/0/0/99999999999999999999")]
    [InlineData("/attachments/0/-1/0")]
    [InlineData("/attachments/0/0/0?version=7")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using JourneyFolder folder = await WithFileAsync([1, 2, 3], "image/png", "Media/file", null);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.GetAsync(viewer.History + path);

        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task A_source_on_this_machine_gives_its_files_too()
    {
        byte[] content = [5, 4, 3, 2, 1];
        using JourneyFolder folder = await WithFileAsync(content, "image/png", "Media/file.png", null);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder, new HistoryOrigin(HistoryOriginKind.Path, folder.Source));

        using HttpResponseMessage answer = await viewer.GetAsync(viewer.History + "/attachments/0/0/0", ("Range", "bytes=1-3"));

        Assert.Equal(content[1..4], await answer.Content.ReadAsByteArrayAsync(JourneyFolder.Token));
    }

    [Fact]
    public async Task A_voice_that_no_browser_plays_comes_decoded_where_that_is_asked_for()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libopencore-amrnb.so.0", out _), "libopencore-amrnb0 is not installed");
        byte[] frame = [0x3C, .. new byte[31]];   // 12.2 kbit/s, 20 ms
        byte[] voice = [.. "#!AMR\n"u8, .. Enumerable.Repeat(frame, 50).SelectMany(bytes => bytes)];
        using JourneyFolder folder = await WithFileAsync(voice, "audio/amr", "Media/voice.amr", null);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage decoded = await viewer.GetAsync(viewer.History + "/attachments/0/0/0?playable=1");
        using HttpResponseMessage original = await viewer.GetAsync(viewer.History + "/attachments/0/0/0");
        byte[] wav = await decoded.Content.ReadAsByteArrayAsync(JourneyFolder.Token);
        using HttpResponseMessage part = await viewer.GetAsync(viewer.History + "/attachments/0/0/0?playable=1", ("Range", "bytes=8-11"));

        Assert.Equal("audio/wav", decoded.Content.Headers.ContentType!.MediaType);
        Assert.Equal("inline", decoded.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("RIFF"u8.ToArray(), wav[..4]);
        Assert.True(wav.Length > 50 * 320, $"{wav.Length} bytes");
        Assert.Equal("WAVE"u8.ToArray(), await part.Content.ReadAsByteArrayAsync(JourneyFolder.Token));
        Assert.Equal(voice, await original.Content.ReadAsByteArrayAsync(JourneyFolder.Token));
    }

    [Theory]
    [InlineData("#!AMR\n", "audio/amr")]
    [InlineData("wxgf and no picture", "image/x-wxgf")]
    [InlineData("plain", "text/plain")]
    [InlineData("", "image/png")]
    public async Task What_cannot_be_decoded_comes_as_it_is(string content, string mime)
    {
        using JourneyFolder folder = await WithFileAsync(Encoding.ASCII.GetBytes(content), mime, "Media/file", null);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.GetAsync(viewer.History + "/attachments/0/0/0?playable=1");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string came = await answer.Content.ReadAsStringAsync(JourneyFolder.Token);
        Assert.True(came == content || came.StartsWith("RIFF", StringComparison.Ordinal), came);
    }

    private static async Task<JourneyFolder> WithFileAsync(byte[] content, string mime, string path, string? name)
    {
        JourneyFolder folder = new();
        folder.AddFile(path, content);
        folder.Build(b => b.Media(b.Message(JourneyFolder.Ben, "K1", JourneyFolder.Noon, type: 9), path, mime, content.Length, SHA256.HashData(content), name));
        await folder.BackUpAsync();
        return folder;
    }
}
