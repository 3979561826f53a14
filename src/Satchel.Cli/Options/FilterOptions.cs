using System.CommandLine;
using Satchel.Archive;
using Satchel.Vaults;

namespace Satchel.Cli.Options;

/// <summary>Which of several histories in one vault.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _app = new("--app") { HelpName = "APP", Description = "only histories of this app: whatsapp" };
    private readonly Option<string?> _platform = new("--platform") { HelpName = "PLATFORM", Description = "only histories of this platform: android" };
    private readonly Option<string?> _account = new("--account") { HelpName = "ID", Description = "only histories of this account" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_app, _platform, _account];

    /// <summary>What was given.</summary>
    public HistoryFilter Read(ParseResult arguments) =>
        new(arguments.GetValue(_app), arguments.GetValue(_platform), arguments.GetValue(_account));

    /// <summary>Whether a snapshot is of a history that is meant.</summary>
    public static bool Admits(HistoryFilter filter, SnapshotInfo snapshot) =>
        filter.Admits(snapshot.Source.App, snapshot.Source.Platform, snapshot.Source.Account);
}
