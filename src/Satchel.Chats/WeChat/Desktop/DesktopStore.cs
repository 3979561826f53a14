using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>The databases of an account in one layout: which tables hold messages, what a row says, where its files are.</summary>
internal abstract class DesktopStore : IDisposable
{
    private readonly Dictionary<(string Database, string Table), MessageTable> _tables = [];
    private readonly Dictionary<string, SqliteDatabase> _open;

    /// <param name="open">The opened databases by their paths below the root.</param>
    /// <param name="files">The account's files.</param>
    /// <param name="warnings">What could not be read.</param>
    protected DesktopStore(Dictionary<string, SqliteDatabase> open, DesktopFiles files, ReaderWarnings warnings)
    {
        _open = open;
        Files = files;
        Warnings = warnings;
    }

    /// <summary>Who there is.</summary>
    public DesktopPeople People { get; } = new();

    /// <summary>The databases of messages.</summary>
    public List<MessageShard> Shards { get; } = [];

    /// <summary>The tables of messages, database by database.</summary>
    public IEnumerable<MessageTable> Tables => _tables.Values;

    /// <summary>The owner's user name, or null.</summary>
    public string? OwnerId { get; protected set; }

    /// <summary>The columns of a row of messages, by the numbers that <see cref="Read"/> takes.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The chats that have messages, or had.</summary>
    public virtual IEnumerable<string> ChatIds => Tables.Where(table => !WeChatIds.IsUnknown(table.ChatId!) || table.HasRows()).Select(table => table.ChatId!);

    /// <summary>The account's files.</summary>
    protected DesktopFiles Files { get; }

    /// <summary>What could not be read.</summary>
    protected ReaderWarnings Warnings { get; }

    /// <summary>Decompresses columns.</summary>
    protected PackedText Packed { get; } = new();

    /// <summary>Opens the tables beside the messages, finds out who the owner is, and then which chat each table is of.</summary>
    /// <param name="accountId">The owner as somebody told it, or null.</param>
    /// <param name="folderName">The name of the account's folder.</param>
    public void Load(string? accountId, string folderName)
    {
        LoadPeople(folderName);
        foreach (MessageShard shard in Shards)
        {
            foreach (string name in shard.Names)
            {
                People.Hashes.Add(name);
            }
        }

        People.Hashes.Add(accountId);
        OwnerId = accountId ?? OwnerId ?? FindOwner(folderName);
        People.Hashes.Add(OwnerId);
        foreach (MessageTable table in Tables)
        {
            table.ChatId = table.Hash is null ? null : People.Hashes.ChatIdOf(table.Hash);
        }
    }

    /// <summary>The table of messages of a name; null where it is none.</summary>
    public MessageTable? FindTable(string database, string table) => _tables.GetValueOrDefault((database, table));

    /// <summary>Reads a row; null where it belongs to no chat.</summary>
    public abstract DesktopRow? Read(MessageTable table, long rowId, DesktopCells cells);

    /// <summary>Where the files of a row's message are.</summary>
    public abstract IReadOnlyList<Attachment> FindFiles(MessageTable table, DesktopRow row, PayloadContent content);

    /// <summary>Notes a changed row of a table that holds no messages.</summary>
    public abstract void Note(in RowChange change, RowFields fields, DesktopNotes notes);

    /// <inheritdoc/>
    public void Dispose()
    {
        Packed.Dispose();
        foreach (SqliteDatabase database in _open.Values)
        {
            database.Dispose();
        }
    }

    /// <summary>Reads the tables of people.</summary>
    protected abstract void LoadPeople(string folderName);

    /// <summary>The owner, as far as the folder's name and the people tell.</summary>
    protected abstract string? FindOwner(string folderName);

    /// <summary>The opened databases of a part, those with lower numbers first.</summary>
    protected IEnumerable<(string Path, SqliteDatabase Database)> Open(DesktopGeneration generation, DesktopPart part) => _open
        .Where(entry => DesktopNames.PartOf(generation, entry.Key) == part)
        .OrderBy(entry => DesktopNames.NumberOf(entry.Key)).ThenBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => (entry.Key, entry.Value));

    /// <summary>Does something with each database of a part; one that is damaged is warned of and passed over.</summary>
    protected void Each(DesktopGeneration generation, DesktopPart part, Action<string, SqliteDatabase> action)
    {
        foreach ((string path, SqliteDatabase database) in Open(generation, part))
        {
            Guarded(() => action(path, database));
        }
    }

    /// <summary>Opens a database of messages and the tables in it.</summary>
    /// <param name="path">The database below the root.</param>
    /// <param name="database">The database.</param>
    /// <param name="names">The table that numbers user names, and its column; null where there is none.</param>
    /// <param name="hashOf">The hash in a table's name, empty for a table of all chats, null for one that has no messages.</param>
    protected void AddShard(string path, SqliteDatabase database, (string Table, string Column)? names, Func<string, string?> hashOf)
    {
        MessageShard shard = new(path, database);
        Shards.Add(shard);
        database.Execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)");
        using (SqliteStatement tables = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"))
        {
            while (_tables.Count < DesktopLimits.MaxTables && tables.Step())
            {
                string name = tables.Text(0);
                if (hashOf(name) is { } hash)
                {
                    _tables[(path, name)] = new MessageTable(shard, name, hash.Length == 0 ? null : hash, Columns);
                }
            }
        }

        if (names is { } numbered)
        {
            shard.ReadNames(numbered.Table, numbered.Column);
        }
    }

    /// <summary>Names and files are no reason not to read messages.</summary>
    protected void Guarded(Action read)
    {
        try
        {
            read();
        }
        catch (ChatFormatException failure)
        {
            Warnings.Add($"a database of people or files could not be read to its end: {failure.Problem}");
        }
    }

    /// <summary>A time in whole seconds as milliseconds; 0 where no calendar has it.</summary>
    protected static long MillisOf(long seconds) => seconds is >= 0 and <= WeChatLimits.MaxTimeMillis / 1000 ? seconds * 1000 : 0;

    /// <summary>The hash in a name that begins in a certain way; null where it has none.</summary>
    protected static string? HashBehind(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && WeChatIds.IsHash(name.AsSpan(prefix.Length)) ? name[prefix.Length..] : null;

    /// <summary>A notice is nobody's message.</summary>
    protected static bool IsNotice(int type) => type is WeChatTypes.Notice or WeChatTypes.SystemXml;

    /// <summary>How far a message got: the desktops tell for certain only who sent it.</summary>
    protected static MessageStatus? StatusOf(bool? outgoing, bool isFailed) => outgoing switch
    {
        true when isFailed => MessageStatus.Failed,
        true => MessageStatus.Sent,
        false => MessageStatus.Received,
        null => null,
    };

    /// <summary>Warns of a payload that does not decompress.</summary>
    protected string? Told(string? text, bool isBroken)
    {
        if (isBroken)
        {
            Warnings.Add("a message has content that does not decompress; it is kept in the database only");
        }

        return text;
    }
}
