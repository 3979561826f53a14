namespace Satchel.Cli.Commands;

/// <summary>The commands there are, in the order of the help. A new one is a line here.</summary>
internal static class CommandList
{
    /// <summary>What is typed, and how the command is made: only the one that was typed is made, which keeps the start short.</summary>
    public static IReadOnlyList<(string Name, Func<SatchelCommand> Make)> All { get; } =
    [
        ("init", static () => new InitCommand()),
        ("sources", static () => new SourcesCommand()),
        ("backup", static () => new BackupCommand()),
        ("snapshots", static () => new SnapshotsCommand()),
        ("restore", static () => new RestoreCommand()),
        ("rehearse", static () => new RehearseCommand()),
        ("key", static () => new KeyCommand()),
        ("trust", static () => new TrustCommand()),
        ("sample", static () => new SampleCommand()),
    ];
}
