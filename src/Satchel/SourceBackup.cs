using Satchel.Capture;
using Satchel.Chats;
using Satchel.History;
using Satchel.Spool;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel;

/// <summary>
/// The backup of one source, from top to bottom: whose it is, its files beside its databases and messages, then the history, then the
/// snapshot.
/// </summary>
internal sealed partial class SourceBackup : IDisposable
{
    private readonly Vault _vault;
    private readonly ChatSource _found;
    private readonly BackupOptions _options;
    private readonly IProgress<JourneyProgress>? _progress;
    private readonly Findings _findings = new();
    private readonly string _scratch;
    private readonly string _memoryPath;
    private readonly FileMemory _memory;
    private OpenedSource _opened = null!;
    private ChatSource _source = null!;
    private SourceIdentity _identity = null!;
    private PreviousSnapshot? _previous;
    private SortedMap? _previousFiles;
    private SnapshotWriter? _writer;
    private FilesCapture _files = null!;
    private long _takenAtMillis;
    private long _databaseBytesRead;

    public SourceBackup(Vault vault, ChatSource source, BackupOptions options, IProgress<JourneyProgress>? progress)
    {
        _vault = vault;
        _found = source;
        _options = options;
        _progress = progress;
        _scratch = Path.Combine(options.CacheFolder, "scratch");
        ScratchFile.CreateFolder(_scratch);
        _memoryPath = Path.Combine(options.CacheFolder, "captures", vault.Id, MemoryName(NameOf(source)));
        _memory = FileMemory.Load(_memoryPath + ".files");
    }

    /// <summary>Makes a snapshot of the source.</summary>
    public async Task<BackupReport> RunAsync(CancellationToken cancellationToken)
    {
        long started = _options.Time.GetTimestamp();
        _opened = OpenedSource.Open(_found, _options.Keys, _scratch, cancellationToken);
        _source = _opened.Source;
        _hasRows = _source.Databases.Any(d => d.Role == DatabaseRole.Messages);
        Identify(cancellationToken);
        DateTimeOffset takenAt = TakenAt();
        _takenAtMillis = takenAt.ToUnixTimeMilliseconds();
        _previousFiles = _previous?.Files is MapRoot files ? _vault.OpenMap(files) : null;
        TimeSpan beforeWriting = _options.Time.GetElapsedTime(started);
        _writer = _options.DryRun ? null : await _vault.BeginSnapshotAsync(cancellationToken);
        await using SnapshotWriter? owned = _writer;
        using FilesCapture capture = _files = new FilesCapture(_opened.Tree, _writer, _previousFiles, _memory, _scratch);
        using MessageSpool messages = new(_source.Format.App, _takenAtMillis, _scratch);
        List<CapturedDatabase> databases = await CaptureAsync(messages, cancellationToken);
        MapRoot? filesRoot = await WriteFilesAsync(databases, cancellationToken);
        (MapRoot? history, HistoryCounts counts) = await WriteHistoryAsync(filesRoot, messages, cancellationToken);
        (MapRoot? directory, long chats) = await WriteDirectoryAsync(cancellationToken);
        _findings.Name(_files.Unreadable);
        SnapshotCounts totals = new(chats, counts.Messages, counts.Attachments, _files.Files, _files.Bytes);
        SnapshotInfo? snapshot = null;
        if (_writer is not null)
        {
            snapshot = await _writer.CommitAsync(
                new SnapshotContents(_identity, takenAt, filesRoot!, history!, directory!, totals), cancellationToken);
            Remember(filesRoot!, databases);
        }

        return Report(snapshot, takenAt, totals, counts, beforeWriting, _options.Time.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public void Dispose() => _opened?.Dispose();

    private static string MemoryName(string name) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(name))).ToString()[..32];

    // One folder may hold several histories: an iPhone backup has both editions of an app, and several accounts of another.
    private static string NameOf(ChatSource source)
    {
        string name = source.Format is { App: "whatsapp", Platform: "android" } ? source.Root : $"{source.Root}/{source.Format.App}/{source.Format.Platform}/{source.Edition}";
        return source.Part is null ? name : $"{name}/{source.Part}";
    }

