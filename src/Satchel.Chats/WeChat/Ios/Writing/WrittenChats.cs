using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>The chats of the store that is written. What the phone has of a chat is read when its first message comes.</summary>
internal sealed class WrittenChats : IDisposable
{
    private static readonly string[] Columns = ["TableVer", "MesLocalID", "MesSvrID", "CreateTime", "Message", "Status", "ImgStatus", "Type", "Des"];
    private static readonly string[] Needed = ["MesLocalID", "MesSvrID", "CreateTime", "Message", "Type", "Des"];

    private readonly WrittenDatabases _databases;
    private readonly KnownMessages _known;
    private readonly List<(string Name, SqliteDatabase Database)> _phone = [];
    private readonly Dictionary<string, List<ChatTable>> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WrittenChat> _chats = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly string _newest;

    public WrittenChats(PhoneStore? phone, WrittenDatabases databases, KnownMessages known)
    {
        _databases = databases;
        _known = known;
        _newest = phone is null ? $"{WeChatIosNames.Databases}/{WeChatIosNames.Messages}" : phone.Messages[^1].Name;
        foreach ((string name, string path) in phone?.Messages ?? [])
        {
            var database = SqliteDatabase.OpenImmutable(path);
            _phone.Add((name, database));
            foreach (ChatTable table in ChatTable.In(name, database).Where(table => table.Name.StartsWith("Chat_", StringComparison.OrdinalIgnoreCase)))
            {
                (_tables.TryGetValue(table.Hash, out List<ChatTable>? tables) ? tables : _tables[table.Hash] = []).Add(table);
            }
        }
    }

    /// <summary>Those that a message came for.</summary>
    public IReadOnlyCollection<WrittenChat> All => _chats.Values;

    /// <summary>Takes note that a chat is a group, also where its id does not tell.</summary>
    public void NoteGroup(string id) => _groups.Add(id);

    /// <summary>The chat of an id.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.UnsupportedVersion"/>: the phone keeps it in a table that this does not know.</exception>
    public WrittenChat Get(string id)
    {
        if (_chats.TryGetValue(id, out WrittenChat? chat))
        {
            return chat;
        }

        string hash = WeChatIds.IsUnknown(id) && WeChatIds.IsHash(id.AsSpan(WeChatIds.UnknownPrefix.Length)) ? id[WeChatIds.UnknownPrefix.Length..] : WeChatIds.ChatHash(id);
        List<ChatTable> tables = _tables.GetValueOrDefault(hash) ?? [];
        long last = 0;
        foreach (ChatTable table in tables)
        {
            RequireKnown(table);
            _known.Read(table);
            last = Math.Max(last, table.Database.ReadInteger($"SELECT max(MesLocalID) FROM {table.Quoted}") ?? 0);
            last = Math.Max(last, LastGiven(table));
        }

        // The newest of its databases takes what is new: the app goes on in it.
        string database = tables.Count > 0 ? tables[^1].DatabasePath : _newest;
        return _chats[id] = new WrittenChat { Id = id, Hash = hash, IsGroup = WeChatIds.IsGroup(id) || _groups.Contains(id), Database = database, LastBefore = last, Last = last };
    }

    /// <summary>What takes rows of a chat; its table is made where there is none.</summary>
    public IosTable RowsOf(WrittenChat chat)
    {
        if (chat.Rows is null)
        {
            SqliteDatabase database = _databases.Open(chat.Database);
            if (!_tables.ContainsKey(chat.Hash))
            {
                database.Execute(WeChatIosSchema.ChatTable(chat.Table));
            }

            chat.Rows = new IosTable(database, _tables.GetValueOrDefault(chat.Hash)?[^1].Name ?? chat.Table, Columns);
        }

        return chat.Rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (WrittenChat chat in _chats.Values)
        {
            chat.Dispose();
        }

        foreach ((_, SqliteDatabase database) in _phone)
        {
            database.Dispose();
        }
    }

    private static void RequireKnown(ChatTable table)
    {
        string[] missing = [.. Needed.Where(column => !table.Columns.Contains(column))];
        if (missing.Length > 0)
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, table.DatabasePath, $"a chat's table lacks {string.Join(", ", missing)}");
        }
    }

    private static long LastGiven(ChatTable table)
    {
        if (table.Database.ReadInteger("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'") is null)
        {
            return 0;
        }

        using SqliteStatement last = table.Database.Prepare("SELECT seq FROM sqlite_sequence WHERE name = ?1");
        last.Bind(1, table.Name);
        return last.Step() ? last.Integer(0) : 0;
    }
}
