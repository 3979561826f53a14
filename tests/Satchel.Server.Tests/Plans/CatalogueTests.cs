using FsCheck;
using FsCheck.Fluent;
using Satchel.Server.Administration;
using Satchel.Server.Hosting;
using Satchel.Server.Payments;
using Satchel.Server.Plans;

namespace Satchel.Server.Tests.Plans;

public sealed class CatalogueTests
{
    private static readonly string Text = Catalogue.TextFor(new ServerSettings { DataFolder = "/nonexistent" });

    [Fact]
    public void The_default_is_what_was_announced()
    {
        Catalogue catalogue = Catalogue.Default;

        Assert.Equal(2L << 30, catalogue.Free.QuotaBytes);
        Assert.Equal((200L << 30, 12, 1), Of("yearly"));
        Assert.Equal((2L << 40, 12, 6), Of("family"));
        Assert.Equal(new Money(18000, "CNY"), catalogue.Find("yearly")!.PriceOn("iphone"));
        Assert.Equal(new Money(13000, "CNY"), catalogue.Find("yearly")!.PriceOn("android"));
        Assert.Equal(new Money(26000, "CNY"), catalogue.Find("family")!.PriceOn("desktop"));
        Assert.Equal("年度版", catalogue.Find("yearly")!.Name.In("zh-CN"));
        Assert.Equal([30, 7, 1], catalogue.Ladder.RemindDaysBefore);
        Assert.Equal([90, 30, 7, 1], catalogue.Ladder.AnnounceDeletionDaysBefore);
        Assert.Equal((30, 365, 30, 1), (catalogue.Ladder.GraceDays, catalogue.Ladder.ReadOnlyDays, catalogue.Ladder.TrashDays, catalogue.Ladder.BreakerPercent));
        Assert.False(catalogue.Ladder.Deletes);
        Assert.Null(catalogue.Trial);

        (long, int, int) Of(string id) => (catalogue.Find(id)!.QuotaBytes, catalogue.Find(id)!.Months, catalogue.Find(id)!.People);
    }

    [Theory]
    [InlineData("\"trialDays\": 0", "\"trialDay\": 0", "plans: 'trialDay' is not known")]
    [InlineData("\"graceDays\": 30", "\"graceDays\": -1", "ladder.graceDays: a whole number from 0 to 3650 is expected; got -1")]
    [InlineData("\"graceDays\": 30", "\"graceDays\": 1e3", "ladder.graceDays: a whole number")]
    [InlineData("\"graceDays\": 30", "\"graceDays\": 30, \"graceDays\": 31", "ladder: 'graceDays' stands there twice")]
    [InlineData("[30, 7, 1]", "[7, 30, 1]", "ladder.remindDaysBefore: the days descend")]
    [InlineData("[90, 30, 7, 1]", "[90, 30, 30]", "ladder.announceDeletionDaysBefore: the days descend")]
    [InlineData("[90, 30, 7, 1]", "[]", "ladder.announceDeletionDaysBefore: a deletion is announced at least once")]
    [InlineData("[90, 30, 7, 1]", "[400, 30]", "ladder.announceDeletionDaysBefore: a deletion is announced at least once, and at most readOnlyDays (365) before")]
    [InlineData("\"deletion\": \"off\"", "\"deletion\": \"yes\"", "ladder.deletion: it is \"on\" or \"off\"")]
    [InlineData("\"freePlan\": \"free\"", "\"freePlan\": \"gratis\"", "plans[0]: a plan that is not the free one has months and prices")]
    [InlineData("\"id\": \"family\"", "\"id\": \"yearly\"", "plans: there are two plans 'yearly'")]
    [InlineData(", \"zh-CN\": \"年度版\"", "", "plans[1].name: 'zh-CN' is missing")]
    [InlineData("\"zh-CN\": \"年度版\"", "\"zh-CN\": \" \"", "plans[1].name.zh-CN: a text of 1 to 200 characters is expected")]
    [InlineData("\"200 GiB\"", "\"200 GB\"", "plans[1].quota: bytes are a whole number, or one with KiB")]
    [InlineData("\"200 GiB\"", "\"99999999 TiB\"", "plans[1].quota: bytes are a whole number")]
    [InlineData("\"200 GiB\"", "0", "plans[1].quota: a whole number from 1")]
    [InlineData("\"platform\": \"android\", \"amount\": 13000", "\"platform\": \"iphone\", \"amount\": 13000", "plans[1].prices: there are two prices for 'iphone'")]
    [InlineData("\"platform\": \"android\", \"amount\": 13000", "\"platform\": \"symbian\", \"amount\": 13000", "plans[1].prices[1].platform: a platform is iphone, android, desktop; got 'symbian'")]
    [InlineData("13000, \"currency\": \"CNY\"", "13000, \"currency\": \"yuan\"", "plans[1].prices[1].currency: a currency is three capital letters")]
    [InlineData("\"amount\": 13000", "\"amount\": 130.5", "plans[1].prices[1].amount: a whole number")]
    [InlineData("\"amount\": 13000", "\"amount\": 13000000000000", "plans[1].prices[1].amount: a whole number")]
    [InlineData("\"months\": 12, \"people\": 6", "\"months\": 12, \"people\": 0", "plans[2].people: a whole number from 1 to 100 is expected; got 0")]
    [InlineData("\"trialDays\": 0", "\"trialDays\": 14, \"trialPlan\": \"yearly\"", "plans: 'trialPlan' stands there twice")]
    [InlineData("\"percentOfAccounts\": 1", "\"percentOfAccounts\": 0", "ladder.breaker.percentOfAccounts: a whole number from 1 to 100")]
    [InlineData("\"contact\": \"\"", "\"contact\": \"the admin\"", "contact: that is no address")]
    [InlineData("\"plans\": [", "\"plans\": [[", "is not JSON")]
    public void What_cannot_be_meant_is_refused_with_its_place(string right, string wrong, string sentence)
    {
        Assert.Contains(right, Text, StringComparison.Ordinal);
        int place = Text.IndexOf(right, StringComparison.Ordinal);

        AdministrationException error = Assert.Throws<AdministrationException>(() => CatalogueReader.Read(Text[..place] + wrong + Text[(place + right.Length)..], "plans"));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Whatever_is_in_the_file_is_read_or_refused() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<char>(), (place, with) =>
        {
            int at = (int)(Math.Abs(place * 7919L) % Text.Length);
            string mutated = string.Concat(Text.AsSpan(0, at), with.ToString(), Text.AsSpan(at + 1));
            try
            {
                CatalogueReader.Read(mutated, "plans");
            }
            catch (AdministrationException)
            {
            }
        }));
}
