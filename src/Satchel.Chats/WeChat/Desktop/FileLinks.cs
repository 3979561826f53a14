using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Which file has which MD5, as the tables of "hard links" say. Kept in a temporary table, whose size memory does not feel.</summary>
internal sealed class FileLinks
{
    private readonly List<SqliteDatabase> _databases = [];

    /// <summary>Where a file lies: the folders and the name.</summary>
    /// <param name="First">The first folder, or empty.</param>
    /// <param name="Second">The second, or empty.</param>
    /// <param name="Name">The file's name.</param>
    public readonly record struct Link(string First, string Second, string Name);

    /// <summary>An MD5 as text, however the column has it.</summary>
    public static string HashOf(SqliteValue value) => value.Type switch
    {
        SqliteType.Blob => Convert.ToHexStringLower(value.Bytes),
        SqliteType.Text => Encoding.UTF8.GetString(value.Bytes).ToLowerInvariant(),
        _ => "",
    };

    /// <summary>Adds rows of a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="kind">What the files are.</param>
    /// <param name="select">Gives the MD5, the folders and the name.</param>
    public void Add(SqliteDatabase database, string kind, string select)
    {
        if (!_databases.Contains(database))
        {
            database.Execute("CREATE TEMP TABLE IF NOT EXISTS satchel_links (kind TEXT, hash TEXT, first TEXT, second TEXT, name TEXT, PRIMARY KEY (kind, hash)) WITHOUT ROWID");
            _databases.Add(database);
        }

        // What stands there first is what the app made last, because the newest table is added first.
        database.Execute(
            $"""
             INSERT OR IGNORE INTO temp.satchel_links
             SELECT '{kind}', CASE typeof(h) WHEN 'blob' THEN lower(hex(h)) ELSE lower(h) END, coalesce(f, ''), coalesce(s, ''), n
             FROM (SELECT NULL AS h, NULL AS f, NULL AS s, NULL AS n WHERE 0 UNION ALL {select}) WHERE h IS NOT NULL AND n <> ''
             """);
    }

    /// <summary>Where the file with an MD5 lies; null where nothing says.</summary>
    public Link? Find(string hash, string kind)
    {
        foreach (SqliteDatabase database in _databases)
        {
            using SqliteStatement row = database.Prepare("SELECT first, second, name FROM temp.satchel_links WHERE kind = ?1 AND hash = ?2");
            row.Bind(1, kind);
            row.Bind(2, hash);
            if (row.Step())
            {
                return new Link(row.Text(0), row.Text(1), row.Text(2));
            }
        }

        return null;
    }
}
