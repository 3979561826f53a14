using Satchel.Chats.Sqlite;

namespace Satchel.TestKit.WhatsApp;

/// <summary>
/// Builds a <c>ChatStorage.sqlite</c> row by row, and the databases beside it. Ids are made as they are named; times are milliseconds since 1970 and are stored as
/// the app does. Columns that a shape leaves out are passed over.
/// </summary>
public sealed partial class ChatStorageBuilder : IDisposable
{
    private const long EpochMillis = 978_307_200_000;

    private readonly Dictionary<string, HashSet<string>> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Session, string Jid), long> _members = [];
    private readonly Dictionary<long, long> _sorts = [];
    private readonly ChatStorageOptions _options;

    private ChatStorageBuilder(string path, ChatStorageOptions options, (string Table, string Columns)[] tables)
    {
        _options = options;
        Path = path;
        Database = SqliteDatabase.OpenForWriting(path);
        Database.Execute(options.Wal ? "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0" : "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
        Database.Execute("CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER)");
        foreach ((string table, string columns) in tables)
        {
            if (!options.Without.Contains(table))
            {
                Database.Execute(ChatStorageTables.Create(table, columns, options));
                _columns[table] = new HashSet<string>(Database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The database, for whatever no method here does.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Makes an empty store of messages.</summary>
    public static ChatStorageBuilder Create(string path, ChatStorageOptions? options = null)
    {
        options ??= new ChatStorageOptions();
        ChatStorageBuilder builder = new(path, options, ChatStorageTables.Messages);
        foreach (string index in options.Indices ? ChatStorageTables.Indices : [])
        {
            string[] parts = index.Split(" ON ")[1].Split([' ', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries);
            if (builder._columns.TryGetValue(parts[0], out HashSet<string>? columns) && parts[1..].All(columns.Contains))
            {
                builder.Database.Execute(index);
            }
        }

        return builder;
    }

    /// <summary>Makes an empty <c>ContactsV2.sqlite</c>.</summary>
    public static ChatStorageBuilder CreateContacts(string path) => new(path, new ChatStorageOptions(), ChatStorageTables.Contacts);

    /// <summary>Makes an empty <c>LID.sqlite</c>.</summary>
    public static ChatStorageBuilder CreateLids(string path) => new(path, new ChatStorageOptions(), ChatStorageTables.Lids);

    /// <summary>Makes an empty <c>CallHistory.sqlite</c>.</summary>
    public static ChatStorageBuilder CreateCalls(string path) => new(path, new ChatStorageOptions(), ChatStorageTables.Calls);

    /// <summary>A time as Core Data stores it.</summary>
    public static double Seconds(long millis) => (millis - EpochMillis) / 1000.0;

    /// <summary>Inserts a row and gives its number. Values are null, integers, doubles, strings, byte arrays.</summary>
    public long Insert(string table, params (string Column, object? Value)[] values)
    {
        if (!_columns.TryGetValue(table, out HashSet<string>? columns))
        {
            return 0;
        }

        (string Column, object? Value)[] kept = [("Z_ENT", 1), ("Z_OPT", 1), .. values.Where(value => columns.Contains(value.Column))];
        string names = string.Join(", ", kept.Select(value => $"\"{value.Column}\""));
        string places = string.Join(", ", kept.Select((_, index) => $"?{index + 1}"));
        Run($"INSERT INTO {table} ({names}) VALUES ({places})", [.. kept.Select(value => value.Value)]);
        return Database.ReadInteger("SELECT last_insert_rowid()") ?? 0;
    }

    /// <summary>Runs one statement with parameters ?1, ?2, ….</summary>
    public void Run(string sql, params object?[] values)
    {
        using SqliteStatement statement = Database.Prepare(sql);
        for (int i = 0; i < values.Length; i++)
        {
            Bind(statement, i + 1, values[i]);
        }

        while (statement.Step())
        {
        }
    }

    /// <summary>The row of a chat; made where it is not there.</summary>
    public long Session(string jid, string? name = null, params (string Column, object? Value)[] more)
    {
        if (!_sessions.TryGetValue(jid, out long row))
        {
            string server = jid[(jid.IndexOf('@', StringComparison.Ordinal) + 1)..];
            long type = server switch { "g.us" => 1, "broadcast" => 2, "status" or "lid.status" => 3, "newsletter" => 5, _ => 0 };
            (string Column, object? Value)[] usual = [("ZSESSIONTYPE", type), ("ZARCHIVED", 0), ("ZREMOVED", 0), ("ZFLAGS", 0), ("ZHIDDEN", 0), ("ZMESSAGECOUNTER", 0)];
            row = Insert("ZWACHATSESSION", [("ZCONTACTJID", jid), ("ZPARTNERNAME", name), .. usual.Where(value => !Array.Exists(more, other => other.Column == value.Column)), .. more]);
            _sessions[jid] = row;
        }

        return row;
    }

    /// <summary>Says when a group was made and by whom.</summary>
    public void Group(string jid, long createdMillis, string? creator = null)
    {
        long info = Insert("ZWAGROUPINFO", ("ZCHATSESSION", Session(jid)), ("ZSTATE", 0), ("ZCREATIONDATE", Seconds(createdMillis)), ("ZCREATORJID", creator));
        Run("UPDATE ZWACHATSESSION SET ZGROUPINFO = ?1 WHERE Z_PK = ?2", info, Session(jid));
    }

    /// <summary>The row of a member of a group; made where it is not there.</summary>
    public long Member(string group, string jid, string? name = null, bool active = true)
    {
        (long, string) key = (Session(group), jid);
        if (!_members.TryGetValue(key, out long row))
        {
            row = Insert("ZWAGROUPMEMBER", ("ZCHATSESSION", key.Item1), ("ZMEMBERJID", jid), ("ZCONTACTNAME", name), ("ZISACTIVE", active ? 1 : 0), ("ZISADMIN", 0));
            _members[key] = row;
        }

        return row;
    }

    /// <inheritdoc/>
    public void Dispose() => Database.Dispose();

    private static void Bind(SqliteStatement statement, int index, object? value)
    {
        switch (value)
        {
            case null:
                statement.BindNull(index);
                break;
            case string text:
                statement.Bind(index, text);
                break;
            case byte[] bytes:
                statement.BindBlob(index, bytes);
                break;
            case double real:
                statement.Bind(index, real);
                break;
            default:
                statement.Bind(index, Convert.ToInt64(value, null));
                break;
        }
    }
}
