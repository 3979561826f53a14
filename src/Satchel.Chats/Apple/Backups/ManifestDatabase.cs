using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Apple.Backups;

/// <summary>The manifest's tables: which file of which app lies where. For one thread.</summary>
internal sealed class ManifestDatabase : IDisposable
{
    private static readonly string[] FilesColumns = ["fileID", "domain", "relativePath", "flags", "file"];

    private readonly SqliteDatabase _database;

    private ManifestDatabase(SqliteDatabase database) => _database = database;

    /// <summary>Opens a plain, quiet manifest for reading.</summary>
    /// <exception cref="ChatFormatException">It is none.</exception>
    public static ManifestDatabase Open(string path)
    {
        var database = SqliteDatabase.OpenImmutable(path);
        try
        {
            Check(database);
            return new ManifestDatabase(database);
        }
        catch (ChatFormatException failure)
        {
            database.Dispose();
            throw new ChatFormatException(failure.Problem == ChatFormatProblem.NotThisFormat ? ChatFormatProblem.Damaged : failure.Problem, IosBackup.ManifestName, failure.Message, failure);
        }
    }

    /// <summary>Whether there is a file of an app.</summary>
    public bool Has(IosApp app)
    {
        using SqliteStatement statement = Select("1", app, "LIMIT 1");
        return statement.Step();
    }

    /// <summary>The rows of an app, in the order of their paths' bytes in the opened tree.</summary>
    public IEnumerable<ManifestRow> RowsOf(IosApp app)
    {
        using SqliteStatement statement = Select(ManifestRow.Columns, app, "ORDER BY CAST(domain || '/' || relativePath AS BLOB), rowid");
        while (statement.Step())
        {
            yield return ManifestRow.Of(statement);
        }
    }

    /// <summary>The row at a path; null where there is none.</summary>
    public ManifestRow? Find(string domain, string path)
    {
        using SqliteStatement statement = _database.Prepare($"SELECT {ManifestRow.Columns} FROM Files WHERE relativePath = ?2 AND domain = ?1 ORDER BY rowid LIMIT 1");
        statement.Bind(1, domain);
        statement.Bind(2, path);
        return statement.Step() ? ManifestRow.Of(statement) : null;
    }

    /// <summary>The paths of a domain's files that begin with something, in order.</summary>
    public IEnumerable<string> PathsFrom(string domain, string start)
    {
        using SqliteStatement statement = _database.Prepare("SELECT relativePath FROM Files WHERE domain = ?1 AND flags = 1 AND relativePath >= ?2 ORDER BY relativePath");
        statement.Bind(1, domain);
        statement.Bind(2, start);
        while (statement.Step() && statement.Text(0) is var path && path.StartsWith(start, StringComparison.Ordinal))
        {
            yield return path;
        }
    }

    /// <summary>The paths of a domain's files that match a pattern of SQLite's GLOB, in order.</summary>
    public IEnumerable<string> PathsLike(string domain, string pattern)
    {
        using SqliteStatement statement = _database.Prepare("SELECT relativePath FROM Files WHERE domain = ?1 AND flags = 1 AND relativePath GLOB ?2 ORDER BY relativePath");
        statement.Bind(1, domain);
        statement.Bind(2, pattern);
        while (statement.Step())
        {
            yield return statement.Text(0);
        }
    }

    /// <summary>Whether something lies below a folder.</summary>
    public bool HasBelow(string domain, string path)
    {
        using SqliteStatement statement = path.Length == 0
            ? _database.Prepare("SELECT 1 FROM Files WHERE domain = ?1 AND relativePath > '' LIMIT 1")
            : _database.Prepare("SELECT 1 FROM Files WHERE domain = ?1 AND relativePath >= ?2 AND relativePath < ?3 LIMIT 1");
        statement.Bind(1, domain);
        if (path.Length > 0)
        {
            statement.Bind(2, path + "/");
            statement.Bind(3, path + "0");   // the character after the separator
        }

        return statement.Step();
    }

    /// <summary>Copies what is there of an app into a manifest of its own, row numbers included.</summary>
    public void CopyTo(string path, IosApp app, CancellationToken cancellationToken)
    {
        using ManifestEditor copy = ManifestEditor.Create(path);
        using (SqliteStatement properties = _database.Prepare("SELECT rowid, key, value FROM Properties ORDER BY rowid"))
        {
            while (properties.Step())
            {
                copy.AddProperty(properties.Integer(0), properties.Utf8(1), properties.TypeOf(2), properties.Blob(2));
            }
        }

        using (SqliteStatement files = Select("rowid, " + ManifestRow.Columns, app, "ORDER BY rowid"))
        {
            while (files.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                copy.AddCopied(files.Integer(0), files.Utf8(1), files.Utf8(2), files.Utf8(3), files.Integer(4), files.Blob(5));
            }
        }

        copy.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private SqliteStatement Select(string what, IosApp app, string end)
    {
        List<string> conditions = [];
        List<string> values = [];
        foreach (string domain in app.Domains)
        {
            values.Add(domain);
            conditions.Add($"domain = ?{values.Count}");
        }

        foreach (string prefix in app.DomainPrefixes)
        {
            values.Add(prefix);
            values.Add(prefix[..^1] + (char)(prefix[^1] + 1));
            conditions.Add($"(domain >= ?{values.Count - 1} AND domain < ?{values.Count})");
        }

        SqliteStatement statement = _database.Prepare($"SELECT {what} FROM Files WHERE {string.Join(" OR ", conditions)} {end}");
        for (int i = 0; i < values.Count; i++)
        {
            statement.Bind(i + 1, values[i]);
        }

        return statement;
    }

    // A view or a virtual table in the place of a table could run anything; it has no page of its own.
    private static void Check(SqliteDatabase database)
    {
        foreach ((string table, string[] columns) in (ReadOnlySpan<(string, string[])>)[("Files", FilesColumns), ("Properties", ["key", "value"])])
        {
            using SqliteStatement statement = database.Prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?1");
            statement.Bind(1, table);
            bool isTable = statement.Step() && statement.Integer(0) > 0;
            if (!isTable || columns.Except(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase).Any())
            {
                throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, IosBackup.ManifestName, $"has no table {table} with the columns {string.Join(", ", columns)}");
            }
        }
    }
}