    // To the millisecond, and after the snapshot before whatever the clock says: the order of times is the order of what was seen.
    private DateTimeOffset TakenAt()
    {
        long now = _options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(now, (_previous?.TakenAtMillis ?? 0) + 1));
    }

    // Whose history it is. The snapshot that the memory belongs to says so, if the messages' database is the one it was then.
    private void Identify(CancellationToken cancellationToken)
    {
        IChatFormat format = _source.Format;
        string? told = _source.AccountId ?? _options.AccountId;
        PreviousSnapshot? remembered = PreviousSnapshot.FindRemembered(_vault, _memory, _source);
        SourceDatabase? messages = _source.Databases.FirstOrDefault(d => d.Role == DatabaseRole.Messages);
        bool isSame = remembered is not null && messages is not null && (told is null || told == remembered.Source.Account)
            && _memory.Knows(System.Text.Encoding.UTF8.GetBytes(messages.Path), DatabaseStamp.Read(_opened.Tree, messages).Hash);
        string? account = isSame ? remembered!.Source.Account : FindAccount(told, cancellationToken);
        _identity = new SourceIdentity(format.App, format.Platform, _source.Edition, account, _options.DeviceName ?? remembered?.Source.Name) { Store = _source.Store };
        _previous = PreviousSnapshot.Find(_vault, _identity);
    }

    private string? FindAccount(string? told, CancellationToken cancellationToken)
    {
        string? known = told ?? OnlyAccount();
        try
        {
            return _opened.Read(ReadAs(known), cancellationToken).Account.Id ?? known;
        }
        catch (ChatFormatException e) when (!_source.IsFile && e.Problem is not (ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey))
        {
            // The rest of the source is saved, and the damage is named where its databases are captured.
            return known;
        }
    }

    private ReaderOptions ReadAs(string? account) => new(account) { TimeZone = _options.TimeZone, OwnName = _options.OwnName, DateOrder = _options.DateOrder };

    // A source that does not tell its owner joins the only one that the vault knows of that app.
    private string? OnlyAccount()
    {
        List<string?> accounts = [.. _vault.Snapshots.Select(s => s.Source).Concat(_vault.Retained.Select(r => r.Source))
            .Where(s => s.App == _source.Format.App && s.Edition == _source.Edition).Select(s => s.Account).Distinct()];
        return accounts is [string only] ? only : null;
    }

    private async Task<MapRoot?> WriteFilesAsync(List<CapturedDatabase> databases, CancellationToken cancellationToken)
    {
        foreach (CapturedDatabase database in databases)
        {
            _files.Put(System.Text.Encoding.UTF8.GetBytes(database.Path), database.Record, database.Stamp, database.IsChanged);
        }

        await RemoveBesideAsync(databases, cancellationToken);
        if (_writer is null || (_files.Edits.Count == 0 && _previous?.Files is not null))
        {
            return _previous?.Files;
        }

        MapEditor editor = _writer.EditMap(MapKind.Files, _previous?.Files);
        foreach (SpoolEntry edit in _files.Edits.Read())
        {
            await (edit.Payload.Length == 0
                ? editor.RemoveAsync(edit.Key, cancellationToken)
                : editor.PutAsync(edit.Key, edit.Payload, cancellationToken));
        }

        return await editor.CompleteAsync(cancellationToken);
    }

    // A log or journal that was kept beside a damaged database would undo the database that is written again without it.
    private async Task RemoveBesideAsync(List<CapturedDatabase> databases, CancellationToken cancellationToken)
    {
        HashSet<string> kept = [.. databases.Select(d => d.Path)];
        foreach (string path in databases.SelectMany(d => DatabaseStamp.Suffixes.Select(s => d.Path + s)).Where(p => !kept.Contains(p)))
        {
            byte[] key = System.Text.Encoding.UTF8.GetBytes(path);
            if (_previousFiles is not null && await _previousFiles.FindAsync(key, cancellationToken) is not null)
            {
                _files.Remove(key);
            }
        }
    }

    private void Remember(MapRoot files, List<CapturedDatabase> databases)
    {
        if (_options.IsPartial || _options.NoMedia)
        {
            return;
        }

        if (!_hasRows)
        {
            _files.Memory.Add(ReadAsKey, ReadAsStamp());
        }

        ulong mediaKeys = MediaKeysStamp();
        if (mediaKeys != 0)
        {
            _files.Memory.Add(MediaKeysKey, mediaKeys);
        }

        bool isNew = (_readEverything && (!_hasRows || mediaKeys != 0)) || files.Digest != _memory.FilesRoot || databases.Any(d => d.IsChanged) || _files.BytesRead > 0;
        if (isNew)
        {
            _files.Memory.Save(_memoryPath + ".files", files.Digest, _identity.Account);
        }

        foreach (CapturedDatabase database in databases)
        {
            database.Pages?.Save(PagesPath(database.Path));
        }
    }

    private string PagesPath(string database) => $"{_memoryPath}.{MemoryName(database)[..16]}.pages";

    private BackupReport Report(
        SnapshotInfo? snapshot, DateTimeOffset takenAt, SnapshotCounts totals, HistoryCounts counts, TimeSpan beforeWriting, TimeSpan elapsed) => new()
        {
            Snapshot = snapshot?.Id,
            Root = _source.Root,
            App = _identity.App,
            Platform = _identity.Platform,
            Account = _identity.Account,
            TakenAt = takenAt,
            Chats = totals.Chats,
            Messages = totals.Messages,
            Attachments = totals.Attachments,
            Files = totals.Files,
            Bytes = totals.Bytes,
            NewMessages = counts.New,
            ChangedMessages = counts.Changed,
            RemovedMessages = counts.Removed,
            BytesRead = _files.BytesRead + _databaseBytesRead,
            BytesAdded = _writer?.BytesAdded ?? 0,
            FirstByteAfter = _writer?.FirstByteAfter is TimeSpan after ? beforeWriting + after : null,
            Elapsed = elapsed,
            Warnings = _findings.Warnings,
            Unreadable = _findings.Unreadable,
        };
}
