using Satchel.Cli;
using Satchel.Cli.Options;

namespace Satchel.Tests.Cli;

public sealed class ZoneNameTests
{
    private static readonly DateTime Summer = new(2023, 7, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Winter = new(2023, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("Asia/Hong_Kong", 480, 480)]
    [InlineData("asia/hong_kong", 480, 480)]
    [InlineData("Europe/Lisbon", 60, 0)]
    [InlineData("China Standard Time", 480, 480)]
    [InlineData("W. Europe Standard Time", 120, 60)]
    [InlineData("w. europe standard time", 120, 60)]
    [InlineData("UTC", 0, 0)]
    [InlineData("UTC+12", 720, 720)]
    [InlineData("+8", 480, 480)]
    [InlineData("-03:30", -210, -210)]
    [InlineData("GMT+0530", 330, 330)]
    public void A_zone_is_found_by_each_of_its_names(string name, int summerMinutes, int winterMinutes)
    {
        TimeZoneInfo zone = ZoneName.Find(name, "--timezone");

        Assert.Equal((summerMinutes, winterMinutes), (zone.GetUtcOffset(Summer).TotalMinutes, zone.GetUtcOffset(Winter).TotalMinutes));
    }

    [Fact]
    public void Every_name_of_Windows_leads_to_a_zone_of_this_machine() =>
        Assert.All(WindowsZones.Names, name => Assert.NotNull(ZoneName.Find(name, "--timezone")));

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/localtime")]
    [InlineData("/etc/localtime")]
    [InlineData("+99")]
    [InlineData("+15:00")]
    public void What_is_no_zone_is_bad_usage(string name)
    {
        CommandException error = Assert.Throws<CommandException>(() => ZoneName.Find(name, "--timezone"));

        Assert.Equal(ExitCode.BadUsage, error.Code);
        Assert.Contains("--timezone", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lisbon", "'Europe/Lisbon'")]
    [InlineData("hong kong", "'Asia/Hong_Kong'")]
    [InlineData("Europe/Parsi", "'Europe/Paris'")]
    public void What_may_have_been_meant_is_told(string typed, string meant)
    {
        CommandException error = Assert.Throws<CommandException>(() => ZoneName.Find(typed, "--timezone"));

        Assert.Contains(meant, error.Hint, StringComparison.Ordinal);
    }
}
