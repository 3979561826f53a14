using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>What the files of messages are called, as <c>message_resource.db</c> says by the server's id; asked where the message itself does not say.</summary>
internal sealed class ResourceNames
{
    private const string Table = "MessageResourceInfo";
    private readonly List<SqliteDatabase> _databases = [];

    /// <summary>Adds a database that has the table.</summary>
    public void Add(SqliteDatabase database)
    {
        HashSet<string> columns = new(database.ColumnsOf(Table), StringComparer.OrdinalIgnoreCase);
        if (columns.Contains("message_svr_id") && columns.Contains("packed_info"))
        {
            database.Execute(
                $"""
                 CREATE TEMP TABLE satchel_resources (id INTEGER PRIMARY KEY, info BLOB);
                 INSERT OR IGNORE INTO temp.satchel_resources SELECT message_svr_id, packed_info FROM {Table} WHERE typeof(message_svr_id) = 'integer' AND message_svr_id <> 0 AND packed_info IS NOT NULL;
                 """);
            _databases.Add(database);
        }
    }

    /// <summary>The name; null where nothing says.</summary>
    public string? Find(long serverId)
    {
        foreach (SqliteDatabase database in _databases)
        {
            using SqliteStatement row = database.Prepare("SELECT info FROM temp.satchel_resources WHERE id = ?1");
            row.Bind(1, serverId);
            if (row.Step() && PackedInfo.FindAny(row.Blob(0)) is { } name)
            {
                return name;
            }
        }

        return null;
    }
}
