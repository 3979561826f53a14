using Satchel.Chats.Sqlite;

namespace Satchel.TestKit.WhatsApp;

/// <summary>
/// Builds a <c>msgstore.db</c> row by row. Ids are made as they are named, times are milliseconds. Open it again with
/// <see cref="Open"/> to make a later state of the same database.
/// </summary>
public sealed partial class MsgstoreBuilder : IDisposable
{
    private readonly Dictionary<string, long> _jids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _chats = new(StringComparer.Ordinal);

    private MsgstoreBuilder(string path)
    {
        Path = path;
        Database = SqliteDatabase.OpenForWriting(path);
        Database.Execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The database, for whatever no method here does.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Makes a new database with no rows but the sentinel that the app puts first.</summary>
    public static MsgstoreBuilder Create(string path, MsgstoreOptions? options = null)
    {
        options ??= new MsgstoreOptions();
        MsgstoreBuilder builder = new(path);
        builder.CreateTables(MsgstoreTables.Shared, options);
        if (options.Modern)
        {
            builder.CreateTables(MsgstoreTables.Modern, options);
            builder.Insert("message", ("_id", 1), ("chat_row_id", -1), ("from_me", 0), ("key_id", "-1"), ("sort_id", 0));
        }

        if (options.Legacy)
        {
            builder.CreateTables(MsgstoreTables.Legacy, options);
            builder.Insert("messages", ("_id", 1), ("key_remote_jid", "-1"), ("key_from_me", 0), ("key_id", "-1"), ("status", -1), ("media_wa_type", "-1"));
        }

        foreach (string index in options.Indices ? [.. options.Modern ? MsgstoreTables.ModernIndices : [], .. options.Legacy ? MsgstoreTables.LegacyIndices : []] : Array.Empty<string>())
        {
            if (!options.Without.Any(table => index.Contains($" ON {table} ", StringComparison.Ordinal)))
            {
                builder.Database.Execute(index);
            }
        }

        return builder;
    }

    /// <summary>Opens a database that was built before, to add to it or change it.</summary>
    public static MsgstoreBuilder Open(string path)
    {
        MsgstoreBuilder builder = new(path);
        using (SqliteStatement jids = builder.Database.Prepare("SELECT _id, raw_string FROM jid"))
        {
            while (jids.Step())
            {
                builder._jids[jids.Text(1)] = jids.Integer(0);
            }
        }

        if (builder.Database.ColumnsOf("chat").Count > 0)
        {
            using SqliteStatement chats = builder.Database.Prepare("SELECT c._id, j.raw_string FROM chat c JOIN jid j ON j._id = c.jid_row_id");
            while (chats.Step())
            {
                builder._chats[chats.Text(1)] = chats.Integer(0);
            }
        }

        return builder;
    }

    /// <summary>Inserts a row and gives its rowid. Values are null, integers, doubles, strings, byte arrays.</summary>
    public long Insert(string table, params (string Column, object? Value)[] values)
    {
        string columns = string.Join(", ", values.Select(value => $"\"{value.Column}\""));
        string places = string.Join(", ", values.Select((_, index) => $"?{index + 1}"));
        using SqliteStatement statement = Database.Prepare($"INSERT INTO {table} ({columns}) VALUES ({places})");
        for (int i = 0; i < values.Length; i++)
        {
            Bind(statement, i + 1, values[i].Value);
        }

        _ = statement.Step();
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

    /// <summary>The row of an id, <c>user@server</c> or <c>user:device@server</c>; made where it is not there.</summary>
    public long Jid(string raw)
    {
        if (!_jids.TryGetValue(raw, out long row))
        {
            int at = raw.IndexOf('@', StringComparison.Ordinal);
            string[] user = (at < 0 ? "" : raw[..at]).Split(':');
            string server = raw[(at + 1)..];
            row = Insert("jid", ("user", user[0]), ("server", server), ("agent", 0), ("device", user.Length > 1 ? long.Parse(user[1], null) : 0L),
                ("type", server == "g.us" ? 1 : 0), ("raw_string", raw));
            _jids[raw] = row;
        }

        return row;
    }

    /// <summary>The row of a chat; made where it is not there.</summary>
    public long Chat(string jid, string? subject = null, long? createdMillis = null, bool archived = false)
    {
        if (!_chats.TryGetValue(jid, out long row))
        {
            row = Insert("chat", ("jid_row_id", Jid(jid)), ("hidden", 0), ("subject", subject), ("created_timestamp", createdMillis), ("archived", archived ? 1 : 0), ("group_type", 0));
            _chats[jid] = row;
        }

        return row;
    }

    /// <summary>Says that a LID and a phone number's id are the same person.</summary>
    public void MapLid(string lid, string phone) => Insert("jid_map", ("lid_row_id", Jid(lid)), ("jid_row_id", Jid(phone)), ("sort_id", 0));

    /// <summary>Puts people into a group.</summary>
    public void Members(string group, params string[] members)
    {
        foreach (string member in members)
        {
            Insert("group_participant_user", ("group_jid_row_id", Jid(group)), ("user_jid_row_id", Jid(member)), ("rank", 0), ("pending", 0));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Database.Dispose();

    private void CreateTables((string Table, string[] Columns)[] tables, MsgstoreOptions options)
    {
        foreach ((string table, string[] columns) in tables)
        {
            if (options.Without.Contains(table))
            {
                continue;
            }

            string[] order = [.. columns];
            if (options.ShuffleSeed is { } seed)
            {
                new Random(seed + table.Length).Shuffle(order);
            }

            Database.Execute($"CREATE TABLE {table} ({string.Join(", ", order)})");
        }
    }

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
