using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The rows of table <c>jid</c> by the ids they stand for: those that are there are used, others made.</summary>
internal sealed class TargetJids : IDisposable
{
    private const long User = 0;
    private const long Group = 1;
    private const long BroadcastList = 3;
    private const long StatusFeed = 5;
    private const long Server = 7;
    private const long OwnStatus = 11;
    private const long Lid = 18;

    private readonly TargetStore _store;
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _typeOfServer = new(StringComparer.Ordinal);
    private readonly RowInsert _insert;

    public TargetJids(TargetStore store)
    {
        _store = store;
        Existing = new JidDirectory(new MsgstoreSchema(store.Database));
        ReadRows();
        _insert = new RowInsert(store, "jid", ["_id", "user", "server", "type", "raw_string"], ("agent", "0"), ("device", "0"));
    }

    /// <summary>What the store's own rows stand for.</summary>
    public JidDirectory Existing { get; }

    /// <summary>The id that the store knows somebody under: the phone number's where it joins a LID with one.</summary>
    public string Resolve(string id) => Existing.Find(id) ?? id;

    /// <summary>The row of an id; made where it is not there.</summary>
    public long Row(string id)
    {
        if (_rows.TryGetValue(id, out long row))
        {
            return row;
        }

        string resolved = Resolve(id);
        if (!_rows.TryGetValue(resolved, out row))
        {
            row = Insert(resolved);
            _rows[resolved] = row;
        }

        _rows[id] = row;
        return row;
    }

    /// <summary>The row of an id, 0 where there is no id.</summary>
    public long RowOrNone(string? id) => string.IsNullOrEmpty(id) ? 0 : Row(id);

    /// <inheritdoc/>
    public void Dispose() => _insert.Dispose();

    private void ReadRows()
    {
        string agent = _store.Has("jid", "agent") ? "coalesce(agent, 0)" : "0";
        string device = _store.Has("jid", "device") ? "coalesce(device, 0)" : "0";
        string type = _store.Has("jid", "type") ? "type" : "NULL";
        string raw = _store.Has("jid", "raw_string") ? "raw_string" : "''";
        using SqliteStatement statement = _store.Database.Prepare($"SELECT _id, user, server, {raw}, {type} FROM jid WHERE {agent} = 0 AND {device} = 0 ORDER BY _id");
        while (statement.Step())
        {
            if (Jid.Of(statement.Text(1), statement.Text(2), statement.Text(3)) is { } id)
            {
                _rows.TryAdd(id, statement.Integer(0));
                if (!statement.IsNull(4))
                {
                    _typeOfServer.TryAdd(Class(id), statement.Integer(4));
                }
            }
        }
    }

    private long Insert(string id)
    {
        int at = id.IndexOf('@', StringComparison.Ordinal);
        string user = at < 0 ? "" : id[..at];
        string server = at < 0 ? id : id[(at + 1)..];
        long row = _store.NextRow("jid");
        _insert.Add(row).Add(user).Add(server).Add(_typeOfServer.TryGetValue(Class(id), out long type) ? type : TypeOf(id)).Add(id).Insert();
        return row;
    }

    // Ids of one class have one type: what the store's own rows say goes before what we know.
    private static string Class(string id) => id is "status@broadcast" or "0@s.whatsapp.net" ? id : Jid.ServerOf(id).ToString();

    private static long TypeOf(string id) => id switch
    {
        "status@broadcast" => StatusFeed,
        "0@s.whatsapp.net" => Server,
        _ => Jid.ServerOf(id) switch
        {
            "g.us" => Group,
            "broadcast" => BroadcastList,
            "status_me" => OwnStatus,
            "lid" => Lid,
            _ => User,
        },
    };
}
