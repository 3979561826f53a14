using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Reads the messages of <c>ChatStorage.sqlite</c>, and what the databases beside it say of people and calls; see docs/formats/whatsapp-ios.md.</summary>
internal sealed partial class IosReader : IChatReader
{
    // Enough for each cursor's path through its table; sorts that do not fit go to temporary files.
    private const string Pragmas = "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE; PRAGMA mmap_size = 0;";

    private readonly SqliteDatabase _database;
    private readonly ChatStorageSchema _schema;
    private readonly IosPeople _people = new();
    private readonly IosSessions _sessions;
    private readonly IosMembers _members;
    private readonly IosCalls _calls = new();
    private readonly ReaderWarnings _warnings = new();
    private readonly ReaderWarnings _openWarnings = new();
    private readonly Dictionary<string, SqliteDatabase> _open = new(StringComparer.Ordinal);
    private readonly string _databasePath;
    private readonly string _folder;

    /// <summary>Opens a reader.</summary>
    /// <param name="databasePath">The messages' database below the source's root; its attachments lie beside it.</param>
    /// <param name="opened">The same database as plain SQLite.</param>
    /// <param name="besides">Plain databases beside it, of contacts, LIDs and calls, by their paths below the root.</param>
    /// <param name="accountId">The owner's id where somebody told it.</param>
    /// <param name="accountName">The owner's name where the app's settings told it.</param>
    public IosReader(string databasePath, OpenedDatabase opened, IReadOnlyDictionary<string, OpenedDatabase> besides, string? accountId, string? accountName)
    {
        _databasePath = databasePath;
        _folder = databasePath[..(databasePath.LastIndexOf('/') + 1)];
        try
        {
            _database = Open(databasePath, opened);
            _schema = new ChatStorageSchema(_database);
            if (!_schema.HasMessages)
            {
                throw new ChatFormatException(ChatFormatProblem.NotThisFormat, databasePath, "has not the tables ZWAMESSAGE and ZWACHATSESSION of WhatsApp for iPhone");
            }

            List<ChatStorageSchema> schemas = OpenBeside(besides);
            _people.ReadLids(_schema);
            Each(schemas, _people.ReadLids);
            string? id = AccountIdOf(accountId);
            Each(schemas, _people.ReadContacts);
            _sessions = new IosSessions(_schema, _people, id);
            _members = new IosMembers(_schema, _people, _sessions);
            _people.ReadPushNames(_schema);
            Each(schemas, schema => _calls.Read(schema, _people, _sessions, id, _openWarnings));
            _calls.Link(_schema);
            _database.Execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)");
            Account = new Account("whatsapp", "ios", id, accountName ?? (id is null ? null : _people.NameOf(id)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Account Account { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => [.. _openWarnings.Lines, .. _warnings.Lines];

    /// <inheritdoc/>
    public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken)
    {
        _warnings.Clear();
        return Read(wantedOnly: false, _calls.Alone, cancellationToken).Select(item => item.Message);
    }

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous)
    {
        Dictionary<string, RowFields> fields = new(StringComparer.Ordinal);
        foreach ((string path, SqliteDatabase database) in _open)
        {
            fields[path] = new RowFields(database, previous, path);
        }

        return new IosChanges(this, new IosStore(_schema, _people, _sessions, _members, _calls), path => fields.GetValueOrDefault(path), _databasePath);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteDatabase database in _open.Values)
        {
            database.Dispose();
        }
    }

    /// <summary>Reads the messages whose rows stand in the temporary table <c>wanted</c>, and some calls.</summary>
    internal IEnumerable<IosItem> ReadWanted(HashSet<long> calls, CancellationToken cancellationToken) =>
        Read(wantedOnly: true, _calls.Alone.Where(entry => calls.Contains(entry.Row)), cancellationToken);

    private IEnumerable<IosItem> Read(bool wantedOnly, IEnumerable<(long Row, IosCall Call)> callsToRead, CancellationToken cancellationToken)
    {
        using IosPass pass = new(_schema, _warnings, wantedOnly);
        using IosComposer composer = new(_folder, _people, _calls, Account.Id, _warnings);
        using IEnumerator<(long Row, IosCall Call)> calls = callsToRead.GetEnumerator();
        bool moreCalls = calls.MoveNext();
        int count = 0;
        while (pass.Next(_sessions, _members, _people) is { } row)
        {
            if ((++count & 0x3FF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            // Calls have a numbering of their own; their time says where they go.
            Message message = composer.Compose(row, pass);
            while (moreCalls && calls.Current.Call.Millis <= message.SentAtMillis)
            {
                yield return new IosItem(calls.Current.Row, true, composer.Compose(calls.Current.Call));
                moreCalls = calls.MoveNext();
            }

            yield return new IosItem(row.Id, false, message);
        }

        while (moreCalls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new IosItem(calls.Current.Row, true, composer.Compose(calls.Current.Call));
            moreCalls = calls.MoveNext();
        }
    }

    private string? AccountIdOf(string? given) => string.IsNullOrEmpty(given) ? null
        : Jid.IsNumber(given.AsSpan().TrimStart('+')) ? given.TrimStart('+') + "@s.whatsapp.net"
        : _people.Find(given);

    private SqliteDatabase Open(string path, OpenedDatabase opened)
    {
        SqliteDatabase database = opened.File.OpenDatabase();
        _open[path] = database;
        database.Execute(Pragmas);
        return database;
    }

    private List<ChatStorageSchema> OpenBeside(IReadOnlyDictionary<string, OpenedDatabase> besides)
    {
        List<ChatStorageSchema> schemas = [];
        foreach ((string path, OpenedDatabase beside) in besides)
        {
            Guarded(() => schemas.Add(new ChatStorageSchema(Open(path, beside))));
        }

        return schemas;
    }

    private void Each(List<ChatStorageSchema> schemas, Action<ChatStorageSchema> read) => schemas.ForEach(schema => Guarded(() => read(schema)));

    // Names and calls are no reason not to read messages.
    private void Guarded(Action read)
    {
        try
        {
            read();
        }
        catch (ChatFormatException failure)
        {
            _openWarnings.Add($"a database of contacts or calls could not be read: {failure.Problem}");
        }
    }
}
