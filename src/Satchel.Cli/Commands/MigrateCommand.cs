using System.CommandLine;
using Satchel.Chats;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel migrate</c>: histories into the store of another phone.</summary>
internal sealed class MigrateCommand : SatchelCommand
{
    private readonly Argument<string[]> _froms = new("FROM") { Description = FromOptions.What + "; several are merged, the newest named last", DefaultValueFactory = _ => ["archive"] };
    private readonly Option<string> _to = new("--to") { HelpName = "FORMAT", Description = string.Join(" or ", ChatWriters.All.Select(f => f.Name)), Required = true };
    private readonly Option<string> _out = new("--out") { HelpName = "DIR", Description = "the folder to write the store into; is made", Required = true };
    private readonly Option<string?> _into = new("--into") { HelpName = "EXISTING", Description = "start from the target phone's own store at this path, which stays as it is" };
    private readonly Option<string> _container = new("--container") { HelpName = "C", Description = "what to wrap the store in: " + string.Join(", ", ChatWriters.All.SelectMany(f => f.Containers).Distinct()), DefaultValueFactory = _ => "plain" };
    private readonly Option<string[]> _onlyChats = new("--only-chats") { HelpName = "CHAT", Description = "only this chat, by id, title, name or number; may be given several times", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _since = new("--since") { HelpName = "DATE", Description = "only what was sent from then on" };
    private readonly Option<string?> _until = new("--until") { HelpName = "DATE", Description = "only what was sent up to then" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "write nothing, and say what would be moved and lost" };
    private readonly Option<bool> _force = new("--force") { Description = "merge also what belongs to different owners, and into a store of an unknown version" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "go on where DIR is not empty; files in the way are replaced" };
    private readonly FromOptions _from = new();

    public MigrateCommand() : base("migrate", "moves histories to another kind of phone, and names what cannot come along", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        Arguments.Add(_froms);
        AddOptions(_to, _out, _into, _container, _onlyChats, _since, _until, _dryRun, _force, _overwrite);
        AddOptions(_from.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
    [
        "With --into the phone's own store is the start, which is safer: its chats stay, and what it has already is not written twice. Without it a whole store is made.",
        "Several FROMs become one history: the same message counts once, in the version that has the most. Of the archive the last version counts; a message that was deleted for everyone comes with the text it had.",
        "Nothing is in DIR before all of it is; it is read back and counted first. docs/guides tell how it gets onto the phone.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "satchel migrate ~/WhatsApp --to whatsapp-ios --out ~/for-iphone --into ~/ChatStorage.sqlite",
        "satchel migrate old-phone/ new-phone/ 'WhatsApp Chat with Ben.txt' --to whatsapp-android --out ~/for-android --container crypt15 --key encrypted_backup.key",
        "satchel migrate archive --to whatsapp-ios --out ~/for-iphone --only-chats Ben --since 2024-01-01 --dry-run",
    ];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        IChatWriterFormat format = ReadFormat(arguments);
        MigrationOptions options = ReadOptions(arguments, format, session);
        await using OpenHistory history = await _from.OpenAsync(arguments.GetRequiredValue(_froms), forMigration: true, arguments, session, cancellationToken);
        if (history.Views.Count == 0)
        {
            throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, "there is no such history to migrate", "'satchel snapshots' lists what is there");
        }

        options = options with { Keys = history.Keys };
        MigrationReport report = await Migration.RunAsync(history.Views, options, new ProgressLine(session), cancellationToken);
        session.Terminal.ClearProgress();
        new MigrateOutput(session.Terminal, arguments.GetValue(Json)).Write(report, format);
        return report.Unreadable.Count > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }

    private IChatWriterFormat ReadFormat(ParseResult arguments)
    {
        string typed = arguments.GetRequiredValue(_to);
        string container = arguments.GetRequiredValue(_container);
        IChatWriterFormat format = ChatWriters.All.FirstOrDefault(f => f.Name == typed)
            ?? throw Unknown("format", typed, ChatWriters.All.Select(f => f.Name));
        return format.Containers.Contains(container) ? format : throw Unknown($"container of {format.Name}", container, format.Containers);
    }

    private MigrationOptions ReadOptions(ParseResult arguments, IChatWriterFormat format, Session session)
    {
        var options = new MigrationOptions
        {
            Format = format,
            Out = Path.GetFullPath(arguments.GetRequiredValue(_out)),
            Container = arguments.GetRequiredValue(_container),
            Into = arguments.GetValue(_into) is { } into ? ExistingPath.Check(into) : null,
            AccountId = _from.ReadFilter(arguments).Account,
            OnlyChats = arguments.GetValue(_onlyChats) ?? [],
            Since = OptionValue.Date(arguments, _since, session.Time, endOfDay: false),
            Until = OptionValue.Date(arguments, _until, session.Time, endOfDay: true),
            DryRun = arguments.GetValue(_dryRun),
            Force = arguments.GetValue(_force),
            Overwrite = arguments.GetValue(_overwrite),
            CacheFolder = session.Home.Cache,
            Time = session.Time,
        };
        return Migration.FindObstacle(options) is string obstacle
            ? throw new CommandException(ExitCode.BadUsage, ErrorAnchor.TargetNotEmpty, obstacle)
            : options;
    }

    private static CommandException Unknown(string what, string typed, IEnumerable<string> known)
    {
        string near = NearestWord.To(typed, known) is { } word ? $"did you mean '{word}'? " : "";
        return CommandException.BadUsage($"there is no {what} called '{typed}'", $"{near}known: {string.Join(", ", known)}");
    }
}
