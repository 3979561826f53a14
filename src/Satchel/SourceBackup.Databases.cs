using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.History;

namespace Satchel;

/// <content>Files, databases and messages, read beside one another.</content>
internal sealed partial class SourceBackup
{
    private const int Attempts = 3;
    private const long BytesPerReport = 1024 * 1024;

    // No path has it: under it stands how a text was read.
    private static readonly byte[] ReadAsKey = [0];

    // Nor this: under it stands which keys of media the messages were read with.
    private static readonly byte[] MediaKeysKey = [1];

    private readonly Dictionary<string, PreviousDatabase> _previousDatabases = [];
    private FileCapture _plainFiles = null!;
    private IMessageChanges? _changes;
    private bool _readEverything;
    private bool _directoryChanged;
    private bool _messagesBroken;

    private async Task<List<CapturedDatabase>> CaptureAsync(MessageSpool messages, CancellationToken cancellationToken)
    {
        if (_options.IsPartial || _options.NoMedia)
        {
            // Which files are wanted is known once the messages are.
            List<CapturedDatabase> chosen = await CaptureDatabasesAsync(messages, cancellationToken);
            await CaptureFilesAsync(cancellationToken);
            return chosen;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task files = Task.Run(() => CaptureFilesAsync(stop.Token), cancellationToken);
        Task<List<CapturedDatabase>> databases = Task.Run(() => CaptureDatabasesAsync(messages, stop.Token), cancellationToken);
        await JoinedTasks.FailTogetherAsync(stop, files, databases);
        return await databases;
    }

    private async Task CaptureFilesAsync(CancellationToken cancellationToken)
    {
        HashSet<string> databases = [.. _source.Databases.SelectMany(d => DatabaseStamp.Suffixes.Select(s => d.Path + s).Append(d.Path))];
        ProgressMeter progress = new(_progress, "reading files", "bytes", BytesPerReport);
        await _files.CaptureAsync(databases.Contains, IsWanted, progress, cancellationToken);
    }

    // The databases and the messages in them are of one moment: what changes in between is read again.
    private async Task<List<CapturedDatabase>> CaptureDatabasesAsync(MessageSpool messages, CancellationToken cancellationToken)
    {
        List<string> unreadable = [];
        _plainFiles = new FileCapture(_opened.Tree, _writer, unreadable);
        List<CapturedDatabase> captured = [];
        if (_options.IsPartial)
        {
            _findings.Warn("The databases are not kept, because only a part of the messages was asked for: this snapshot can be read, and not be restored as the app needs it.");
        }

        for (int attempt = 1; ; attempt++)
        {
            Dictionary<SourceDatabase, DatabaseStamp> stamps = _source.Databases.ToDictionary(d => d, d => DatabaseStamp.Read(_opened.Tree, d));
            captured = await CaptureOnceAsync(stamps, messages, cancellationToken);
            SourceDatabase? restless = stamps.Where(s => DatabaseStamp.Read(_opened.Tree, s.Key).Hash != s.Value.Hash).Select(s => s.Key).FirstOrDefault();
            if (restless is null)
            {
                break;
            }

            if (attempt == Attempts)
            {
                _findings.Name($"{restless.Path}: changed each of the {Attempts} times it was read; close the app and back up again");
                break;
            }

            _opened.Close();
            messages.Clear();
        }

        _databaseBytesRead += _plainFiles.BytesRead;
        _findings.Name(unreadable);
        return captured;
    }

    private async Task<List<CapturedDatabase>> CaptureOnceAsync(
        Dictionary<SourceDatabase, DatabaseStamp> stamps, MessageSpool messages, CancellationToken cancellationToken)
    {
        await LoadPreviousAsync(cancellationToken);
        _changes = null;
        bool isChanged = stamps.Any(s => s.Key.Role != DatabaseRole.Other && !IsRemembered(s.Key, s.Value));
        bool canTrack = isChanged && !_options.IsPartial && _previous is not null
            && _source.Databases.Where(d => d.Role == DatabaseRole.Messages).All(d => _previousDatabases.ContainsKey(d.Path));
        _readEverything = _previous is null || _options.IsPartial || (isChanged && !canTrack) || (!_hasRows && !IsTextRemembered()) || HasNewMediaKeys();
        _directoryChanged = _readEverything;
        if (canTrack && FindReader(cancellationToken) is IChatReader reader)
        {
            _changes = reader.TrackChanges(new PreviousRows(_previousDatabases, _vault.ReadChunkAsync));
        }

        if (_options.IsPartial)
        {
            ReadMessages(messages, cancellationToken);
            return [];
        }

        if (!_readEverything)
        {
            List<CapturedDatabase> captured = await CaptureEachAsync(stamps, cancellationToken);
            ReadChanges(messages, cancellationToken);
            return captured;
        }

        // Nothing tells which messages changed: they are all read, while the rows are.
        FindReader(cancellationToken);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<List<CapturedDatabase>> databases = Task.Run(() => CaptureEachAsync(stamps, stop.Token), cancellationToken);
        Task reading = Task.Run(() => ReadMessages(messages, stop.Token), cancellationToken);
        await JoinedTasks.FailTogetherAsync(stop, databases, reading);
        return await databases;
    }

    // The same text, read in the same way: what the person says of it changes times and senders.
    private bool IsTextRemembered() =>
        _source.IsFile && _opened.Tree.Find(Path.GetFileName(_source.Root)) is WalkedEntry text
        && _files.Knows(text.Key, FileMemory.StampOf(text.Stamp)) && _files.Knows(ReadAsKey, ReadAsStamp());

    // A key of pictures that is given for the first time opens those of messages that were read without it.
    private bool HasNewMediaKeys() => MediaKeysStamp() is not 0 and ulong stamp && !_files.Knows(MediaKeysKey, stamp);

    private ulong MediaKeysStamp()
    {
        byte[] keys = [.. _options.Keys.All.Where(key => key.Kind is SourceKeyKind.ImageKey or SourceKeyKind.ImageMask).SelectMany(key => key.Bytes.ToArray())];
        return keys.Length == 0 ? 0 : FileMemory.HashOf(keys);
    }

    private ulong ReadAsStamp()
    {
        TimeZoneInfo zone = _options.TimeZone ?? _options.Time.LocalTimeZone;
        return FileMemory.HashOf(Encoding.UTF8.GetBytes($"{_identity.Account}\0{zone.ToSerializedString()}\0{_options.DateOrder}\0{_options.OwnName}"));
    }

    private bool IsRemembered(SourceDatabase database, DatabaseStamp stamp) =>
        _previousDatabases.ContainsKey(database.Path) && _files.Knows(Encoding.UTF8.GetBytes(database.Path), stamp.Hash);

    private async Task LoadPreviousAsync(CancellationToken cancellationToken)
    {
        _previousDatabases.Clear();
        foreach (SourceDatabase database in _source.Databases)
        {
            ReadOnlyMemory<byte>? record = _previousFiles is null ? null : await _previousFiles.FindAsync(Encoding.UTF8.GetBytes(database.Path), cancellationToken);
            if (record is ReadOnlyMemory<byte> bytes && FileRecord.Decode(bytes.Span) is { Kind: FileKind.Database } known)
            {
                ReadOnlyMemory<byte> json = await _vault.ReadChunkAsync(known.Description!.Value, cancellationToken);
                _previousDatabases[database.Path] = new PreviousDatabase(known, DatabaseDescription.Parse(json.Span), _vault.OpenMap(known.Rows!));
            }
        }
    }

    private async Task<List<CapturedDatabase>> CaptureEachAsync(Dictionary<SourceDatabase, DatabaseStamp> stamps, CancellationToken cancellationToken)
    {
        List<CapturedDatabase> captured = [];
        foreach ((SourceDatabase database, DatabaseStamp stamp) in stamps)
        {
            if (stamp.Main is not FileStamp main)
            {
                _findings.Name($"{database.Path}: is not there any more");
            }
            else if (IsRemembered(database, stamp))
            {
                FileRecord known = _previousDatabases[database.Path].Record;
                captured.Add(new CapturedDatabase(database.Path, known with { Mode = main.Mode }, stamp.Hash, known.Mode != main.Mode, null));
                captured.AddRange(await FindBesideAsync(database, cancellationToken));
            }
            else
            {
                captured.AddRange(await CaptureDatabaseAsync(database, stamp, main, cancellationToken));
            }
        }

        return captured;
    }

    private async Task<IReadOnlyList<CapturedDatabase>> CaptureDatabaseAsync(
        SourceDatabase database, DatabaseStamp stamp, FileStamp main, CancellationToken cancellationToken)
    {
        try
        {
            OpenedDatabase opened = _opened.Open(database, cancellationToken);
            PreviousDatabase? previous = _previousDatabases.GetValueOrDefault(database.Path);
            RowChanges? changes = _changes is null || database.Role == DatabaseRole.Other
                ? null
                : new RowChanges(database.Path, _changes, _vault.ReadChunkAsync);
            PageMemory? memory = previous is null ? null : PageMemory.Load(PagesPath(database.Path));
            DatabaseCapture.Result result = await new DatabaseCapture(_writer, _scratch).CaptureAsync(
                opened, database.Container, main, previous, memory, changes, cancellationToken);
            _readEverything |= changes?.HasNewSchema == true;
            _databaseBytesRead += result.BytesRead;
            CapturedDatabase captured = new(database.Path, result.Record, stamp.Hash, true, result.Memory);
            bool isJournalKept = stamp.Journal is not null && !IsJournalHot(database);
            return [captured, .. await KeepPlainAsync(database, isJournalKept ? [("-journal", stamp.Journal)] : [], cancellationToken)];
        }
        catch (ChatFormatException e)
        {
            if (database.Role == DatabaseRole.Messages)
            {
                _readEverything = true;   // its rows do not tell what changed
            }

            NoteUnread(database, e);
            return await KeepPlainAsync(database, [("", stamp.Main), ("-wal", stamp.Log), ("-journal", stamp.Journal)], cancellationToken);
        }
    }

    // One in a container was played back with the database that it lies beside, if there was anything to play back.
    private bool IsJournalHot(SourceDatabase database) =>
        _opened.Tree.Find(database.Path) is not { File: null } plain || SqliteImage.HasHotJournal(plain.FullPath);

    // What our reader of pages does not take is no damage; what is, is named.
    private void NoteUnread(SourceDatabase database, ChatFormatException e)
    {
        switch (e.Problem)
        {
            case ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey when database.Role == DatabaseRole.Messages:
                throw e;
            case ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey or ChatFormatProblem.UnsupportedVersion or ChatFormatProblem.LimitExceeded:
                _findings.Warn($"{database.Path} is kept as a plain file: {e.Message}");
                break;
            default:
                _findings.Name($"{database.Path}: kept as a plain file, because it cannot be read: {e.Message}");
                break;
        }
    }

    // What was kept beside a database that is as it was.
    private async Task<List<CapturedDatabase>> FindBesideAsync(SourceDatabase database, CancellationToken cancellationToken)
    {
        List<CapturedDatabase> found = [];
        foreach (string suffix in DatabaseStamp.Suffixes)
        {
            string path = database.Path + suffix;
            if (_previousFiles is not null && await _previousFiles.FindAsync(Encoding.UTF8.GetBytes(path), cancellationToken) is ReadOnlyMemory<byte> record)
            {
                FileStamp? stamp = _opened.Tree.StampOf(path);
                found.Add(new CapturedDatabase(path, FileRecord.Decode(record.Span), FileMemory.StampOf([stamp]), false, null));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<CapturedDatabase>> KeepPlainAsync(
        SourceDatabase database, IReadOnlyList<(string Suffix, FileStamp? Stamp)> parts, CancellationToken cancellationToken)
    {
        List<CapturedDatabase> kept = [];
        foreach ((string suffix, FileStamp? part) in parts)
        {
            string path = database.Path + suffix;
            if (part is not FileStamp file || _opened.Tree.Find(path) is not WalkedEntry entry)
            {
                continue;
            }

            if (await _plainFiles.ReadAsync(entry with { Stamp = file }, cancellationToken) is FileRecord record)
            {
                kept.Add(new CapturedDatabase(path, record, FileMemory.StampOf(file), true, null));
            }
        }

        return kept;
    }
}
