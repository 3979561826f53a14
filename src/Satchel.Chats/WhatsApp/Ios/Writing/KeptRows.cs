using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>Whether every row that a phone's own store had is still there, unchanged but for what adding messages has to change.</summary>
internal static class KeptRows
{
    // A message's place in its chat, whether it is the newest; a chat's counters, and its pointer to the newest.
    private static readonly Dictionary<string, string[]> MayChange = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ZWAMESSAGE"] = ["ZSORT", "ZLASTSESSION"],
        ["ZWACHATSESSION"] = ["ZMESSAGECOUNTER", "ZLASTMESSAGE", "ZLASTMESSAGEDATE", "ZLASTMESSAGETEXT"],
        ["Z_PRIMARYKEY"] = ["Z_MAX"],
    };

    /// <summary>The table of a row that is gone or changed; null where there is none.</summary>
    /// <param name="path">The finished store.</param>
    /// <param name="before">The phone's own.</param>
    /// <param name="touched">The chats that got messages, whose rows alone may change.</param>
    public static string? FindChanged(string path, string before, IReadOnlyCollection<long> touched)
    {
        using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
        string uri = "file:" + Uri.EscapeDataString(Path.GetFullPath(before)).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1";
        using (SqliteStatement attach = database.Prepare("ATTACH ?1 AS before"))
        {
            attach.Bind(1, uri);
            attach.Step();
        }

        database.Execute("CREATE TEMP TABLE satchel_touched (chat INTEGER PRIMARY KEY)");
        using (SqliteStatement insert = database.Prepare("INSERT INTO satchel_touched VALUES (?1)"))
        {
            foreach (long chat in touched)
            {
                insert.Bind(1, chat);
                insert.Step();
                insert.Reset();
            }
        }

        foreach (string table in Tables(database))
        {
            if (!HasAllRows(database, table))
            {
                return table;
            }
        }

        return null;
    }

    private static List<string> Tables(SqliteDatabase database)
    {
        using SqliteStatement statement = database.Prepare("SELECT name FROM pragma_table_list WHERE schema = 'before' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite!_%' ESCAPE '!'");
        List<string> names = [];
        while (statement.Step())
        {
            names.Add(statement.Text(0));
        }

        return names;
    }

    private static bool HasAllRows(SqliteDatabase database, string table)
    {
        string name = Quoted(table);
        if (database.ReadInteger($"SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = '{table.Replace("'", "''", StringComparison.Ordinal)}'") is null)
        {
            return false;
        }

        string[] mayChange = MayChange.GetValueOrDefault(table, []);
        string chat = table.ToUpperInvariant() switch
        {
            "ZWAMESSAGE" => "o.ZCHATSESSION IN (SELECT chat FROM satchel_touched)",
            "ZWACHATSESSION" => "o.Z_PK IN (SELECT chat FROM satchel_touched)",
            _ => "1",
        };
        string[] tests = [.. database.ColumnsOf(table).Select(Test)];
        string found = $"SELECT 1 FROM before.{name} o LEFT JOIN main.{name} n ON n.rowid = o.rowid WHERE n.rowid IS NULL OR {string.Join(" OR ", tests)} LIMIT 1";
        return database.ReadInteger(found) is null;

        string Test(string column)
        {
            string quoted = Quoted(column);
            string differs = $"n.{quoted} IS NOT o.{quoted}";
            return mayChange.Contains(column, StringComparer.OrdinalIgnoreCase) ? $"({differs} AND NOT ({chat}))" : differs;
        }
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
