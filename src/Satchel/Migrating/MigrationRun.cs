using Satchel.Archive;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Spool;

namespace Satchel.Migrating;

/// <summary>One migration: reads who and which chats there are, feeds the writer, reads back what it made, and puts it into its place.</summary>
internal sealed class MigrationRun(IReadOnlyList<HistoryView> views, MigrationOptions options, IProgress<JourneyProgress>? progress) : IAsyncDisposable
{
    private readonly List<MigrationSource> _sources = [];
    private readonly List<HistoryView> _opened = [];
    private readonly LossList _losses = new();
    private readonly MigrationTally _tally = new();
    private readonly ProgressMeter _meter = new(progress, "migrating", "messages", 1000);
    private TargetBase? _into;

    /// <summary>Runs it.</summary>
    public async Task<MigrationReport> RunAsync(CancellationToken cancellationToken)
    {
        long started = options.Time.GetTimestamp();
        ScratchFile.CreateFolder(options.ScratchFolder);
        await OpenAsync(cancellationToken);
        Account account = Owners.Agree([.. _sources.Where(s => !s.IsTarget).Select(s => s.View.Account)], _into?.Account, options);
        MigrationDirectory directory = await MigrationDirectory.ReadAsync(_sources, account, cancellationToken);
        long[] before = _into?.CountKinds(cancellationToken) ?? KindCounts.None();

        string place = Path.GetFullPath(options.Out);
        using OutputFolder output = OutputFolder.In(options.DryRun ? options.ScratchFolder : place);
        List<string> warnings = [.. directory.Warnings];
        using (IChatWriter writer = OpenWriter(output.Path, account, cancellationToken))
        {
            await FeedAsync(writer, directory, account, cancellationToken);
            await CompleteAsync(writer, cancellationToken);
            warnings.AddRange(writer.Warnings);
        }

        if (ChatFormats.All.Any(f => f.App == options.Format.App && f.Platform == options.Format.Platform))
        {
            using TargetBase written = TargetBase.Open(options.Format, output.Path, options.Keys, new ReaderOptions(account.Id), options.ScratchFolder, cancellationToken);
            ReadBack.Check(written, before, _tally.Moved, _losses.All, cancellationToken);
        }

        WarnOfUnpaired(warnings);
        cancellationToken.ThrowIfCancellationRequested();
        if (!options.DryRun)
        {
            output.MoveIntoPlace();
        }

        return _tally.Report(options, place, _losses, warnings, [.. views.SelectMany(v => v.Problems).Distinct(StringComparer.Ordinal)], options.Time.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (HistoryView view in _opened)
        {
            await view.DisposeAsync();
        }

        _into?.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        string app = options.Format.App;
        _sources.AddRange(views.Where(v => v.Account.App == app).Select((v, i) => new MigrationSource(v, i + 1)));
        if (_sources.Count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.NothingChosen, "the sources", $"there is no {app} history in them, which {options.Format.Name} takes");
        }

        if (options.Into is not string path)
        {
            return;
        }

        _into = TargetBase.Open(options.Format, path, options.Keys, new ReaderOptions(options.AccountId), options.ScratchFolder, cancellationToken);
        if (_sources.Exists(s => s.IsText))
        {
            // Messages without ids are found in the target's own store only by looking at it beside them.
            HistoryViewOptions told = new() { CacheFolder = options.CacheFolder, Keys = options.Keys, AccountId = options.AccountId };
            HistoryFilter filter = new(app, options.Format.Platform);
            _opened.AddRange(await HistoryViews.OpenAsync(null, new HistoryOrigin(HistoryOriginKind.Path, path), filter, told, cancellationToken));
            _sources.AddRange(_opened.Select(v => new MigrationSource(v, 0) { IsTarget = true }));
        }
    }

