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
        var database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA journal_mode = DELETE");
        return new ManifestEditor(database);
    }

    /// <summary>The highest number that a row has; 0 where there is none.</summary>
    public long HighestRow => _database.ReadInteger("SELECT max(rowid) FROM Files") ?? 0;

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
