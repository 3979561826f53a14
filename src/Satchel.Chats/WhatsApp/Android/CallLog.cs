using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// The rows of <c>call_log</c> that no message row stands for, as messages of the chat they belong to: the group's
/// where a group called, else the peer's.
/// </summary>
internal sealed class CallLog : IDisposable
{
    private readonly SideCursor _cursor;
    private readonly JidDirectory _jids;
    private readonly ChatDirectory _chats;
    private long _row = long.MinValue;

    public CallLog(MsgstoreSchema schema, JidDirectory jids, ChatDirectory chats, ReaderWarnings warnings, bool wantedOnly)
    {
        _jids = jids;
        _chats = chats;
        string? sql = null;
        if (IsReadable(schema))
        {
            string notLinked = schema.Has("message_call_log", "call_log_row_id") ? "t._id NOT IN (SELECT call_log_row_id FROM message_call_log WHERE call_log_row_id IS NOT NULL)" : "1";

            // The legacy table has a call under its own id, and no table says that they are one.
            string notThere = schema.HasLegacy ? "AND coalesce(t.call_id, '') NOT IN (SELECT key_id FROM messages WHERE media_wa_type IN ('8', '10'))" : "";
            string only = wantedOnly ? "AND t._id IN (SELECT id FROM temp.wanted_calls)" : "";
            string columns = schema.Columns("call_log", "jid_row_id", "from_me", "call_id", "timestamp", "video_call", "duration", "call_result", "group_jid_row_id", "call_creator_device_jid_row_id");
            sql = $"SELECT t._id, {columns} FROM call_log t WHERE {notLinked} {notThere} {only} ORDER BY t._id";
        }

        _cursor = new SideCursor(sql is null ? null : schema.Database.Prepare(sql), "call_log", warnings);
    }

    /// <summary>The row stood on; <see cref="long.MaxValue"/> at the end.</summary>
    public long Row => _row;

    /// <summary>When the call of the row was; <see cref="long.MaxValue"/> at the end.</summary>
    public long TimeMillis => _row == long.MaxValue ? long.MaxValue : _cursor.Row.Integer(4);

    /// <summary>The chat of the call, or null where the row names nobody.</summary>
    public ChatEntry? Chat
    {
        get
        {
            string? group = _cursor.Row.Integer(8) is > 0 and long row ? _jids.Find(row) : null;
            return (group ?? _jids.Find(_cursor.Row.Integer(1))) is { } id && id.Contains('@', StringComparison.Ordinal) ? _chats.Get(id) : null;
        }
    }

    /// <summary>The call's own columns: call id, video, duration, result, from me.</summary>
    public SqliteStatement Columns => _cursor.Row;

    /// <summary>Who called in a group: the row's peer, where the owner did not.</summary>
    public string? Caller => _jids.FindPerson(_cursor.Row.Integer(9)) ?? _jids.FindPerson(_cursor.Row.Integer(1));

    /// <summary>Whether a database has a call log that can be read.</summary>
    public static bool IsReadable(MsgstoreSchema schema) => schema.Has("call_log", "jid_row_id") && schema.Has("call_log", "timestamp") && schema.Has("call_log", "call_id") && schema.Has("jid");

    /// <summary>Goes to the next row that has a chat; false at the end.</summary>
    public bool Next()
    {
        do
        {
            _row = _cursor.StepNext();
        }
        while (_row != long.MaxValue && Chat is null);

        return _row != long.MaxValue;
    }

    /// <inheritdoc/>
    public void Dispose() => _cursor.Dispose();
}
