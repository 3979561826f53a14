using System.Text;
using System.Text.Json;
using Satchel.Chats;
using Satchel.TestKit.Histories;

namespace Satchel.Tests.Exports;

public sealed class TableAndTextExportTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_has_a_line_for_each_message_and_indents_what_follows()
    {
        await _folder.ExportAsync("all.txt", new ExportOptions(ExportFormat.Txt));
        string[] lines = await File.ReadAllLinesAsync(_folder.At("all.txt"), Token);

        Assert.Equal("=== Hiking / 爬山 🏔️ <script> (24 messages) ===", lines.First(line => line.Contains("Hiking", StringComparison.Ordinal)));
        int at = Array.IndexOf(lines, "[2023-11-14, 22:17:20] Ben: Who is free on Saturday? The forecast says sun ☀️");
        Assert.Equal("    We could take the early train. [👍 👍 ❤️]", lines[at + 1]);
        Assert.Contains("[2023-11-14, 22:15:20] Ben created the group “Hiking / 爬山 🏔️”", lines);
        Assert.All(lines.Where(line => line.Length > 0), line => Assert.True(line[0] is '[' or '=' or ' ', line));
    }

    [Fact]
    public async Task Text_goes_into_a_file_for_each_chat_where_a_folder_is_asked_for()
    {
        await _folder.ExportAsync("texts/", new ExportOptions(ExportFormat.Txt));

        Assert.Equal(["0001-etc-passwd.txt", "0002-Hiking-爬山-script.txt", "0003-Ben.txt"], Directory.GetFiles(_folder.At("texts")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Times_are_shown_in_the_zone_asked_for()
    {
        await _folder.ExportAsync("all.txt", new ExportOptions(ExportFormat.Txt) { Zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(8), "east", "east") });

        Assert.Contains("[2023-11-15, 06:17:20] Ben: Who is free", await File.ReadAllTextAsync(_folder.At("all.txt"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_gives_no_orders_to_a_terminal()
    {
        ListHistory history = new ListHistory(new Account("whatsapp", "android", null, null)).With(new Chat("c", ChatKind.Direct) { Title = "a\u001B[2J" })
            .With(new Message { ChatId = "c", SentAtMillis = SampleHistory.Start, Kind = MessageKind.Text, SenderId = "x", Text = "red\u001B[31m\u0007\tend" });

        await _folder.ExportAsync("all.txt", new ExportOptions(ExportFormat.Txt), history);

        Assert.Equal("=== a\uFFFD[2J (1 message) ===\n[2023-11-14, 22:13:20] x: red\uFFFD[31m\uFFFD\tend\n", await File.ReadAllTextAsync(_folder.At("all.txt"), Token));
    }

    [Fact]
    public async Task A_table_reads_back_cell_by_cell()
    {
        ExportReport report = await _folder.ExportAsync("all.csv", new ExportOptions(ExportFormat.Csv) { MediaFolder = _folder.Media });
        List<string[]> rows = ReadTable(await File.ReadAllTextAsync(_folder.At("all.csv"), Token));
        int text = Array.IndexOf(rows[0], "text");

        Assert.Equal(report.Messages, rows.Count - 1);
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        Assert.Contains(rows, row => row[text] == "=1+1, \"quoted\"\r\nand a second line");
        Assert.Contains(rows, row => row[text] == "<script>alert('x')</script> & <img src=x onerror=alert(1)>");
        Assert.Contains(rows, row => row[Array.IndexOf(rows[0], "sentAt")] == "2023-11-14T22:17:20.000Z");
    }

    [Fact]
    public async Task Records_come_in_the_order_of_the_stream()
    {
        var stream = new MemoryStream();
        await Export.RunAsync(ExportFolder.Sample(), new ExportOptions(ExportFormat.Jsonl) { Stream = stream }, null, Token);
        List<JsonElement> records = [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        string[] types = [.. records.Select(record => record.GetProperty("type").GetString()!)];

        Assert.Equal(["account", "participant", "participant", "participant", "chat", "chat", "message"], types[..7]);
        Assert.Equal(3, types.Count(type => type == "chat"));
        Assert.Equal(34, types.Count(type => type == "message"));
        Assert.Equal("chat", types[^9]);
        Assert.Equal(records[^9].GetProperty("id").GetString(), records[^1].GetProperty("chat").GetString());
    }

    [Fact]
    public async Task Each_content_is_written_once_under_its_own_hash()
    {
        ExportReport report = await _folder.ExportAsync("all.jsonl", new ExportOptions(ExportFormat.Jsonl) { MediaFolder = _folder.Media });
        string[] names = [.. Directory.GetFiles(_folder.Media).Select(path => Path.GetFileName(path)!)];

        Assert.Equal((5, 1), (report.MediaFiles, report.MissingMedia));
        Assert.Equal(5, names.Length);
        Assert.All(names, name => Assert.Equal(
            Path.GetFileNameWithoutExtension(name),
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder.Media, name))))));
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(ExportFolder.Photo)) + ".jpg", names);
    }

    [Fact]
    public async Task A_content_that_was_written_is_not_read_again()
    {
        byte[] content = [1, 2, 3];
        ListHistory history = new ListHistory(new Account("whatsapp", "android", null, null)).With(new Chat("c", ChatKind.Direct)).With("a", content).With("b", content);
        foreach (string path in (string[])["a", "b", "a"])
        {
            history.With(new Message { ChatId = "c", SentAtMillis = 1, Kind = MessageKind.Document, Attachments = [new() { Path = path, Name = path + ".bin", Sha256 = System.Security.Cryptography.SHA256.HashData(content) }] });
        }

        await _folder.ExportAsync("all.jsonl", new ExportOptions(ExportFormat.Jsonl) { MediaFolder = _folder.Media }, history);

        Assert.Equal(1, history.Opened);
        Assert.Single(Directory.GetFiles(_folder.Media));
    }

    [Fact]
    public async Task A_content_that_cannot_be_read_is_named_and_left_out()
    {
        ListHistory history = ExportFolder.Sample();
        history.Damaged = "Media/photo.jpg";

        ExportReport report = await _folder.ExportAsync("out", new ExportOptions(ExportFormat.Html) { MediaFolder = _folder.Media }, history);

        Assert.Equal("Media/photo.jpg: damaged as the test asked", Assert.Single(report.Warnings));
        Assert.Equal((4, 4, 34), (report.MediaFiles, report.MissingMedia, report.Messages));
        Assert.Empty(ExportFolder.BrokenLinks(_folder.Pages("out")));
    }

    private static List<string[]> ReadTable(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                quoted = c != '"' || (i + 1 < text.Length && text[i + 1] == '"');
                cell.Append(quoted ? c : "");
                i += quoted && c == '"' ? 1 : 0;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        return rows;
    }
}
