using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>
/// Tells whether the store has a message: by the server's number, which is the same on all devices of an account; without one, by chat, time and content.
/// </summary>
internal sealed class KnownRows : IDisposable
{
    private static readonly string[] Columns = ["msgSvrId", "createTime"];

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _byServer;
    private readonly SqliteStatement _byContent;
    private readonly List<string> _ownIndices = [];

    public KnownRows(SqliteDatabase database)
    {
        _database = database;
        AndroidSchema schema = new(database);
        foreach (string column in Columns)
        {
            if (!schema.IsIndexed("message", column))
            {
                _ownIndices.Add($"satchel_{column}_index");
                database.Execute($"CREATE INDEX satchel_{column}_index ON message ({column})");
            }
        }

        _byServer = database.Prepare("SELECT 1 FROM message WHERE msgSvrId = ?1 LIMIT 1");
        _byContent = database.Prepare("SELECT 1 FROM message WHERE createTime = ?1 AND talker = ?2 AND content IS ?3 LIMIT 1");
    }

    /// <summary>Whether a message of the server's is there.</summary>
    public bool Has(long serverId)
    {
        _byServer.Bind(1, serverId);
        return IsThere(_byServer);
    }

    /// <summary>Whether a message is there that the server does not know.</summary>
    public bool Has(long millis, string talker, string content)
    {
        _byContent.Bind(1, millis);
        _byContent.Bind(2, talker);
        _byContent.Bind(3, content);
        return IsThere(_byContent);
    }

    /// <summary>Takes away what was only here for the looking up.</summary>
    public void Complete()
    {
        foreach (string index in _ownIndices)
        {
            _database.Execute($"DROP INDEX {index}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _byServer.Dispose();
        _byContent.Dispose();
    }

    private static bool IsThere(SqliteStatement statement)
    {
        bool found = statement.Step();
        statement.Reset();
        return found;
    }
}
