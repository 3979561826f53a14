using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Apple.Backups;

/// <summary>Changes a plain manifest, or makes one, in one transaction. For one thread.</summary>
internal sealed class ManifestEditor : IDisposable
{
    private const string Schema = """
        CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);
        CREATE INDEX FilesDomainIdx ON Files(domain);
        CREATE INDEX FilesRelativePathIdx ON Files(relativePath);
        CREATE INDEX FilesFlagsIdx ON Files(flags);
        CREATE TABLE Properties (key TEXT PRIMARY KEY, value BLOB);
        """;

    private const int RowsAtATime = 500;

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _put;
    private readonly SqliteStatement _copy;
    private readonly SqliteStatement _remove;

    private ManifestEditor(SqliteDatabase database)
    {
        _database = database;
        database.EnableTriggers(false);
        database.Execute("PRAGMA synchronous = OFF; BEGIN IMMEDIATE");
        _put = database.Prepare("INSERT INTO Files (fileID, domain, relativePath, flags, file) VALUES (?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT (fileID) DO UPDATE SET flags = excluded.flags, file = excluded.file");
        _copy = database.Prepare("INSERT OR IGNORE INTO Files (rowid, fileID, domain, relativePath, flags, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        _remove = database.Prepare("DELETE FROM Files WHERE fileID = ?1");
    }

    /// <summary>Makes an empty manifest.</summary>
    public static ManifestEditor Create(string path)
    {
        var database = SqliteDatabase.OpenForWriting(path);
        database.Execute(Schema);
        return new ManifestEditor(database);
    }

    /// <summary>Opens a manifest of ours to change it.</summary>
    public static ManifestEditor Open(string path)
    {
        using (var reading = ManifestDatabase.Open(path))
        {
            // It has the tables that are changed here, as tables.
        }

        var database = SqliteDatabase.OpenForWriting(path);
        try
        {
            database.Execute("PRAGMA journal_mode = DELETE");
            return new ManifestEditor(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>How many rows there are.</summary>
    public long Count => _database.ReadInteger("SELECT count(*) FROM Files") ?? 0;

    /// <summary>Whether SQLite finds nothing wrong with the file.</summary>
    public bool IsWhole
    {
        get
        {
            using SqliteStatement check = _database.Prepare("PRAGMA integrity_check(1)");
            return check.Step() && check.Text(0) == "ok";
        }
    }

    /// <summary>The row of a payload; null where there is none.</summary>
    public ManifestRow? Find(string fileId)
    {
        using SqliteStatement statement = _database.Prepare($"SELECT {ManifestRow.Columns} FROM Files WHERE fileID = ?1");
        statement.Bind(1, fileId);
        return statement.Step() ? ManifestRow.Of(statement) : null;
    }

    /// <summary>Some row of a domain to make another like it: of a folder, a database or another file; null where there is none.</summary>
    public ManifestRow? FindAlike(string domain, long flags, bool isDatabase)
    {
        const string ending = "%.sqlite";
        using SqliteStatement statement = _database.Prepare(
            $"SELECT {ManifestRow.Columns} FROM Files WHERE domain = ?1 AND flags = ?2 AND relativePath <> '' AND (relativePath LIKE '{ending}') = ?3 ORDER BY rowid LIMIT 1");
        statement.Bind(1, domain);
        statement.Bind(2, flags);
        statement.Bind(3, isDatabase ? 1 : 0);
        return statement.Step() ? ManifestRow.Of(statement) : null;
    }

    /// <summary>The rows in their order, which may be changed meanwhile.</summary>
    public IEnumerable<ManifestRow> Rows()
    {
        long last = long.MinValue;
        while (true)
        {
            List<ManifestRow> batch = [];
            using (SqliteStatement statement = _database.Prepare($"SELECT {ManifestRow.Columns}, rowid FROM Files WHERE rowid > ?1 ORDER BY rowid LIMIT {RowsAtATime}"))
            {
                statement.Bind(1, last);
                while (statement.Step())
                {
                    batch.Add(ManifestRow.Of(statement));
                    last = statement.Integer(5);
                }
            }

            foreach (ManifestRow row in batch)
            {
                yield return row;
            }

            if (batch.Count < RowsAtATime)
            {
                yield break;
            }
        }
    }

    /// <summary>Adds a row, or puts another record into it.</summary>
    public void Put(ManifestRow row)
    {
        _put.Bind(1, row.FileId);
        _put.Bind(2, row.Domain);
        _put.Bind(3, row.Path);
        _put.Bind(4, row.Flags);
        _put.BindBlob(5, row.Record);
        Run(_put);
    }

    /// <summary>Takes a row out.</summary>
    public void Remove(string fileId)
    {
        _remove.Bind(1, fileId);
        Run(_remove);
    }

    /// <summary>Adds a row of another manifest under its number.</summary>
    public void AddCopied(long number, ReadOnlySpan<byte> fileId, ReadOnlySpan<byte> domain, ReadOnlySpan<byte> path, long flags, ReadOnlySpan<byte> record)
    {
        _copy.Bind(1, number);
        _copy.BindText(2, fileId);
        _copy.BindText(3, domain);
        _copy.BindText(4, path);
        _copy.Bind(5, flags);
        _copy.BindBlob(6, record);
        Run(_copy);
    }

    /// <summary>Adds a property of another manifest under its number.</summary>
    public void AddProperty(long number, ReadOnlySpan<byte> key, SqliteType type, ReadOnlySpan<byte> value)
    {
        using SqliteStatement insert = _database.Prepare("INSERT OR IGNORE INTO Properties (rowid, key, value) VALUES (?1, ?2, ?3)");
        insert.Bind(1, number);
        insert.BindText(2, key);
        if (type == SqliteType.Text)
        {
            insert.BindText(3, value);
        }
        else
        {
            insert.BindBlob(3, value);
        }

        Run(insert);
    }

    /// <summary>Makes the changes lasting.</summary>
    public void Commit() => _database.Execute("COMMIT");

    /// <inheritdoc/>
    public void Dispose()
    {
        _put.Dispose();
        _copy.Dispose();
        _remove.Dispose();
        _database.Dispose();
    }

    private static void Run(SqliteStatement statement)
    {
        try
        {
            _ = statement.Step();
        }
        finally
        {
            statement.Reset();
        }
    }
}
