using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>Reads the messages of <c>EnMicroMsg.db</c>; see docs/formats/wechat-android.md.</summary>
internal sealed partial class AndroidReader : IChatReader
{
    // Enough for each cursor's path through its table; sorts that do not fit go to temporary files.
    private const string Pragmas = "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -4096; PRAGMA temp_store = FILE; PRAGMA mmap_size = 0;";

    /// <summary>The row of <c>userinfo</c> with the owner's user name.</summary>
    internal const int OwnName = 2;

    /// <summary>The row of <c>userinfo</c> with what the owner calls themselves.</summary>
    internal const int OwnNickname = 4;

    private readonly SqliteDatabase _database;
    private readonly SqliteDatabase? _index;
    private readonly AndroidSchema _schema;
    private readonly AndroidSchema? _indexSchema;
    private readonly AndroidPeople _people;
    private readonly AndroidComposer _composer;
    private readonly MediaFolders _folders;
    private readonly ReaderWarnings _warnings = new();
    private readonly ReaderWarnings _openWarnings = new();
    private readonly string _databasePath;
    private readonly string? _indexPath;

    /// <summary>Opens a reader.</summary>
    /// <param name="folders">Where files may lie.</param>
    /// <param name="messages">The database of messages.</param>
    /// <param name="index">The index of files, or null.</param>
    /// <param name="accountId">The owner's id where the person gave it.</param>
    public AndroidReader(MediaFolders folders, NamedDatabase messages, NamedDatabase? index, string? accountId)
    {
        _folders = folders;
        _databasePath = messages.Path;
        _indexPath = index?.Path;
        _database = messages.Opened.File.OpenDatabase();
        try
        {
            _database.Execute(Pragmas);
            _schema = new AndroidSchema(_database);
            if (!_schema.HasMessages)
            {
                throw new ChatFormatException(ChatFormatProblem.NotThisFormat, messages.Path, "has no table message of WeChat's");
            }

            (_index, _indexSchema) = index is { } files ? OpenIndex(files) : default;
            Account = new Account("wechat", "android", string.IsNullOrEmpty(accountId) ? ReadOwner(OwnName) : accountId, ReadOwner(OwnNickname));
            _composer = new AndroidComposer(Account.Id, _warnings);
            _people = new AndroidPeople(_schema, _openWarnings);
            _database.Execute("CREATE TEMP TABLE wanted (source INTEGER, id INTEGER, PRIMARY KEY (source, id)) WITHOUT ROWID; CREATE TEMP TABLE wanted_keys (key PRIMARY KEY) WITHOUT ROWID;");
        }
        catch
        {
            _index?.Dispose();
            _database.Dispose();
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
        HashSet<string> senders = new(StringComparer.Ordinal);
        foreach ((_, Message message) in Read(wantedOnly: false, cancellationToken))
        {
            if (message.SenderId is { } sender && senders.Count < WeChatLimits.MaxMembers)
            {
                senders.Add(sender);
            }

            yield return message;
        }

        _senders = senders;
    }

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous) => new AndroidChanges(this, _schema, _people, _composer, previous, _databasePath, _indexPath, _index);

    /// <inheritdoc/>
    public void Dispose()
    {
        _people.Dispose();
        _index?.Dispose();
        _database.Dispose();
    }

    /// <summary>Reads the messages whose rows stand in the temporary table <c>wanted</c>.</summary>
    internal IEnumerable<(RowKey Key, Message Message)> ReadWanted(CancellationToken cancellationToken) => Read(wantedOnly: true, cancellationToken);

    /// <summary>Which of those rows are there.</summary>
    internal HashSet<RowKey> FindWanted(CancellationToken cancellationToken)
    {
        HashSet<RowKey> live = [];
        using AndroidPass pass = new(_schema, new ReaderWarnings(), wantedOnly: true);
        while (pass.Next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            live.Add(row.Key);
        }

        return live;
    }

    private IEnumerable<(RowKey Key, Message Message)> Read(bool wantedOnly, CancellationToken cancellationToken)
    {
        using AndroidPass pass = new(_schema, _warnings, wantedOnly);
        using AndroidFiles files = new(_schema, _indexSchema, _folders, Account.Id, _warnings);
        int count = 0;
        while (pass.Next() is { } row)
        {
            if ((++count & 0x3FF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            yield return (row.Key, _composer.Compose(row, files));
        }
    }

    private string? ReadOwner(int id)
    {
        if (!_schema.Has(AndroidTables.Owner, "value"))
        {
            return null;
        }

        try
        {
            using SqliteStatement statement = _database.Prepare("SELECT value FROM userinfo WHERE id = ?1");
            statement.Bind(1, id);
            return statement.Step() && statement.Text(0) is { Length: > 0 } value ? value : null;
        }
        catch (ChatFormatException failure)
        {
            _openWarnings.Add($"the owner could not be read: {failure.Problem}");
            return null;
        }
    }

    private (SqliteDatabase? Database, AndroidSchema? Schema) OpenIndex(NamedDatabase files)
    {
        SqliteDatabase? database = null;
        try
        {
            database = files.Opened.File.OpenDatabase();
            database.Execute(Pragmas);
            return (database, new AndroidSchema(database));
        }
        catch (ChatFormatException failure)
        {
            database?.Dispose();
            _openWarnings.Add($"the index of files could not be read: {failure.Problem}");
            return default;
        }
    }
}
