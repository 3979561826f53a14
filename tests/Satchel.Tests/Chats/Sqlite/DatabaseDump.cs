using System.Globalization;
using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

/// <summary>All that SQLite says of a database, as text to compare: pragmas, schema, and each value with its storage class.</summary>
internal static class DatabaseDump
{
    private static readonly string[] Pragmas = ["page_size", "encoding", "auto_vacuum", "user_version", "application_id"];

    public static List<string> Of(string path)
    {
        using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
        return Of(database);
    }

    public static List<string> Of(SqliteDatabase database)
    {
        List<string> lines = [.. Pragmas.Select(pragma => $"{pragma} {Lines(database, $"PRAGMA {pragma}").Single()}")];
        lines.AddRange(Lines(database, "SELECT rowid, type, name, tbl_name, rootpage > 0, sql FROM sqlite_schema ORDER BY rowid"));
        foreach (string table in Lines(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY rowid"))
        {
            string quoted = $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            string columns = string.Join(", ", Names(database, table).Select(name => $"typeof(\"{name}\"), quote(\"{name}\")"));
            bool hasRowId = database.ReadInteger($"SELECT count(*) FROM pragma_index_list('{table.Replace("'", "''", StringComparison.Ordinal)}') l WHERE origin = 'pk' AND NOT EXISTS (SELECT 1 FROM pragma_index_xinfo(l.name) WHERE cid = -1)") == 0;
            lines.Add(table);
            List<string> rows = Lines(database, $"SELECT {(hasRowId ? "rowid, " : "")}{columns} FROM {quoted}{(hasRowId ? " ORDER BY rowid" : "")}");
            if (!hasRowId)
            {
                rows.Sort(StringComparer.Ordinal);   // old schema formats know no descending keys
            }

            lines.AddRange(rows);
        }

        return lines;
    }

    public static string Integrity(string path)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        return string.Join("\n", Lines(database, "PRAGMA integrity_check"));
    }

    private static List<string> Names(SqliteDatabase database, string table)
    {
        using SqliteStatement statement = database.Prepare("SELECT name FROM pragma_table_xinfo(?1)");
        statement.Bind(1, table);
        List<string> names = [];
        while (statement.Step())
        {
            names.Add(statement.Text(0).Replace("\"", "\"\"", StringComparison.Ordinal));
        }

        return names;
    }

    private static List<string> Lines(SqliteDatabase database, string sql)
    {
        using SqliteStatement statement = database.Prepare(sql);
        List<string> lines = [];
        StringBuilder line = new();
        while (statement.Step())
        {
            line.Clear();
            for (int i = 0; i < statement.ColumnCount; i++)
            {
                line.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "|" : "")}{(statement.IsNull(i) ? "∅" : statement.Text(i))}");
            }

            lines.Add(line.ToString());
        }

        return lines;
    }
}
