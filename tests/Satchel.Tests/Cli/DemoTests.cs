using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Satchel.Tests.Cli;

/// <summary>The first thing a newcomer runs does the main job, shows it, and leaves nothing behind.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task The_demo_saves_a_phone_loses_it_and_brings_everything_back()
    {
        using CliWorld world = new();

        CliRun run = await world.DoneAsync("demo");

        Assert.Equal(
            ["sample", "sample", "init", "backup", "sample", "sample", "backup", "snapshots", "restore", "restore", "migrate", "sources", "search", "rehearse", "check"],
            Typed().Matches(run.Output).Select(match => match.Groups[1].Value));
        Assert.Matches(@"compared: \d+ files equal byte for byte .*, 2 databases equal in schema and all [\d ]+ rows", run.Output);
        Assert.Matches(@"compared: \d+ files equal byte for byte .*, 1 database equal in schema and all [\d ]+ rows", run.Output);
        Assert.Contains("proven restorable", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"migrated 60 chats  5\d \d\d\d messages", run.Output);
        Assert.Contains("NOT CARRIED OVER", run.Output, StringComparison.Ordinal);
        Assert.All(Warnings().Matches(run.Transcript), warning => Assert.Matches("built without the phone's own|nobody knows whose history", warning.Value));
        string folder = Lay().Match(run.Output).Groups[1].Value;
        Assert.NotEmpty(folder);
        Assert.False(Directory.Exists(folder));
        Assert.Equal(["passphrase.txt"], world.Files());
    }

    [Fact]
    public async Task A_script_gets_one_object_a_line_from_the_demo()
    {
        using CliWorld world = new();

        CliRun run = await world.DoneAsync("demo", "--json");

        Assert.All(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.NotNull(JsonNode.Parse(line)!.AsObject()));
    }

    [GeneratedRegex(@"^\$ satchel (\w+)", RegexOptions.Multiline)]
    private static partial Regex Typed();

    [GeneratedRegex("warning: .*")]
    private static partial Regex Warnings();

    [GeneratedRegex(@"everything lay in (\S+),")]
    private static partial Regex Lay();
}
