using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The tables and columns that this writer knows: those of the built-in schemas.</summary>
internal static class StoreShape
{
    private static readonly Lazy<Dictionary<string, HashSet<string>>> Known = new(Read);

    /// <summary>The columns of a table that are known, in upper case; none where the table is not.</summary>
    public static IReadOnlySet<string> ColumnsOf(string table) =>
        Known.Value.TryGetValue(table, out HashSet<string>? columns) ? columns : new HashSet<string>();

    private static Dictionary<string, HashSet<string>> Read()
    {
        Dictionary<string, HashSet<string>> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (string schema in (string[])["ChatStorage", "ContactsV2", "CallHistory"])
        {
            using SqliteDatabase database = SqliteDatabase.OpenForWriting(":memory:");
            database.Execute(WorkingStore.Schema(schema));
            using SqliteStatement statement = database.Prepare("SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'");
            while (statement.Step())
            {
                if (!known.TryGetValue(statement.Text(0), out HashSet<string>? columns))
                {
                    known[statement.Text(0)] = columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                }

                columns.Add(statement.Text(1));
            }
        }

        return known;
    }
}
