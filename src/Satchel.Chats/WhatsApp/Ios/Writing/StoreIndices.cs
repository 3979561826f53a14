using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// The indices of the tables that get most rows. They are set aside while rows are added and made again afterwards, from their own words, because sorting all
/// at once costs far less than finding each row's place in a dozen indices. In a store that is large already they stay.
/// </summary>
internal sealed class StoreIndices
{
    private const long MaxRowsToSetAside = 200_000;

    private readonly SqliteDatabase _database;
    private readonly List<string> _words = [];

    private StoreIndices(SqliteDatabase database) => _database = database;

    /// <summary>Sets the indices aside.</summary>
    public static StoreIndices SetAside(SqliteDatabase database)
    {
        StoreIndices indices = new(database);
        if ((database.ReadInteger("SELECT count(*) FROM (SELECT 1 FROM ZWAMESSAGE LIMIT " + (MaxRowsToSetAside + 1) + ")") ?? 0) > MaxRowsToSetAside)
        {
            return indices;
        }

        List<string> names = [];
        using (SqliteStatement statement = database.Prepare(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('ZWAMESSAGE', 'ZWAMEDIAITEM', 'ZWAMESSAGEINFO', 'ZWAMESSAGEDATAITEM') AND sql LIKE 'CREATE INDEX%'"))
        {
            while (statement.Step())
            {
                names.Add(statement.Text(0));
                indices._words.Add(statement.Text(1));
            }
        }

        foreach (string name in names)
        {
            database.Execute($"DROP INDEX \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        return indices;
    }

    /// <summary>Makes them again.</summary>
    public void Restore()
    {
        foreach (string words in _words)
        {
            _database.Execute(words);
        }
    }
}
