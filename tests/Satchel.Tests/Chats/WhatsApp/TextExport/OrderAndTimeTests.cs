using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

public sealed class OrderAndTimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("13/02/2022 14/02/2022 01/03/2022", "2022-02-13 2022-02-14 2022-03-01")]
    [InlineData("2/13/22 2/14/22 3/1/22", "2022-02-13 2022-02-14 2022-03-01")]
    [InlineData("10/01/2022 11/01/2022 01/02/2022 02/02/2022", "2022-01-10 2022-01-11 2022-02-01 2022-02-02")]
    [InlineData("1/10/2022 1/11/2022 2/1/2022 2/2/2022", "2022-01-10 2022-01-11 2022-02-01 2022-02-02")]
    [InlineData("22/03/27 22/03/28 22/04/01", "2022-03-27 2022-03-28 2022-04-01")]
    public void The_whole_file_tells_the_order_of_its_dates(string dates, string expected)
    {
        using ExportFolder folder = new();
        string path = folder.Write("chat.txt", string.Concat(dates.Split(' ').Select(d => $"{d}, 21:41 - Ben: hi\n{d}, 21:42 - Ana: hi\n")));

        using IChatReader reader = ExportFolder.Read(path);
        string[] days = [.. reader.ReadMessages(Token).Where(m => m.SenderId == "export:Ben").Select(DayOf)];

        Assert.Equal(expected.Split(' '), days);
        Assert.Empty(reader.Warnings);
    }

    [Fact]
    public void A_file_whose_order_changes_on_its_way_is_read_in_stretches()
    {
        using ExportFolder folder = new();
        string[] stamps =
        [
            "28/11/2021, 10:00", "30/11/2021, 10:00", "01/12/2021, 10:00", "05/12/2021, 10:00", "12/20/21, 10:00 AM", "1/5/22, 10:00 AM", "1/30/22, 10:00 AM", "2/1/22, 10:00 AM", "03/02/2022, 10:00", "20/02/2022, 10:00",
        ];

        List<Message> messages = folder.ReadText(string.Concat(stamps.Select(s => $"{s} - Ben: hi\n")));

        Assert.Equal(
            ["2021-11-28", "2021-11-30", "2021-12-01", "2021-12-05", "2021-12-20", "2022-01-05", "2022-01-30", "2022-02-01", "2022-02-03", "2022-02-20"],
            messages.Select(DayOf));
    }

    [Theory]
    [InlineData("03/04/2022, 21:41", null, "2022-04-03", "--date-order mdy")]
    [InlineData("3/4/22, 9:41 PM", null, "2022-03-04", "--date-order dmy")]
    [InlineData("03/04/2022, 9:41 pm", null, "2022-04-03", "--date-order mdy")]
    [InlineData("3/4/22, 9:41 PM", DateOrder.DayMonthYear, "2022-04-03", null)]
    [InlineData("03/04/2022, 21:41", DateOrder.MonthDayYear, "2022-03-04", null)]
    [InlineData("04/04/2022, 21:41", null, "2022-04-04", null)]
    public void What_nothing_tells_is_decided_by_the_locale_and_named(string stamp, DateOrder? given, string day, string? hint)
    {
        using ExportFolder folder = new();
        string path = folder.Write("chat.txt", $"{stamp} - Ben: hi\n{stamp} - Ana: hi\n");

        using IChatReader reader = ExportFolder.Read(path, new ReaderOptions { TimeZone = TimeZoneInfo.Utc, DateOrder = given });
        Message message = reader.ReadMessages(Token).First();

        Assert.Equal(day, DayOf(message));
        Assert.Equal(hint is null ? 0 : 1, reader.Warnings.Count(w => hint is not null && w.Contains(hint, StringComparison.Ordinal)));
        Assert.Equal(hint is null, reader.Warnings.Count == 0);
    }

    [Fact]
    public void Times_are_those_of_the_zone_with_its_changes()
    {
        using ExportFolder folder = new();
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        string[] times = ["29.10.22, 12:00", "30.10.22, 02:10", "30.10.22, 02:50", "30.10.22, 02:20", "30.10.22, 02:59", "30.10.22, 03:00", "26.03.23, 01:59", "26.03.23, 02:30", "26.03.23, 03:30"];

        List<Message> messages = folder.ReadText(string.Concat(times.Select(t => $"{t} - Ben: hi\n")), new ReaderOptions { TimeZone = berlin });

        Assert.Equal(
            ["10-29 10:00", "10-30 00:10", "10-30 00:50", "10-30 01:20", "10-30 01:59", "10-30 02:00", "03-26 00:59", "03-26 01:30", "03-26 01:30"],
            messages.Select(m => DateTimeOffset.FromUnixTimeMilliseconds(m.SentAtMillis).UtcDateTime.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Messages_of_one_minute_keep_their_order_and_what_is_said_twice_is_twice()
    {
        using ExportFolder folder = new();

        List<Message> messages = folder.ReadText(
            "27/03/2022, 21:41 - Ben: z\n27/03/2022, 21:41 - Ana: a\n27/03/2022, 21:41 - Ben: z\n27/03/2022, 21:42 - Ben: z\n27/03/2022, 21:41 - Ben: z\n");

        Assert.Equal([(0, 0), (1, 0), (2, 1), (0, 0), (3, 2)], messages.Select(m => (m.Order, m.Repeat)));
        Assert.Equal(5, messages.Select(m => MessageId.For("whatsapp", m)).Distinct().Count());
        Assert.Equal(MessageId.For("whatsapp", messages[0] with { Order = 0, Repeat = 0 }), MessageId.For("whatsapp", messages[0]));
    }

    [Theory]
    [InlineData("Dr: Bob", "Dr: Bob: hi\nDr: Bob: bye\n", "Dr: Bob", "hi")]
    [InlineData("Ana", "Ana: Note: buy milk\nAna: hello\n", "Ana", "Note: buy milk")]
    [InlineData("Ana", "Ana: Note: buy milk\n", "Ana", "Note: buy milk")]
    public void A_name_may_hold_a_colon(string title, string lines, string sender, string text)
    {
        using ExportFolder folder = new();
        string all = string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"27/03/2022, 21:41 - {line}\n"));

        Message message = folder.ReadText(all + "27/03/2022, 21:44 - Zoe: well\n", name: $"WhatsApp Chat with {title}.txt")[0];

        Assert.Equal(("export:" + sender, text), (message.SenderId, message.Text));
    }

    [Fact]
    public void A_colon_with_a_mark_behind_it_parts_as_well()
    {
        using ExportFolder folder = new();

        List<Message> messages = folder.ReadText("27/03/2022, 21:41 - Ana:\u200Eb:\u200Ec\n27/03/2022, 21:41 - Ana:\u200Eb:\u200Ed\n");

        Assert.Equal(["c", "d"], messages.Select(m => m.Text));
    }

    [Fact]
    public void A_notice_that_holds_a_colon_is_no_message()
    {
        using ExportFolder folder = new();

        List<Message> messages = folder.ReadText(
            """
            27/03/2022, 21:41 - Ana created group "A: B"
            27/03/2022, 21:41 - Ana changed the subject from "A: B" to "C: D"
            27/03/2022, 21:42 - Ana: hi
            27/03/2022, 21:43 - Ana added Dr: Bob
            27/03/2022, 21:43 - Ben: You left
            """);

        Assert.Equal([MessageKind.System, MessageKind.System, MessageKind.Text, MessageKind.System, MessageKind.Text], messages.Select(m => m.Kind));
        Assert.Equal("C: D", Assert.IsType<SystemBody>(messages[1].Body).Text);
        Assert.Equal(["export:Dr: Bob"], Assert.IsType<SystemBody>(messages[3].Body).Subjects);
    }

    private static string DayOf(Message message) =>
        DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMillis).UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
