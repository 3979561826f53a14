using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

/// <summary>Chats that were exported as text, with their media beside them or in one ZIP, saved, looked at and restored.</summary>
public sealed class TextExportTests : IDisposable
{
    private const long MostForNothing = 64 * 1024;

    private readonly JourneyFolder _folder = new();
    private readonly byte[] _picture = RandomNumberGenerator.GetBytes(3_000_000);
    private readonly byte[] _document = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40_000).Select(i => $"line {i}\n")));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Media_in_a_ZIP_are_saved_hashed_and_given_back_from_file_and_vault()
    {
        string zip = Zip("WhatsApp Chat with Ben.zip");
        BackupReport report = await BackUpAsync(zip);

        List<string> stored = await StreamAsync(HistoryOrigin.Latest);
        List<string> direct = await StreamAsync(HistoryOrigin.Parse(zip));

        Assert.Empty(report.Unreadable);
        Assert.Equal((1, 4, 1), (report.Chats, report.Messages, report.Files));
        Assert.Equal(direct, stored);
        Assert.Equal(2, direct.Count(line => line.Contains("\"sha256\"", StringComparison.Ordinal)));
        foreach (HistoryOrigin origin in new[] { HistoryOrigin.Latest, HistoryOrigin.Archive, HistoryOrigin.Parse(zip) })
        {
            Assert.Equal([_picture, _document], await ContentsAsync(origin));
        }
    }

    [Fact]
    public async Task Media_beside_a_text_are_files_of_its_folder()
    {
        string text = Folder();
        BackupReport report = await BackUpAsync(text);

        Assert.Equal((1, 4, 3), (report.Chats, report.Messages, report.Files));
        Assert.Equal([_picture, _document], await ContentsAsync(HistoryOrigin.Latest));
        await _folder.RestoreAsync("", new RestoreOptions { To = _folder.Root + "/restored" });
        Assert.Equal(TreeText.Of(Path.GetDirectoryName(text)!), TreeText.Of(_folder.Root + "/restored"));
    }

    [Fact]
    public async Task The_same_export_again_costs_next_to_nothing_and_another_zone_is_another_reading()
    {
        string zip = Zip("WhatsApp Chat with Ben.zip");
        BackupReport first = await BackUpAsync(zip);

        BackupReport second = await BackUpAsync(zip);
        BackupReport elsewhere = await BackUpAsync(zip, "Asia/Tokyo");
        BackupReport again = await BackUpAsync(zip, "Asia/Tokyo");

        Assert.Equal((0, 0, 0, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages, second.BytesRead));
        Assert.InRange(second.BytesAdded, 0, MostForNothing);
        Assert.Equal((first.Messages, first.Messages), (elsewhere.NewMessages, elsewhere.RemovedMessages));
        Assert.Equal((0, 0, 0), (again.NewMessages, again.ChangedMessages, again.RemovedMessages));
    }

    [Fact]
    public async Task A_longer_export_of_the_chat_adds_what_is_new()
    {
        string zip = Zip("WhatsApp Chat with Ben.zip");
        await BackUpAsync(zip);
        Zip("WhatsApp Chat with Ben.zip", "27/03/2022, 18:00 - Ben: and one more\n");

        BackupReport second = await BackUpAsync(zip);

        Assert.Equal((1, 0, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages));
        Assert.Equal([_picture, _document], await ContentsAsync(HistoryOrigin.Archive));
    }

    [Fact]
    public async Task The_export_of_one_chat_does_not_tell_that_the_others_are_gone()
    {
        await BackUpAsync(Zip("WhatsApp Chat with Ben.zip"));
        string other = Path.Combine(_folder.Root, "WhatsApp Chat with Carla.txt");
        File.WriteAllText(other, "28/03/2022, 09:00 - Carla: good morning\n28/03/2022, 09:01 - Ana: and to you\n");

        BackupReport second = await BackUpAsync(other);

        Assert.Equal((2, 0, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages));
        List<HistoryMessage> archive = await MessagesAsync(HistoryOrigin.Archive);
        Assert.Equal(6, archive.Count);
        Assert.All(archive, m => Assert.Null(m.Seen!.RemovedAfter));
        Assert.Equal([_picture, _document], await ContentsAsync(HistoryOrigin.Latest));
    }

    [Fact]
    public async Task A_damaged_file_in_a_ZIP_is_named_and_the_rest_is_there()
    {
        string zip = Zip("WhatsApp Chat with Ben.zip");
        byte[] bytes = File.ReadAllBytes(zip);
        int document = bytes.AsSpan().IndexOf("notes.pdf"u8);
        bytes.AsSpan(document + 60, 40).Fill(0xFF);
        File.WriteAllBytes(zip, bytes);

        BackupReport report = await BackUpAsync(zip);

        Assert.Contains("notes.pdf", Assert.Single(report.Unreadable), StringComparison.Ordinal);
        Assert.Equal(4, report.Messages);
        Assert.Equal([_picture], await ContentsAsync(HistoryOrigin.Latest));
    }

    private static string Text(string more) =>
        "27/03/2022, 14:00 - Ben: hello\n27/03/2022, 14:01 - Ana: IMG-20220327-WA0000.jpg (file attached)\n27/03/2022, 14:01 - Ben: notes.pdf (file attached)\n27/03/2022, 17:05 - Ana: thanks\n" + more;

    private string Zip(string name, string more = "")
    {
        string path = Path.Combine(_folder.Root, name);
        File.Delete(path);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(zip, "WhatsApp Chat with Ben.txt", Encoding.UTF8.GetBytes(Text(more)), CompressionLevel.Optimal);
        Add(zip, "notes.pdf", _document, CompressionLevel.Optimal);
        Add(zip, "IMG-20220327-WA0000.jpg", _picture, CompressionLevel.NoCompression);
        return path;
    }

    private string Folder()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Root, "WhatsApp Chat with Ben")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "notes.pdf"), _document);
        File.WriteAllBytes(Path.Combine(folder, "IMG-20220327-WA0000.jpg"), _picture);
        string text = Path.Combine(folder, "WhatsApp Chat with Ben.txt");
        File.WriteAllText(text, Text(""));
        return text;
    }

    private static void Add(ZipArchive zip, string name, byte[] content, CompressionLevel level)
    {
        using Stream entry = zip.CreateEntry(name, level).Open();
        entry.Write(content);
    }

    private Task<BackupReport> BackUpAsync(string path, string zone = "Europe/Lisbon") =>
        _folder.BackUpAsync(with: o => o with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone), OwnName = "Ana" }, path: path);

    private async Task<List<HistoryMessage>> MessagesAsync(HistoryOrigin origin)
    {
        await using Vault vault = await _folder.Vault.OpenAsync();
        await using HistoryView view = await OpenAsync(vault, origin);
        return await view.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
    }

    private async Task<List<string>> StreamAsync(HistoryOrigin origin)
    {
        await using Vault vault = await _folder.Vault.OpenAsync();
        await using HistoryView view = await OpenAsync(vault, origin);
        return await RecordLines.OfAsync(view, JourneyFolder.Token);
    }

    private async Task<List<byte[]>> ContentsAsync(HistoryOrigin origin)
    {
        await using Vault vault = await _folder.Vault.OpenAsync();
        await using HistoryView view = await OpenAsync(vault, origin);
        List<byte[]> contents = [];
        await foreach (HistoryMessage message in view.MessagesAsync(null, JourneyFolder.Token))
        {
            foreach (Attachment attachment in message.Message.Attachments.Where(a => !a.Missing))
            {
                await using Stream content = (await view.OpenAttachmentAsync(message, attachment, JourneyFolder.Token))!;
                using MemoryStream read = new();
                await content.CopyToAsync(read, JourneyFolder.Token);
                Assert.Equal(attachment.Sha256, SHA256.HashData(read.ToArray()));
                contents.Add(read.ToArray());
            }
        }

        return contents;
    }

    private async Task<HistoryView> OpenAsync(Vault vault, HistoryOrigin origin)
    {
        HistoryViewOptions options = new() { CacheFolder = _folder.CacheOf("views"), TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Lisbon"), OwnName = "Ana" };
        return Assert.Single(await HistoryViews.OpenAsync(vault, origin, HistoryFilter.Everything, options, JourneyFolder.Token));
    }
}
