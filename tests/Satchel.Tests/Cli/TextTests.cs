using Satchel.Cli.Text;
using Satchel.TestKit;

namespace Satchel.Tests.Cli;

/// <summary>What people type and read: sizes, durations, dates, names with anything in them.</summary>
public sealed class TextTests
{
    private static readonly FakeTimeProvider Time = new();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("200", 200)]
    [InlineData("200B", 200)]
    [InlineData("64K", 65536)]
    [InlineData("64KiB", 65536)]
    [InlineData("1.5M", 1572864)]
    [InlineData("2g", 2147483648)]
    public void Sizes_are_read(string text, long bytes) => Assert.Equal(bytes, SizeText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("K")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("1 M")]
    [InlineData("99999999T")]
    [InlineData("NaN")]
    public void What_is_no_size_is_refused(string text) => Assert.Null(SizeText.Parse(text));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("24h", 86400)]
    [InlineData("1.5d", 129600)]
    [InlineData("2w", 1209600)]
    public void Durations_are_read(string text, double seconds) => Assert.Equal(seconds, DurationText.Parse(text)!.Value.TotalSeconds, 3);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("h")]
    [InlineData("-5h")]
    [InlineData("5y")]
    [InlineData("99999999w")]
    public void What_is_no_duration_is_refused(string text) => Assert.Null(DurationText.Parse(text));

    [Theory]
    [InlineData("2026-11-01", false, "2026-11-01T00:00:00.0000000+00:00")]
    [InlineData("2026-11-01", true, "2026-11-01T23:59:59.9990000+00:00")]
    [InlineData("2026-11-01 08:30", true, "2026-11-01T08:30:00.0000000+00:00")]
    [InlineData("2026-11-01T08:30:15Z", false, "2026-11-01T08:30:15.0000000+00:00")]
    [InlineData("2026-11-01T08:30:15.250+08:00", false, "2026-11-01T08:30:15.2500000+08:00")]
    [InlineData("7d", false, "2026-11-14T12:00:00.0000000+00:00")]
    public void Dates_are_read(string text, bool endOfDay, string expected) =>
        Assert.Equal(expected, DateText.Parse(text, Time, endOfDay)!.Value.ToString("O"));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("2026-13-01")]
    [InlineData("yesterday")]
    [InlineData("01/11/2026")]
    public void What_is_no_date_is_refused(string text) => Assert.Null(DateText.Parse(text, Time, endOfDay: false));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(40265318, "38.4 MiB")]
    [InlineData(2254857830, "2.1 GiB")]
    public void Sizes_are_shown_in_units_of_1024(long bytes, string text) => Assert.Equal(text, Quantity.Bytes(bytes));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(59.7, "1 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(86400, "24 h")]
    [InlineData(3900, "1 h 5 min")]
    public void Durations_are_shown(double seconds, string text) => Assert.Equal(text, Quantity.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Numbers_are_grouped() => Assert.Equal("84 310 messages", Quantity.Count(84_310, "message"));

    [Theory]
    [InlineData("\u001b[31mred\u0007", "␛[31mred␇")]
    [InlineData("a\r\nb\tc", "a b c")]
    [InlineData("\u202Egnp.exe", "\uFFFDgnp.exe")]
    [InlineData("\u009b2J", "\uFFFD2J")]
    [InlineData("家族 👨‍👩‍👧", "家族 👨‍👩‍👧")]
    public void Controls_never_reach_the_terminal(string text, string shown) => Assert.Equal(shown, SafeText.OneLine(text));

    [Fact]
    public void Line_breaks_stay_where_a_message_has_them() => Assert.Equal("a\nb␛", SafeText.Lines("a\r\nb\u001b"));

    [Fact]
    public void Chinese_and_emoji_take_two_columns_in_a_table()
    {
        var table = new TextTable("name", ">n");
        table.Add("家族", "1");
        table.Add("Ben", "12");
        using var writer = new StringWriter { NewLine = "\n" };

        table.Write(writer);

        Assert.Equal("name   n\n家族   1\nBen   12\n", writer.ToString());
    }

    [Theory]
    [InlineData("There is no vault here.", "there is no vault here")]
    [InlineData("WhatsApp is not known.", "WhatsApp is not known")]
    [InlineData("/home/Ana: A thing", "/home/Ana: A thing")]
    [InlineData("SQLite says: no", "SQLite says: no")]
    public void Sentences_begin_small_and_end_without_a_stop(string sentence, string clause) => Assert.Equal(clause, Sentences.AsClause(sentence));

    [Theory]
    [InlineData("bakup", "backup")]
    [InlineData("serach", "search")]
    [InlineData("statistics", null)]
    [InlineData("x", null)]
    public void A_slip_of_the_finger_finds_the_word(string typed, string? meant) => Assert.Equal(meant, NearestWord.To(typed, ["backup", "search", "stats", "show"]));
}
