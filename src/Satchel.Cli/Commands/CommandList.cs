namespace Satchel.Cli.Commands;

/// <summary>The commands there are, in the order of the help. A new one is a line here.</summary>
internal static class CommandList
{
    /// <summary>What is typed, and how the command is made: only the one that was typed is made, which keeps the start short.</summary>
    public static IReadOnlyList<(string Name, Func<SatchelCommand> Make)> All { get; } =
    [
        ("demo", static () => new DemoCommand()),
        ("init", static () => new InitCommand()),
        ("sources", static () => new SourcesCommand()),
        ("backup", static () => new BackupCommand()),
        ("snapshots", static () => new SnapshotsCommand()),
        ("chats", static () => new ChatsCommand()),
        ("show", static () => new ShowCommand()),
        ("diff", static () => new DiffCommand()),
        ("stats", static () => new StatsCommand()),
        ("search", static () => new SearchCommand()),
        ("open", static () => new OpenCommand()),
        ("export", static () => new ExportCommand()),
        ("restore", static () => new RestoreCommand()),
        ("migrate", static () => new MigrateCommand()),
        ("check", static () => new CheckCommand()),
        ("rehearse", static () => new RehearseCommand()),
        ("forget", static () => new ForgetCommand()),
        ("prune", static () => new PruneCommand()),
        ("key", static () => new KeyCommand()),
        ("repair", static () => new RepairCommand()),
        ("trust", static () => new TrustCommand()),
        ("signup", static () => new SignupCommand()),
        ("login", static () => new LoginCommand()),
        ("account", static () => new AccountCommand()),
        ("devices", static () => new DevicesCommand()),
        ("sample", static () => new SampleCommand()),
    ];
}
