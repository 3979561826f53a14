using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// The database of messages while it is written: a new one, or a copy of the target phone's own. Nothing of it is journalled, because a
/// copy that was not finished is thrown away; the app's triggers are off.
/// </summary>
internal sealed class TargetStore : IDisposable
{
    private const string Pragmas =
        "PRAGMA journal_mode=DELETE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-12288; PRAGMA temp_store=FILE; PRAGMA foreign_keys=OFF; PRAGMA trusted_schema=OFF;";

    private readonly Dictionary<string, TargetTable?> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _lastRows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastOldRows = new(StringComparer.Ordinal);
    private readonly string _where;
    private readonly bool _force;

    private TargetStore(SqliteDatabase database, string where, bool isNew, bool force)
    {
        Database = database;
        IsNew = isNew;
        _where = where;
        _force = force;
    }

    /// <summary>The database.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Whether it was made from the built-in schema.</summary>
    public bool IsNew { get; }

    /// <summary>Makes a store from the built-in schema.</summary>
    public static TargetStore Create(string path)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        try
        {
            database.Execute(WhatsAppAndroidSchema.Pragmas);
            database.Execute(Pragmas);
            database.Execute("BEGIN;\n" + WhatsAppAndroidSchema.Before);
            database.Execute("INSERT INTO message (_id, chat_row_id, from_me, key_id, sort_id) VALUES (1, -1, 0, '-1', 0); INSERT INTO android_metadata VALUES ('en_US');");
            return new TargetStore(database, "msgstore.db", isNew: true, force: false);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a copy of the target phone's own store.</summary>
    /// <param name="path">The copy.</param>
    /// <param name="where">What the person knows it as.</param>
    /// <param name="force">Whether to write into a store of a version that is not known.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.UnsupportedVersion"/>.</exception>
    public static TargetStore Open(string path, string where, bool force)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        try
        {
            database.Execute(Pragmas);
            database.EnableTriggers(false);
            StoreVersion.Check(database, where, force);
            database.Execute("BEGIN");
            TargetStore store = new(database, where, isNew: false, force);
            store.KeepSortIdsRising();
            return store;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A table; null where the store has none of this name.</summary>
    public TargetTable? Table(string name)
    {
        if (!_tables.TryGetValue(name, out TargetTable? table))
        {
            _tables[name] = table = Describe(name);
        }

        return table;
    }

    /// <summary>Whether there is such a table with such a column.</summary>
    public bool Has(string table, string column) => Table(table)?.Has(column) == true;

    /// <summary>The number of a table's next row. Numbers that were given once are not given again, as AUTOINCREMENT has it.</summary>
    public long NextRow(string table)
    {
        long row = LastRow(table) + 1;
        _lastRows[table] = row;
        return row;
    }

    /// <summary>The highest row number that a table ever gave.</summary>
    public long LastRow(string table)
    {
        if (!_lastRows.TryGetValue(table, out long last))
        {
            last = Table(table) is null ? 0 : Math.Max(Database.ReadInteger($"SELECT max(rowid) FROM {table}") ?? 0, Sequence(table));
            _lastRows[table] = last;
            _lastOldRows[table] = last;
        }

        return last;
    }

    /// <summary>The highest row number that a table had given before this run.</summary>
    public long LastOldRow(string table)
    {
        _ = LastRow(table);
        return _lastOldRows[table];
    }

    /// <summary>Says that a column without a default has to be known to be filled.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.UnsupportedVersion"/>, unless the person insists.</exception>
    public void RequireKnown(string table, string column)
    {
        if (!_force && !IsNew)
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, _where, $"table {table} wants a value for {column}, which this version of Satchel does not know: the store is of a newer app");
        }
    }

    /// <summary>Writes a setting of the app's, unless there is nothing to say.</summary>
    public void WriteProperty(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            using RowInsert insert = new(this, "props", ["key", "value"]);
            insert.Add(key).Add(value).Insert();
        }
    }

    /// <summary>Gives a new store's tables, whose rows are all there, what makes them number further rows by themselves.</summary>
    public void BeginNumbering()
    {
        Database.Execute("PRAGMA writable_schema=ON");
        using (SqliteStatement update = Database.Prepare("UPDATE sqlite_schema SET sql = ?2 WHERE type = 'table' AND name = ?1"))
        {
            foreach ((string table, string sql) in WhatsAppAndroidSchema.Numbering)
            {
                update.Bind(1, table);
                update.Bind(2, sql);
                _ = update.Step();
                update.Reset();
            }
        }

        Database.Execute("PRAGMA writable_schema=RESET");
        foreach ((string table, _) in WhatsAppAndroidSchema.Numbering)
        {
            Database.Execute($"INSERT INTO sqlite_sequence (name, seq) SELECT '{table}', max(rowid) FROM {table} HAVING max(rowid) IS NOT NULL");
        }
    }

    /// <summary>Ends the writing: from here on the file is a whole database.</summary>
    public void Commit() => Database.Execute(IsNew ? $"PRAGMA user_version={WhatsAppAndroidSchema.MessagesVersion}; COMMIT" : "COMMIT");

    /// <inheritdoc/>
    public void Dispose() => Database.Dispose();

    private long Sequence(string table)
    {
        if (Database.ReadInteger("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'") is null)
        {
            return 0;
        }

        using SqliteStatement statement = Database.Prepare("SELECT max(seq) FROM sqlite_sequence WHERE name = ?1");
        statement.Bind(1, table);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    // New rows come after every old one in either order.
    private void KeepSortIdsRising()
    {
        long last = LastRow("message");
        if (Has("message", "sort_id"))
        {
            last = Math.Max(last, Database.ReadInteger("SELECT max(sort_id) FROM message") ?? 0);
        }

        // Where the app moves rows from the old table to the new one, they keep their numbers.
        last = Math.Max(last, Has("messages", "_id") ? LastRow("messages") : 0);
        _lastRows["message"] = last;
        _lastOldRows["message"] = last;
    }

    private TargetTable? Describe(string name)
    {
        Dictionary<string, TargetColumn> columns = new(StringComparer.OrdinalIgnoreCase);
        using SqliteStatement info = Database.Prepare("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?1)");
        info.Bind(1, name);
        while (info.Step())
        {
            string type = info.Text(1).ToUpperInvariant();
            bool isText = type.Contains("TEXT", StringComparison.Ordinal) || type.Contains("CHAR", StringComparison.Ordinal) || type.Contains("BLOB", StringComparison.Ordinal);
            bool isKey = info.Integer(4) > 0 && type == "INTEGER";   // the rowid numbers itself
            columns[info.Text(0)] = new TargetColumn(info.Integer(2) != 0, !info.IsNull(3) || isKey, isText ? "''" : "0");
        }

        return columns.Count == 0 ? null : new TargetTable(name, columns);
    }
}
