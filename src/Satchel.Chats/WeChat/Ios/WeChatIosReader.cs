using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>
/// Reads the messages of one account on an iPhone: the tables of its chats, which lie in several databases, with what the databases and files beside them say of people; see
/// docs/formats/wechat-ios.md.
/// </summary>
internal sealed partial class WeChatIosReader : IChatReader
{
    private const string Pragmas = "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -4096; PRAGMA temp_store = FILE; PRAGMA mmap_size = 0;";

    private readonly List<(string Path, SqliteDatabase Database)> _open = [];
    private readonly SortedDictionary<string, List<ChatTable>> _tables = new(StringComparer.Ordinal);
    private readonly ContactDirectory _contacts = new();
    private readonly ChatNames _names = new();
    private readonly Dictionary<string, bool> _unknownGroups = new(StringComparer.Ordinal);
    private readonly ReaderWarnings _warnings = new();
    private readonly ReaderWarnings _openWarnings = new();
    private readonly AccountFiles _files;
    private readonly WeChatIosMedia _media;
    private readonly HashSet<string> _messagePaths;

    /// <summary>Opens a reader.</summary>
    /// <param name="source">The account.</param>
    /// <param name="databases">Its opened databases; one that could not be opened is absent.</param>
    /// <param name="options">What the person said.</param>
    public WeChatIosReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options)
    {
        List<SourceDatabase> messages = [.. source.Databases.Where(database => database.Role == DatabaseRole.Messages)];
        _messagePaths = [.. messages.Select(database => database.Path)];
        _files = new AccountFiles(source.Root, options.Files, FolderOf(messages[0].Path));
        _media = new WeChatIosMedia(_files);
        try
        {
            OpenMessages(messages, databases);
            foreach (SourceDatabase beside in source.Databases.Where(database => database.Role == DatabaseRole.Contacts))
            {
                if (databases.TryGetValue(beside.Path, out OpenedDatabase? opened))
                {
                    Guarded(() => _contacts.Read(Open(beside.Path, opened)));
                }
            }

            Account = FindAccount(source.Part, options.AccountId ?? source.AccountId);
            _names.Add(Account.Id);
            foreach (string name in _contacts.Known)
            {
                _names.Add(name);
            }
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

    /// <summary>Who is known by the tables of contacts.</summary>
    internal ContactDirectory Contacts => _contacts;

    /// <summary>The databases by path.</summary>
    internal IReadOnlyList<(string Path, SqliteDatabase Database)> Databases => _open;

    /// <inheritdoc/>
    public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken)
    {
        _warnings.Clear();
        HashSet<string> people = new(StringComparer.Ordinal);
        foreach (List<ChatTable> tables in _tables.Values)
        {
            foreach (WeChatIosRow row in tables.SelectMany(table => RowsOf(table, "", cancellationToken)))
            {
                Message message = Compose(row);
                MessagePeople.AddTo(people, message);
                yield return message;
            }
        }

        _namedInMessages = people;
    }

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous) => new WeChatIosChanges(this, previous);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, SqliteDatabase database) in _open)
        {
            database.Dispose();
        }
    }

    /// <summary>Whether a database is one of messages.</summary>
    internal bool HoldsMessages(string path) => _messagePaths.Contains(path);

    /// <summary>The table of messages of a name in a database, or null.</summary>
    internal ChatTable? FindTable(string path, string name) =>
        ChatTable.HashOf(name) is { } hash && _tables.TryGetValue(hash, out List<ChatTable>? tables)
            ? tables.Find(table => table.DatabasePath == path && string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>The user name of the chat with a hash where it is known; else null.</summary>
    internal string? FindName(string hash) => _names.Find(hash);

    /// <summary>Whether there is a table of a chat.</summary>
    internal bool HasChat(string hash) => _tables.ContainsKey(hash);

    /// <summary>The id of the chat with a hash.</summary>
    internal string ChatIdOf(string hash) => _names.ChatIdOf(hash);

    /// <summary>The rows of a table that a condition admits, in the order of their numbers.</summary>
    internal IEnumerable<WeChatIosRow> RowsOf(ChatTable table, string condition, CancellationToken cancellationToken)
    {
        using WeChatIosPass pass = new(table, condition, _warnings);
        string chatId = ChatIdOf(table.Hash);
        bool isGroup = IsGroup(table.Hash, chatId);
        int count = 0;
        while (pass.Next(chatId, isGroup, Account.Id) is { } row)
        {
            if ((++count & 0x3FF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            yield return row;
        }
    }

    /// <summary>Makes a message of a row.</summary>
    internal Message Compose(WeChatIosRow row)
    {
        PayloadContent content = PayloadReader.Read(row.Row);
        return WeChatComposer.Compose(row.Row, content, _media.Find(row, content));
    }

    /// <summary>Whether the chat with a hash is a group. Of one without a name the messages tell: each begins with who sent it.</summary>
    internal bool IsGroup(string hash, string chatId)
    {
        if (!WeChatIds.IsUnknown(chatId))
        {
            return WeChatIds.IsGroup(chatId);
        }

        if (!_unknownGroups.TryGetValue(hash, out bool isGroup))
        {
            _unknownGroups[hash] = isGroup = _tables.TryGetValue(hash, out List<ChatTable>? tables) && ShowsSenders(tables);
        }

        return isGroup;
    }

    // Below it lies DB/MM.sqlite.
    private static string FolderOf(string messages) => messages[..(messages.LastIndexOf('/') - WeChatIosNames.Databases.Length)];

    private static bool ShowsSenders(List<ChatTable> tables)
    {
        int seen = 0;
        foreach (ChatTable table in tables.Where(table => table.Columns.Contains("Des") && table.Columns.Contains("Type")))
        {
            try
            {
                using SqliteStatement rows = table.Database.Prepare(
                    $"SELECT Message FROM {table.Quoted} WHERE Des != 0 AND Type NOT IN ({WeChatTypes.Notice}, {WeChatTypes.SystemXml}) LIMIT {WeChatIosLimits.RowsSampled}");
                for (; rows.Step(); seen++)
                {
                    if (!GroupPrefix.TrySplit(rows.Text(0), out _, out _))
                    {
                        return false;
                    }
                }
            }
            catch (ChatFormatException)
            {
                // What is damaged is told when it is read.
            }
        }

        return seen > 0;
    }

    private void OpenMessages(List<SourceDatabase> messages, IReadOnlyDictionary<string, OpenedDatabase> databases)
    {
        ChatFormatException? failure = null;
        int highest = 0;
        HashSet<int> shards = [];
        foreach (SourceDatabase database in messages)
        {
            if (WeChatIosNames.ShardOf(database.Path[(database.Path.LastIndexOf('/') + 1)..]) is { } number)
            {
                shards.Add(number);
                highest = Math.Max(highest, number);
            }

            try
            {
                if (!databases.TryGetValue(database.Path, out OpenedDatabase? opened))
                {
                    throw new ChatFormatException(ChatFormatProblem.BrokenReference, database.Path, "the messages' database could not be opened");
                }

                SqliteDatabase messagesDatabase = Open(database.Path, opened);
                foreach (ChatTable table in ChatTable.In(database.Path, messagesDatabase))
                {
                    (_tables.TryGetValue(table.Hash, out List<ChatTable>? tables) ? tables : _tables[table.Hash] = []).Add(table);
                }

                Guarded(() => _contacts.Read(messagesDatabase));
            }
            catch (ChatFormatException e)
            {
                failure ??= e;
                _openWarnings.Add($"a database of messages could not be read, so that messages are missing: {e.Problem}");
            }
        }

        if (_open.Count == 0 && failure is not null)
        {
            throw failure;
        }

        if (!messages.Exists(database => database.Path.EndsWith("/" + WeChatIosNames.Messages, StringComparison.Ordinal)) || shards.Count < Math.Min(highest, WeChatIosLimits.MaxTables))
        {
            _openWarnings.Add("a database of messages is not there, so that messages may be missing");
        }
    }

    private SqliteDatabase Open(string path, OpenedDatabase opened)
    {
        SqliteDatabase database = opened.File.OpenDatabase();
        _open.Add((path, database));
        database.Execute(Pragmas);
        database.Execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)");
        return database;
    }

    // An account's folder is named for its owner, so that what anybody says of the owner can be checked.
    private Account FindAccount(string? hash, string? told)
    {
        LoginRecord? login = hash is null ? null : _files.FindOwner(hash);
        string? id = login?.UserName;
        if (id is null && !string.IsNullOrEmpty(told) && (hash is null || string.Equals(WeChatIds.ChatHash(told), hash, StringComparison.OrdinalIgnoreCase)))
        {
            id = told;
        }

        if (id is null && hash is not null)
        {
            id = _contacts.Known.FirstOrDefault(name => string.Equals(WeChatIds.ChatHash(name), hash, StringComparison.OrdinalIgnoreCase));
        }

        return new Account("wechat", "ios", id, login?.Name ?? (id is null ? null : _contacts.Find(id)?.Name));
    }

    // Names are no reason not to read messages.
    private void Guarded(Action read)
    {
        try
        {
            read();
        }
        catch (ChatFormatException failure)
        {
            _openWarnings.Add($"a database of contacts could not be read: {failure.Problem}");
        }
    }
}
