namespace Satchel.Chats.Sqlite;

/// <summary>
/// The indices of tables without rows, set aside while these get their rows and filled afterwards: their keys are sorted and their b-trees written as when a
/// database is written from its rows, which costs a fraction of what SQLite takes to make them. Their root pages stay where they are, so that an auto-vacuum
/// database has them at its start.
/// </summary>
internal sealed class SqliteDeferredIndices
{
    // A UNIQUE one says which rows there may be; one of a WITHOUT ROWID table leads to its rows by their key.
    private const string Chosen =
        "type = 'index' AND sql LIKE 'CREATE INDEX%' AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr = 1)";

    private readonly List<SqliteSchemaEntry> _entries = [];

    private SqliteDeferredIndices()
    {
    }

    /// <summary>
    /// Takes a database's indices out of its schema, but for those that also say which rows there may be and those of WITHOUT ROWID tables. Nobody else may have the database open, and none
    /// of the tables may have a row.
    /// </summary>
    public static SqliteDeferredIndices SetAside(SqliteDatabase database)
    {
        SqliteDeferredIndices indices = new();
        using (SqliteStatement rows = database.Prepare(
            $"SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE {Chosen} ORDER BY rowid"))
        {
            while (rows.Step())
            {
                indices._entries.Add(new SqliteSchemaEntry(rows.Integer(0), rows.Text(1), rows.Text(2), rows.Text(3), (uint)rows.Integer(4), rows.Text(5)));
            }
        }

        foreach (string table in indices._entries.Select(entry => entry.Table).Distinct())
        {
            if (database.ReadInteger($"SELECT 1 FROM {SqliteNames.Quote(table)} LIMIT 1") is not null)
            {
                throw new ArgumentException($"{table} has rows.", nameof(database));
            }
        }

        database.Execute($"PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE {Chosen}; PRAGMA writable_schema = RESET");
        return indices;
    }

    /// <summary>Puts them into the schema again. The database must then be closed before anything else is done to it.</summary>
    public void PutBack(SqliteDatabase database)
    {
        database.Execute("PRAGMA writable_schema = ON");
        using (SqliteStatement insert = database.Prepare("INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"))
        {
            foreach (SqliteSchemaEntry entry in _entries)
            {
                insert.Bind(1, entry.RowId);
                insert.Bind(2, entry.Type);
                insert.Bind(3, entry.Name);
                insert.Bind(4, entry.Table);
                insert.Bind(5, entry.RootPage);
                insert.Bind(6, entry.Sql!);
                _ = insert.Step();
                insert.Reset();
            }
        }

        database.Execute("PRAGMA writable_schema = RESET");
    }

    /// <summary>Fills them, once the database is closed.</summary>
    /// <exception cref="ChatFormatException">A table cannot be read, or an index not be built.</exception>
    public void Fill(string path, CancellationToken cancellationToken)
    {
        List<string> left = _entries.Count > 0 ? FillOurs(path, cancellationToken) : [];
        if (left.Count == 0)
        {
            return;
        }

        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        foreach (string index in left)
        {
            cancellationToken.ThrowIfCancellationRequested();
            database.Execute($"REINDEX main.{SqliteNames.Quote(index)}");
        }
    }

    // Gives the names of those that only SQLite sorts right.
    private List<string> FillOurs(string path, CancellationToken cancellationToken)
    {
        Dictionary<string, uint> roots = _entries.ToDictionary(entry => entry.Name, entry => entry.RootPage, StringComparer.Ordinal);
        HashSet<string> tables = [.. _entries.Select(entry => entry.Table)];
        using SqliteImage image = SqliteImage.Open(path);
        SqliteDescription description = SqliteDescription.Of(image);
        SqliteIndexPlanner planner = new(path, description, roots);
        using SqliteOutput output = SqliteOutput.Append(path, description, image.Header.PageCount);
        SqliteIndexWork work = new(output);
        List<SqliteIndexPlan> plans = [];
        try
        {
            foreach (SqliteTable table in image.Tables.Where(table => tables.Contains(table.Name)))
            {
                SqliteIndexPlan[] ofTable = planner.Plan(table);
                plans.AddRange(ofTable);
                if (ofTable.Length > 0)
                {
                    SqliteIndexFeed feed = new(work, ofTable, description);
                    image.ReadRows(table, new Sink(feed, cancellationToken));
                    feed.Complete();
                }
            }

            work.Complete();
            output.CompleteAppended();
        }
        finally
        {
            work.Dispose();
            plans.ForEach(plan => plan.Dispose());
        }

        return [.. planner.LeftToSqlite(tables).Where(roots.ContainsKey), .. work.LeftToSqlite];
    }

    private sealed class Sink(SqliteIndexFeed feed, CancellationToken cancellationToken) : ISqliteRowSink
    {
        public void AddRow(ref SqliteRowReader row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            feed.Add(row.RowId, row.Record);
        }

        public void AddOverflowPage(uint page)
        {
        }
    }
}
