using System.Text;
using Satchel.Chats.Native;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>
/// Tells whether the store has a message: by the server's number, which is the same on all devices of an account; without one, by chat, time and content. A new store has
/// what was written to it, which memory knows up to a number; beyond it, and for the phone's own, the store itself is asked.
/// </summary>
internal sealed class KnownRows : IDisposable
{
    private const int MaxRemembered = 500_000;

    private static readonly string[] Columns = ["msgSvrId", "createTime"];

    private readonly SqliteDatabase _database;
    private readonly List<string> _ownIndices = [];
    private HashSet<long>? _serverIds;
    private HashSet<UInt128>? _contents;
    private SqliteStatement? _byServer;
    private SqliteStatement? _byContent;

    public KnownRows(SqliteDatabase database, bool isNew)
    {
        _database = database;
        if (isNew)
        {
            _serverIds = [];
            _contents = [];
        }
        else
        {
            AskStore();
        }
    }

    /// <summary>Whether a message of the server's is there.</summary>
    public bool Has(long serverId)
    {
        if (_serverIds is not null)
        {
            return _serverIds.Contains(serverId);
        }

        _byServer!.Bind(1, serverId);
        return IsThere(_byServer);
    }

    /// <summary>Whether a message is there that the server does not know.</summary>
    public bool Has(long millis, string talker, string content)
    {
        if (_contents is not null)
        {
            return _contents.Contains(HashOf(millis, talker, content));
        }

        _byContent!.Bind(1, millis);
        _byContent.Bind(2, talker);
        _byContent.Bind(3, content);
        return IsThere(_byContent);
    }

    /// <summary>Takes note of a message that was written.</summary>
    public void Add(WrittenRow row)
    {
        if (_serverIds is null || _contents is null)
        {
            return;
        }

        if (row.ServerId != 0)
        {
            _serverIds.Add(row.ServerId);
        }
        else
        {
            _contents.Add(HashOf(row.Millis, row.Chat.Talker, row.Content));
        }

        if (_serverIds.Count + _contents.Count > MaxRemembered)
        {
            _serverIds = null;
            _contents = null;
            AskStore();
        }
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
        _byServer?.Dispose();
        _byContent?.Dispose();
    }

    private void AskStore()
    {
        AndroidSchema schema = new(_database);
        foreach (string column in Columns)
        {
            if (!schema.IsIndexed("message", column))
            {
                _ownIndices.Add($"satchel_{column}_index");
                _database.Execute($"CREATE INDEX satchel_{column}_index ON message ({column})");
            }
        }

        _byServer = _database.Prepare("SELECT 1 FROM message WHERE msgSvrId = ?1 LIMIT 1");
        _byContent = _database.Prepare("SELECT 1 FROM message WHERE createTime = ?1 AND talker = ?2 AND content IS ?3 LIMIT 1");
    }

    private static UInt128 HashOf(long millis, string talker, string content) => XxHash3Library.Hash(Encoding.UTF8.GetBytes($"{millis}\0{talker}\0{content}"));

    private static bool IsThere(SqliteStatement statement)
    {
        bool found = statement.Step();
        statement.Reset();
        return found;
    }
}
