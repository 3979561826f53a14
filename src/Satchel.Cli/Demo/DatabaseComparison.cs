using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.Cli.Demo;

/// <summary>Compares two SQLite databases through SQLite itself: settings, schema, and every row of every table with its storage classes.</summary>
internal static class DatabaseComparison
{
    private static readonly string[] Settings = ["page_size", "encoding", "user_version", "application_id", "auto_vacuum"];

    /// <summary>Compares them.</summary>
    /// <returns>How many rows are equal.</returns>
    /// <exception cref="CommandException">Something differs.</exception>
    public static long Compare(string expectedPath, string actualPath, CancellationToken cancellationToken)
    {
        using SqliteDatabase expected = SqliteDatabase.OpenImmutable(expectedPath);
        using SqliteDatabase actual = SqliteDatabase.OpenImmutable(actualPath);
        foreach (string setting in Settings)
        {
            Compare(expected, actual, $"PRAGMA {setting}", actualPath, cancellationToken);
        }

        using (SqliteStatement check = actual.Prepare("PRAGMA integrity_check"))
        {
            if (!check.Step() || check.Text(0) != "ok")
            {
                throw Different(actualPath, "PRAGMA integrity_check");
            }
        }

        Compare(expected, actual, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid", actualPath, cancellationToken);
        long rows = 0;
        foreach (string table in Tables(expected))
        {
            rows += Compare(expected, actual, Everything(expected, table), actualPath, cancellationToken);
        }

        return rows;
    }

    private static List<string> Tables(SqliteDatabase database)
    {
        using SqliteStatement names = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'");
        List<string> tables = [];
        while (names.Step())
        {
            tables.Add(names.Text(0));
        }

        return tables;
    }

    private static string Everything(SqliteDatabase database, string table)
    {
        string quoted = "\"" + table.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        try
        {
            database.Prepare($"SELECT rowid FROM {quoted} LIMIT 0").Dispose();
            return $"SELECT rowid, * FROM {quoted} ORDER BY rowid";
        }
        catch (ChatFormatException)
        {
            return $"SELECT * FROM {quoted}"; // WITHOUT ROWID: its primary key orders it
        }
    }

    private static long Compare(SqliteDatabase expected, SqliteDatabase actual, string query, string path, CancellationToken cancellationToken)
    {
        using SqliteStatement wanted = expected.Prepare(query);
        using SqliteStatement found = actual.Prepare(query);
        long rows = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool more = wanted.Step();
            if (more != found.Step())
            {
                throw Different(path, query);
            }

            if (!more)
            {
                return rows;
            }

            rows++;
            for (int column = 0; column < wanted.ColumnCount; column++)
            {
                if (wanted.TypeOf(column) != found.TypeOf(column) || !wanted.Blob(column).SequenceEqual(found.Blob(column)))
                {
                    throw Different(path, query);
                }
            }
        }
    }

    private static CommandException Different(string path, string query) =>
        new(ExitCode.Failed, ErrorAnchor.Unexpected, $"{path}: '{query}' gives something else than before");
}
