using System.Globalization;
using System.Text.RegularExpressions;
using Satchel.Chats;
using Satchel.TestKit.Histories;

namespace Satchel.Tests.Exports;

public sealed partial class HtmlExportTests : IDisposable
{
    private static readonly ExportOptions Html = new(ExportFormat.Html);
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_link_of_every_page_leads_somewhere()
    {
        await _folder.ExportAsync("whole", Html with { MediaFolder = _folder.Media });
        await _folder.ExportAsync("split", Html with { MediaFolder = _folder.Media, MessagesPerPage = 4 });
        await _folder.ExportAsync("chinese", Html with { Language = ExportLanguage.Chinese });

        Assert.Empty(ExportFolder.BrokenLinks(_folder.Pages("whole")));
        Assert.Empty(ExportFolder.BrokenLinks(_folder.Pages("split")));
        Assert.Empty(ExportFolder.BrokenLinks(_folder.Pages("chinese")));
    }

    [Fact]
    public async Task What_people_wrote_never_becomes_markup()
    {
        await _folder.ExportAsync("out", Html with { MediaFolder = _folder.Media });

        foreach (string html in _folder.Pages("out").Values)
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch(EventHandler(), html);
            Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everything_that_was_said_is_there()
    {
        ListHistory history = ExportFolder.Sample();
        ExportReport report = await _folder.ExportAsync("out", Html, history);
        string all = System.Net.WebUtility.HtmlDecode(string.Concat(_folder.Pages("out").Values));

        Assert.Equal((3, 34), (report.Chats, report.Messages));
        foreach (string text in (string[])["Who is free on Saturday?", "我可以！早上七点在地铁站见", "Dragon's Back", "Shek O Road bus stop", "+852 5550 7777", "龙脊徒步路线攻略", "plan.pdf", "Missed voice call", "Video call, 12:34", "Ben created the group “Hiking / 爬山 🏔️”", "no longer in the app after 2023-11-16", "deleted for everyone on", "Meet at 7:00", "Meet at 7:30", "A message of an unknown kind", "time unknown", "not in this history"])
        {
            Assert.Contains(text, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_preview_of_a_video_that_is_gone_is_a_picture()
    {
        await _folder.ExportAsync("out", Html with { MediaFolder = _folder.Media });
        string page = _folder.Pages("out").Single(page => page.Key.Contains("Hiking", StringComparison.Ordinal)).Value;

        Assert.Contains("class=\"media thumb\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<video", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_of_a_message_are_one_bubble()
    {
        await _folder.ExportAsync("out", Html);
        string page = _folder.Pages("out").Single(page => page.Key.Contains("Hiking", StringComparison.Ordinal)).Value;

        Assert.Single(Regex.Matches(page, $"id=\"m{new string('e', 32)}\""));
        Assert.Single(Regex.Matches(page, $"id=\"m{new string('d', 32)}\""));
        Assert.Contains("Oops, wrong chat", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_chat_has_pages_and_months()
    {
        ListHistory history = new ListHistory(new Account("whatsapp", "android", null, null)).With(new Chat("c", ChatKind.Direct) { Title = "Long" });
        for (int i = 0; i < 95; i++)
        {
            history.With(new Message { ChatId = "c", NativeId = $"n{i}", SentAtMillis = SampleHistory.Start + (i * 86_400_000L), Kind = MessageKind.Text, Text = $"message {i}", ReplyTo = i == 60 ? new Quote("n3", null, "message 3") : null });
        }

        await _folder.ExportAsync("out", Html with { MessagesPerPage = 20 }, history);
        Dictionary<string, string> pages = _folder.Pages("out").ToDictionary(page => Path.GetFileName(page.Key), page => page.Value);

        Assert.Equal(["1.html", "2.html", "3.html", "4.html", "5.html", "index.html", "months.html"], pages.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(ExportFolder.BrokenLinks(_folder.Pages("out")));
        Assert.Contains("<a href=\"5.html\">Last", pages["1.html"], StringComparison.Ordinal);
        Assert.Contains("<a href=\"2.html\" rel=\"next\">", pages["1.html"], StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", pages["5.html"], StringComparison.Ordinal);
        Assert.Contains("<a class=\"q\" href=\"1.html#m", pages["4.html"], StringComparison.Ordinal);
        Assert.Contains("February", pages["months.html"], StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 95), i => Assert.Contains($">message {i.ToString(CultureInfo.InvariantCulture)}</p>", pages[$"{(i / 20) + 1}.html"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_speak_the_language_that_was_asked_for()
    {
        await _folder.ExportAsync("out", Html with { Language = ExportLanguage.Chinese, MessagesPerPage = 10 });
        string page = _folder.Pages("out").First(page => page.Key.Contains("Hiking", StringComparison.Ordinal) && page.Key.EndsWith("1.html", StringComparison.Ordinal)).Value;

        Assert.Contains("<html lang=\"zh-Hans\">", page, StringComparison.Ordinal);
        Assert.Contains("2023年11月14日 星期二", page, StringComparison.Ordinal);
        Assert.Contains("下一页", page, StringComparison.Ordinal);
        Assert.Equal(ExportLanguage.Chinese, ExportOptions.LanguageOf("zh_CN.UTF-8"));
        Assert.Equal(ExportLanguage.English, ExportOptions.LanguageOf(null));
    }

    [Fact]
    public async Task One_page_of_everything_is_made_where_a_page_is_asked_for()
    {
        await _folder.ExportAsync("all.html", Html with { MediaFolder = _folder.Media });
        string html = await File.ReadAllTextAsync(_folder.At("all.html"), TestContext.Current.CancellationToken);

        Assert.Contains("No time", html, StringComparison.Ordinal);
        Assert.Contains("See you all tomorrow!", html, StringComparison.Ordinal);
        Assert.Empty(ExportFolder.BrokenLinks(new Dictionary<string, string> { [_folder.At("all.html")] = html }));
    }

    [Fact]
    public async Task A_chats_title_makes_no_path()
    {
        await _folder.ExportAsync("out", Html);

        string[] names = [.. Directory.GetDirectories(_folder.At("out/chats")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

        Assert.Equal(["0001-etc-passwd", "0002-Hiking-爬山-script", "0003-Ben"], names);
    }

    [Fact]
    public async Task A_chat_that_could_not_be_read_to_its_end_still_leads_to_its_last_page()
    {
        var history = new TruncatedHistory(20);
        await Export.RunAsync(history, Html with { Path = _folder.At("out"), MessagesPerPage = 10 }, null, TestContext.Current.CancellationToken);

        Assert.Empty(ExportFolder.BrokenLinks(_folder.Pages("out")));
    }

    [GeneratedRegex("<[a-z]+[^>\"]*(\"[^\"]*\"[^>\"]*)*\\son[a-z]+=", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EventHandler();
}
