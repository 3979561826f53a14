using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp;

/// <summary>
/// Which of the tables and columns that a reader knows a database has. Columns are appended by the app's upgrades, so
/// their order differs between phones; every one is asked for by name, and one that is not there reads as NULL.
/// </summary>
internal class KnownTables
{
    private readonly Dictionary<string, HashSet<string>> _columns = new(StringComparer.OrdinalIgnoreCase);

    public KnownTables(SqliteDatabase database, IReadOnlySet<string> known)
    {
        Database = database;
        List<string> tables = [];
        using (SqliteStatement names = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))
        {
            while (names.Step() && tables.Count < WhatsAppLimits.MaxTables)
            {
                tables.Add(names.Text(0));
            }
        }

        foreach (string table in tables)
        {
            if (known.Contains(table))
            {
                _columns[table] = new HashSet<string>(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>The database.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Whether there is such a table.</summary>
    public bool Has(string table) => _columns.ContainsKey(table);

    /// <summary>Whether there is such a table with such a column.</summary>
    public bool Has(string table, string column) => _columns.TryGetValue(table, out HashSet<string>? columns) && columns.Contains(column);

    /// <summary>A column of a table that stands in a query under an alias: its name, or NULL where the table lacks it.</summary>
    public string Column(string table, string column, string alias = "t") => Has(table, column) ? $"{alias}.\"{column}\"" : "NULL";

    /// <summary>Several columns, with commas between them.</summary>
    public string Columns(string table, params ReadOnlySpan<string> columns)
    {
        var list = new System.Text.StringBuilder();
        foreach (string column in columns)
        {
            list.Append(list.Length > 0 ? ", " : "").Append(Column(table, column));
        }

        return list.ToString();
    }
}
