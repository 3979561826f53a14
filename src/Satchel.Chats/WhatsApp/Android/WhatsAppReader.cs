using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Increments;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>Reads the messages of <c>msgstore.db</c> and the names of <c>wa.db</c>; see docs/formats/whatsapp-android.md.</summary>
internal sealed partial class WhatsAppReader : IChatReader
{
    // Enough for each cursor's path through its table; sorts that do not fit go to temporary files.
    private const string Pragmas = "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -2048; PRAGMA temp_store = FILE; PRAGMA mmap_size = 0;";

    private readonly SqliteDatabase _database;
    private readonly MsgstoreSchema _schema;
    private readonly JidDirectory _jids;
    private readonly ChatDirectory _chats;
    private readonly ContactDirectory _contacts;
    private readonly ReaderWarnings _warnings = new();
    private readonly List<string> _openWarnings = [];
    private readonly string _databasePath;
    private readonly IncrementReader _increments;

    /// <summary>Opens a reader.</summary>
    /// <param name="databasePath">The messages' database below the source's root, to name its cells.</param>
    /// <param name="opened">The same database as plain SQLite, and its increments.</param>
    /// <param name="contactPaths">Plain databases of contacts, the one to believe first.</param>
    /// <param name="accountId">The owner's id where the person gave it.</param>
    public WhatsAppReader(string databasePath, OpenedDatabase opened, IReadOnlyList<string> contactPaths, string? accountId)
    {
        _databasePath = databasePath;
        _database = opened.File.OpenDatabase();
        try
        {
            _database.Execute(Pragmas);
            _schema = new MsgstoreSchema(_database);
            if (!_schema.HasModern && !_schema.HasLegacy)
            {
                throw new ChatFormatException(ChatFormatProblem.NotThisFormat, databasePath, "has neither the tables message, chat and jid nor the table messages of WhatsApp");
            }

            _jids = new JidDirectory(_schema);
            Account = new Account("whatsapp", "android", AccountIdOf(accountId) ?? _jids.AccountId, ReadOwnName());
            _chats = new ChatDirectory(_schema, _jids, Account.Id);
            _contacts = new ContactDirectory(_jids);
            ReadContacts(contactPaths);
            _database.Execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY); CREATE TEMP TABLE wanted_calls (id INTEGER PRIMARY KEY);");
            FindSuperseded();
            _increments = new IncrementReader(_jids, _chats, Account.Id, _openWarnings);
            ReadIncrements(opened.Companions);
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Account Account { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => [.. _openWarnings, .. _warnings.Lines];

    /// <inheritdoc/>
    public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken)
    {
        _warnings.Clear();
        IEnumerable<Message> fromBase = Read(wantedOnly: false, cancellationToken).Select(item => item.Message);
        return HasIncrements ? _increments.Messages.Merge(fromBase) : fromBase;
    }

    /// <summary>Whether increments say something; rows alone then do not tell what changed.</summary>
    internal bool HasIncrements => !_increments.Messages.IsEmpty;

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous) => new MessageChanges(this, _schema, _jids, _chats, previous, _databasePath);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    /// <summary>Reads the messages whose rows stand in the temporary tables <c>wanted</c> and <c>wanted_calls</c>.</summary>
    internal IEnumerable<ReadItem> ReadWanted(CancellationToken cancellationToken) => Read(wantedOnly: true, cancellationToken);

