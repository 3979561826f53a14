using System.CommandLine;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.SearchIndex;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel backup</c>: one snapshot of each history found.</summary>
internal sealed class BackupCommand : SatchelCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "a folder of a chat app, a phone's storage, an iPhone backup, a single database, or an exported chat", Arity = ArgumentArity.OneOrMore };
    private readonly VaultOptions _vault = new();
    private readonly KeyOptions _keys = new();
    private readonly TextExportOptions _text = new();
    private readonly Option<string?> _account = new("--account") { HelpName = "ID", Description = "whose history it is, where the source does not tell" };
    private readonly Option<string[]> _onlyChats = new("--only-chats") { HelpName = "CHAT", Description = "keep this chat only, by id or title; may be given several times" };
    private readonly Option<string?> _since = new("--since") { HelpName = "DATE", Description = "keep only what was sent since then: " + DateText.Expected };
    private readonly Option<bool> _noMedia = new("--no-media") { Description = "leave out pictures, films, sounds and documents" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "write nothing, and say what would be written" };
    private readonly Option<bool> _watch = new("--watch") { Description = "go on, and back up again as the source changes, until Ctrl-C" };

    public BackupCommand() : base("backup", "saves the chat histories at a path: what is new since the last time", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.Busy, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        Arguments.Add(_paths);
        AddOptions(_vault.All);
        AddOptions(_keys.All);
        AddOptions(_account);
        AddOptions(_text.All);
        AddOptions(_onlyChats, _since, _noMedia, _dryRun, _watch);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
    [
        "Makes one snapshot for each app, platform and account found under the paths. A snapshot holds every file below the source's own folder, also those that satchel does not understand.",
        "With --only-chats or --since the snapshot holds those messages and their files, and no databases: it can be read and exported, but is not the whole source.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["satchel backup ~/WhatsApp --vault ~/vault", "satchel backup /media/phone --key encrypted_backup.key", "satchel backup ~/WhatsApp --watch"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string[] paths = [.. arguments.GetRequiredValue(_paths).Select(ExistingPath.Check)];
        DateTimeOffset? since = OptionValue.Date(arguments, _since, session.Time, endOfDay: false);
        TimeZoneInfo zone = _text.ReadZone(arguments, session);
        string? ownName = _text.ReadOwnName(arguments);
        DateOrder? dateOrder = _text.ReadDateOrder(arguments);
        using SourceKeys keys = _keys.Read(arguments);
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        var options = new BackupOptions
        {
            Keys = keys,
            AccountId = arguments.GetValue(_account),
            TimeZone = zone,
            OwnName = ownName,
            DateOrder = dateOrder,
            OnlyChats = arguments.GetValue(_onlyChats) ?? [],
            Since = since,
            NoMedia = arguments.GetValue(_noMedia),
            DryRun = arguments.GetValue(_dryRun),
            CacheFolder = session.Home.Cache,
            Time = session.Time,
        };
        var output = new BackupOutput(session, arguments.GetValue(Json));
        if (!arguments.GetValue(_watch))
        {
            return await RunOnceAsync(opened, paths, options, session, output, cancellationToken);
        }

        using var watch = new SourceWatch(paths);
        await RunOnceAsync(opened, paths, options, session, output, cancellationToken);
        session.Terminal.Note("watching; Ctrl-C ends it");
        while (true)
        {
            await watch.WaitForChangeAsync(cancellationToken);
            await RunAgainAsync(opened, paths, options, session, output, cancellationToken);
        }
    }

    /// <summary>What goes wrong with the source or the way to the storage may be right again with the next change; the rest ends the watch.</summary>
    private static async Task RunAgainAsync(OpenVault opened, string[] paths, BackupOptions options, Session session, BackupOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await opened.Vault.RefreshAsync(cancellationToken);
            await RunOnceAsync(opened, paths, options, session, output, cancellationToken);
        }
        catch (Exception error) when (error is ChatFormatException or IOException and not OutputClosedException && Failure.Of(error) is { } failure)
        {
            session.Terminal.Fail(failure);
            session.Terminal.Note("still watching; the next change is tried again");
        }
    }

    private static async Task<ExitCode> RunOnceAsync(OpenVault opened, string[] paths, BackupOptions options, Session session, BackupOutput output, CancellationToken cancellationToken)
    {
        IReadOnlyList<BackupReport> reports = await Backup.RunAsync(opened.Vault, paths, options, new ProgressLine(session), cancellationToken);
        session.Terminal.ClearProgress();
        if (reports.Count == 0)
        {
            throw new CommandException(ExitCode.Failed, ErrorAnchor.NothingRecognised, $"no chat history is recognised at {string.Join(", ", paths)}", "'satchel sources PATH' shows what is; docs/formats tells what can be");
        }

        foreach (BackupReport report in reports)
        {
            output.Write(report);
        }

        if (!options.DryRun)
        {
            await ExtendIndexAsync(opened, options, cancellationToken);
        }

        return reports.Any(r => r.Unreadable.Count > 0) ? ExitCode.Incomplete : ExitCode.Done;
    }

    // The backup is done: what goes wrong with the index of a search is made good by the next one.
    private static async Task ExtendIndexAsync(OpenVault opened, BackupOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await SearchIndexes.ExtendAsync(opened.Vault, HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = options.CacheFolder }, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException && Failure.Of(error) is not null)
        {
            // Nothing that was saved is touched by it.
        }
    }
}
