using System.CommandLine;
using Satchel.Archive;
using Satchel.Vaults;

namespace Satchel.Cli.Options;

/// <summary>Which of several histories in one vault.</summary>
/// <param name="hasPaths">Whether the command also looks at paths.</param>
internal sealed class FilterOptions(bool hasPaths = false)
{
    private readonly Option<string?> _app = new("--app") { HelpName = "APP", Description = "only histories of this app: whatsapp or wechat" };
    private readonly Option<string?> _platform = new("--platform") { HelpName = "PLATFORM", Description = "only histories of this platform: android, ios, desktop or export" };
    private readonly Option<string?> _account = new("--account")
    {
        HelpName = "ID",
        Description = "only histories of this account" + (hasPaths ? "; of a path that does not tell: whose it is" : ""),
    };


    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_app, _platform, _account];

    /// <summary>What was given.</summary>
    public HistoryFilter Read(ParseResult arguments) =>
        new(arguments.GetValue(_app), arguments.GetValue(_platform), arguments.GetValue(_account));

    /// <summary>Whether a snapshot is of a history that is meant.</summary>
    public static bool Admits(HistoryFilter filter, SnapshotInfo snapshot) =>
        filter.Admits(snapshot.Source.App, snapshot.Source.Platform, snapshot.Source.Account);
}