    /// <summary>Goes over the same rows without composing their messages.</summary>
    internal IEnumerable<MessageRow> ReadWantedRows(CancellationToken cancellationToken)
    {
        using MessagePass pass = new(_schema, new ReaderWarnings(), wantedOnly: true);
        while (pass.Next(_jids, _chats) is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private IEnumerable<ReadItem> Read(bool wantedOnly, CancellationToken cancellationToken)
    {
        using MessagePass pass = new(_schema, _warnings, wantedOnly);
        using CallLog calls = new(_schema, _jids, _chats, _warnings, wantedOnly);
        using MessageComposer composer = new(_databasePath, _jids, Account.Id, LegacyQuotes.Open(_schema), new LegacyCalls(_schema), _warnings);
        bool moreCalls = calls.Next();
        int count = 0;
        while (pass.Next(_jids, _chats) is { } row)
        {
            if ((++count & 0x3FF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            // Calls have a numbering of their own; their time says where they go.
            while (moreCalls && calls.TimeMillis <= row.SentMillis)
            {
                yield return new ReadItem(new RowKey(RowTable.Call, calls.Row), composer.Compose(calls));
                moreCalls = calls.Next();
            }

            yield return new ReadItem(row.Key, composer.Compose(row, pass));
        }

        while (moreCalls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ReadItem(new RowKey(RowTable.Call, calls.Row), composer.Compose(calls));
            moreCalls = calls.Next();
        }
    }

    private static string? AccountIdOf(string? given) =>
        string.IsNullOrEmpty(given) ? null : Jid.IsNumber(given.AsSpan().TrimStart('+')) ? given.TrimStart('+') + "@s.whatsapp.net" : Jid.WithoutDevice(given);

    private string? ReadOwnName()
    {
        if (!_schema.Has("props", "key") || !_schema.Has("props", "value"))
        {
            return null;
        }

        using SqliteStatement statement = _database.Prepare("SELECT value FROM props WHERE key = 'user_push_name'");
        return statement.Step() && statement.Text(0) is { Length: > 0 } name ? name : null;
    }

    private void ReadContacts(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            try
            {
                using SqliteDatabase contacts = SqliteDatabase.OpenImmutable(path);
                contacts.Execute(Pragmas);
                _contacts.Read(new MsgstoreSchema(contacts));
            }
            catch (ChatFormatException failure)
            {
                _openWarnings.Add($"a database of contacts could not be read: {failure.Problem}");
            }
        }
    }

    private void ReadIncrements(IReadOnlyList<OpenedCompanion> increments)
    {
        foreach (OpenedCompanion increment in increments)
        {
            if (increment.ScratchPath is { } path)
            {
                _increments.Read(path, Path.GetFileName(increment.Path), CancellationToken.None);
            }
            else
            {
                _openWarnings.Add($"{increment.Problem}; it is kept as a file, and its messages are not read");
            }
        }
    }

    // In 2021 and 2022 the app moved rows from the legacy table to the new one. Where both hold rows, a legacy row that
    // was moved (under the same number, or the same key) is not read a second time.
    private void FindSuperseded()
    {
        if (!_schema.HasModern || !_schema.HasLegacy)
        {
            return;
        }

        _database.Execute(
            """
            CREATE TEMP TABLE superseded (id INTEGER PRIMARY KEY);
            INSERT INTO superseded SELECT l._id FROM messages l JOIN message m ON m._id = l._id WHERE m.key_id = l.key_id AND m.chat_row_id > 0;
            """);
        if (_database.ReadInteger("SELECT 1 FROM message WHERE chat_row_id > 0 LIMIT 1") is null)
        {
            return;
        }

        _database.Execute(
            """
            CREATE TEMP TABLE legacy_only (id INTEGER PRIMARY KEY, chat, from_me, key);
            INSERT INTO legacy_only SELECT _id, key_remote_jid, key_from_me, key_id FROM messages WHERE _id NOT IN (SELECT id FROM superseded);
            CREATE INDEX temp.legacy_only_key ON legacy_only (key);
            INSERT OR IGNORE INTO superseded SELECT o.id FROM message m
              JOIN legacy_only o ON o.key = m.key_id AND o.from_me = m.from_me
              JOIN chat c ON c._id = m.chat_row_id JOIN jid j ON j._id = c.jid_row_id AND j.raw_string = o.chat;
            DROP TABLE legacy_only;
            """);
    }
}
