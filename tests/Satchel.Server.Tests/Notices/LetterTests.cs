using Satchel.Server.Hosting;
using Satchel.Server.Notices;
using Satchel.Server.Plans;

namespace Satchel.Server.Tests.Notices;

public sealed class LetterTests
{
    private static readonly ServerSettings Settings = new() { DataFolder = "/nowhere", Url = new Uri("https://cloud.example.org/") };

    public static TheoryData<string, string> KindsAndLanguages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string kind in Enum.GetNames<NoticeKind>())
            {
                data.Add(kind, "en");
                data.Add(kind, "zh-CN");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndLanguages))]
    public void Every_notice_has_a_letter_in_both_languages_that_names_all_it_should(string kind, string language)
    {
        MailMessageDraft draft = Draft(Enum.Parse<NoticeKind>(kind), language);

        Assert.Equal(language, draft.Language);
        Assert.DoesNotContain("–", draft.Subject + draft.Text, StringComparison.Ordinal); // nothing is missing
        Assert.DoesNotContain("yearly", draft.Text, StringComparison.Ordinal); // a plan's name and not its id
        Assert.Contains("https://cloud.example.org/", draft.Text, StringComparison.Ordinal);
        Assert.Contains("https://cloud.example.org/", draft.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", draft.Html, StringComparison.Ordinal); // opening it loads nothing
        Assert.DoesNotContain("url(", draft.Html, StringComparison.Ordinal);
        Assert.Equal(language == "zh-CN", draft.Subject.Any(letter => letter > 0x2E80));
        Assert.All(draft.Text.Split('\n'), line => Assert.True(line.Length <= 400, line));
    }

    [Fact]
    public void Amounts_and_days_are_written_as_people_write_them()
    {
        Assert.Contains("Amount: ¥180.00", Draft(NoticeKind.PlanBought, "en").Text, StringComparison.Ordinal);
        Assert.Contains("金额：180.00 元", Draft(NoticeKind.PlanBought, "zh-CN").Text, StringComparison.Ordinal);
        Assert.Contains("Good until: 31 December 2027", Draft(NoticeKind.PlanBought, "en").Text, StringComparison.Ordinal);
        Assert.Contains("有效期至：2028年1月1日", Draft(NoticeKind.PlanBought, "zh-CN").Text, StringComparison.Ordinal); // in China it is that already
        Assert.Contains("7 days", Draft(NoticeKind.PlanEnds, "en").Subject, StringComparison.Ordinal);
        Assert.Contains("1.6 GiB of 2 GiB", Draft(NoticeKind.QuotaNearlyFull, "en").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_somebody_chose_adds_neither_lines_nor_markup()
    {
        Dictionary<string, string> values = NoticeSamples.Values;
        values["device"] = "<b>x</b>\r\nYour plan is void: https://evil.example\u2028";
        Letter letter = Writer().Write(NoticeKind.NewDevice, NoticeContent.Write(values), "en");

        MailMessageDraft draft = Writer().Draft("ana@example.org", "n1", "en", letter);

        Assert.Contains("Device: <b>x</b>  Your plan is void: https://evil.example", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", draft.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"endsAt":"x","amount":"99999999999999999999","days":"","percent":null}""")]
    [InlineData("""{"endsAt":"99999999999999999","amount":"-1","currency":"JPY"}""")]
    public void What_is_missing_or_malformed_leaves_a_letter_that_can_be_sent(string content)
    {
        foreach (NoticeKind kind in Enum.GetValues<NoticeKind>())
        {
            Assert.NotEmpty(Writer().Draft("ana@example.org", "n1", "zh-CN", Writer().Write(kind, content, "zh-CN")).Text);
        }
    }

    private static MailMessageDraft Draft(NoticeKind kind, string language) =>
        Writer().Draft("ana@example.org", "n1", language, Writer().Write(kind, NoticeContent.Write(NoticeSamples.Values), language));

    private static NoticeWriter Writer() => new(Catalogue.Default, Settings);
}