    private IChatWriter OpenWriter(string folder, Account account, CancellationToken cancellationToken)
    {
        WriterTarget target = new()
        {
            Folder = folder,
            Container = options.Container,
            Keys = options.Keys,
            ScratchFolder = options.ScratchFolder,
            Source = account,
            Into = _into?.Base,
            Force = options.Force,
            WithoutContents = options.DryRun,
            Losses = _losses,
            Time = options.Time,
        };
        try
        {
            return options.Format.Open(target, cancellationToken);
        }
        catch (ChatFormatException e) when (e.Problem == ChatFormatProblem.UnsupportedVersion)
        {
            throw new ChatFormatException(ChatFormatProblem.UnknownTarget, e.Where, WithoutPlace(e), e);
        }
    }

    private async Task FeedAsync(IChatWriter writer, MigrationDirectory directory, Account account, CancellationToken cancellationToken)
    {
        IReadOnlySet<string>? named = ChatSelection.Named(directory, options.OnlyChats);
        IReadOnlySet<string>? inTime = await ChatSelection.InTimeAsync(_sources, options, cancellationToken);
        foreach (Participant participant in directory.MovingPeople)
        {
            writer.Add(participant);
        }

        foreach (Chat chat in directory.MovingChats)
        {
            if ((named is null || named.Contains(chat.Id)) && (inTime is null || inTime.Contains(chat.Id)))
            {
                _tally.Add(chat.Id);
                writer.Add(chat);
            }
        }

        MessageChoice choice = new(named, options.Since, options.Until);
        List<SourceCursor> cursors = [.. _sources.Select(s => new SourceCursor(s, choice, cancellationToken))];
        try
        {
            MessagePairs pairs = new(_sources.Exists(s => s.IsText));
            await FeedMessagesAsync(writer, new MessageMerge(cursors, pairs), account.Platform, cancellationToken);
            _tally.Take(pairs);
        }
        finally
        {
            foreach (SourceCursor cursor in cursors)
            {
                await cursor.DisposeAsync();
            }
        }

        if (_tally.IsEmpty)
        {
            throw new ChatFormatException(ChatFormatProblem.NothingChosen, "the sources", "no message is in what was chosen of them");
        }
    }

    private async Task FeedMessagesAsync(IChatWriter writer, MessageMerge merge, string platform, CancellationToken cancellationToken)
    {
        ViewContents contents = new();
        await foreach (MigratingMessage moving in merge.ReadAsync(cancellationToken))
        {
            Message message = moving.Message;
            // WeChat's payloads are the same on all platforms.
            bool hasForeignCodes = message.Raw is not null && moving.Platform != platform && options.Format.App != "wechat";
            if (hasForeignCodes)
            {
                // The writer takes all codes for those of one platform.
                message = message with { Raw = null };
            }

            if (_tally.Add(message.ChatId))
            {
                // A chat that only its messages tell of.
                writer.Add(new Chat(message.ChatId, ChatKind.Direct));
            }

            contents.Message = moving;
            WriteOutcome outcome = await writer.AddAsync(message, contents, cancellationToken);
            _tally.Count(message, outcome);
            if (hasForeignCodes && outcome == WriteOutcome.Written && moving.Platform != "export")
            {
                _losses.Add(message.Kind, MigrationLosses.ForeignCodes);
            }

            _meter.Add(1);
        }
    }

    private static async Task CompleteAsync(IChatWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await writer.CompleteAsync(cancellationToken);
        }
        catch (ChatFormatException e) when (e.Problem == ChatFormatProblem.Damaged)
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenResult, e.Where, WithoutPlace(e), e);
        }
    }

    // An export is in the zone of its phone: in another one no message of it is found where it should be.
    private void WarnOfUnpaired(List<string> warnings)
    {
        if (_sources.Count > 1 && _sources.Exists(s => s.Names?.Unpaired.Any() == true))
        {
            warnings.Add("a text export is of a chat that another source has, and none of its messages was found there: if there should be some, give the zone of the phone that made it with --timezone");
        }
    }

    private static string WithoutPlace(ChatFormatException e) => e.Message.StartsWith(e.Where + ": ", StringComparison.Ordinal) ? e.Message[(e.Where.Length + 2)..] : e.Message;
}
