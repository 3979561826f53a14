using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>The messages of one chat in one database.</summary>
/// <param name="DatabasePath">The database below the source's root.</param>
/// <param name="Database">The database.</param>
/// <param name="Name">The table's name.</param>
/// <param name="Hash">The hash of the chat's user name, in lower case.</param>
/// <param name="Columns">The columns there are.</param>
internal sealed record ChatTable(string DatabasePath, SqliteDatabase Database, string Name, string Hash, IReadOnlySet<string> Columns)
{
    private static readonly string[] Starts = ["Chat_", "Hello_"];

    /// <summary>What the columns of a row are selected as, from column 1 on; the first is the row's number.</summary>
    public string Selection { get; } = string.Join(", ", new[] { "MesLocalID", "MesSvrID", "CreateTime", "Message", "Status", "Type", "Des" }.Select(column => Columns.Contains(column) ? $"\"{column}\"" : "NULL"));

    /// <summary>The table's name as a statement has it.</summary>
    public string Quoted => $"\"{Name}\"";

    /// <summary>The hash that a table's name tells; null where it holds no messages.</summary>
    public static string? HashOf(string table)
    {
        foreach (string start in Starts)
        {
            if (table.StartsWith(start, StringComparison.OrdinalIgnoreCase) && WeChatIds.IsHash(table.AsSpan(start.Length)))
            {
                return table[start.Length..].ToLowerInvariant();
            }
        }

        return null;
    }

    /// <summary>The tables of messages of a database, in the order of their names.</summary>
    public static IEnumerable<ChatTable> In(string path, SqliteDatabase database)
    {
        List<string> names = [];
        using (SqliteStatement tables = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"))
        {
            for (int seen = 0; seen < WeChatIosLimits.MaxTables && tables.Step(); seen++)
            {
                if (HashOf(tables.Text(0)) is not null)
                {
                    names.Add(tables.Text(0));
                }
            }
        }

        foreach (string name in names)
        {
            HashSet<string> columns = new(database.ColumnsOf(name), StringComparer.OrdinalIgnoreCase);
            if (columns.Contains("Message") && columns.Contains("CreateTime"))
            {
                yield return new ChatTable(path, database, name, HashOf(name)!, columns);
            }
        }
    }
}
