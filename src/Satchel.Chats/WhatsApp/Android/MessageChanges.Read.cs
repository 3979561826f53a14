using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <content>From touched rows to messages.</content>
internal sealed partial class MessageChanges
{
    private readonly Dictionary<RowKey, RowBefore> _now = [];
    private readonly Dictionary<long, string> _edits = [];
    private readonly Dictionary<long, string> _revoked = [];
    private readonly Dictionary<long, long> _links = [];
    private readonly Dictionary<long, CallBefore> _callsNow = [];
    private readonly HashSet<long> _linkedBefore = [];

    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken)
    {
        Resolve();
        if (_everything)
        {
            throw new InvalidOperationException("Everything changed: read all messages and compare them.");
        }

        _schema.Database.Refill("wanted", _touched);
        _schema.Database.Refill("wanted_calls", _touchedCalls);
        LoadSides();
        HashSet<RowKey> live = [];
        foreach (MessageRow row in _reader.ReadWantedRows(cancellationToken))
        {
            live.Add(row.Key);
            _now.TryAdd(row.Key, new RowBefore(0, row.Chat.Id, row.SentMillis, row.KeyId, row.Type));
        }

        // Removals first: a message may have gone from one row to another.
        foreach (MessageChange removed in Removals(live))
        {
            yield return removed;
        }

        foreach (ReadItem item in _reader.ReadWanted(cancellationToken))
        {
            MessagePlace? before = item.Key.Table == RowTable.Call ? CallPlace(item.Key.Row) : Place(item.Key);
            yield return new MessageChange(before, item.Message);
        }
    }

    private IEnumerable<MessageChange> Removals(HashSet<RowKey> live)
    {
        foreach (long row in _touched)
        {
            foreach (RowTable table in (RowTable[])[RowTable.Modern, RowTable.Legacy])
            {
                RowKey key = new(table, row);
                if (!live.Contains(key) && Place(key) is { } place)
                {
                    yield return new MessageChange(place, null);
                }
            }
        }

        HashSet<long> calls = [];
        using (SqliteStatement statement = CallRows())
        {
            while (statement.Step())
            {
                calls.Add(statement.Integer(0));
            }
        }

        foreach (long row in _touchedCalls)
        {
            if (CallPlace(row) is { } place && (!calls.Contains(row) || CallChat(_callsNow.GetValueOrDefault(row)) is null))
            {
                yield return new MessageChange(place, null);
            }
        }
    }

    // Which rows of the call log are messages of their own now.
    private SqliteStatement CallRows() => _schema.Database.Prepare(!CallLog.IsReadable(_schema)
        ? "SELECT 0 WHERE 0"
        : _schema.Has("message_call_log", "call_log_row_id")
            ? "SELECT _id FROM call_log WHERE _id IN (SELECT id FROM temp.wanted_calls) AND _id NOT IN (SELECT call_log_row_id FROM message_call_log WHERE call_log_row_id IS NOT NULL)"
            : "SELECT _id FROM call_log WHERE _id IN (SELECT id FROM temp.wanted_calls)");

    private MessagePlace? Place(RowKey key)
    {
        if (!_rows.TryGetValue(key, out RowBefore? noted))
        {
            noted = _now.TryGetValue(key, out RowBefore now) ? now : null;
        }

        if (noted is not { } row)
        {
            return null;
        }

        string? chat = row.ChatId ?? (_chatsBefore.TryGetValue(row.ChatRow, out string? before) ? before : _chats.Find(row.ChatRow)?.Id);
        return chat is null ? null : new MessagePlace(PlaceTime(row.SentAtMillis), chat, NativeId(key.Row, row));
    }

    // As MessageComposer finds it: a call's id, then the id before an edit, then the id before a revocation.
    private string? NativeId(long messageRow, RowBefore row)
    {
        string? id = row.KeyId.Length > 0 ? row.KeyId : null;
        if (MessageTypes.KindOf(row.Type) == MessageKind.Call && LinkBefore(messageRow) is { } call && CallBeforeOf(call) is { CallId.Length: > 0 } log)
        {
            id = log.CallId;
        }

        if (Before(_editsBefore, _edits, messageRow) is { Length: > 0 } sent)
        {
            id = sent;
        }

        return MessageTypes.KindOf(row.Type) == MessageKind.Revoked && Before(_revokedBefore, _revoked, messageRow) is { Length: > 0 } original ? original : id;
    }

    private static string? Before(Dictionary<long, string?> noted, Dictionary<long, string> now, long row) =>
        noted.TryGetValue(row, out string? before) ? before : now.GetValueOrDefault(row);

    private long? LinkBefore(long messageRow) =>
        _linksBefore.TryGetValue(messageRow, out long? before) ? before : _links.TryGetValue(messageRow, out long now) ? now : null;

    private CallBefore? CallBeforeOf(long callRow) =>
        _calls.TryGetValue(callRow, out CallBefore? before) ? before : _callsNow.TryGetValue(callRow, out CallBefore now) ? now : null;

    private MessagePlace? CallPlace(long callRow)
    {
        if (CallBeforeOf(callRow) is not { } call || CallChat(call) is not { } chat)
        {
            return null;
        }

        // A call that a message row stood for was not a message of its own.
        return _linkedBefore.Contains(callRow) ? null : new MessagePlace(PlaceTime(call.Millis), chat, call.CallId.Length > 0 ? call.CallId : null);
    }

    private string? CallChat(CallBefore call)
    {
        string? id = (call.GroupRow > 0 ? _jids.Find(call.GroupRow) : null) ?? _jids.Find(call.JidRow);
        return id?.Contains('@', StringComparison.Ordinal) == true ? id : null;
    }

    private static long PlaceTime(long millis) => millis is >= 0 and <= WhatsAppLimits.MaxTimeMillis ? millis : 0;

    // Finds what the noted rows reach through other tables; once.
    private void Resolve()
    {
        if (_resolved)
        {
            return;
        }

        _resolved = true;
        _everything |= MapReachesOldRows() || JidsFillHoles();
        if (_everything)
        {
            return;
        }

        _schema.Database.Refill("wanted", _addOns);
        Follow(_addOns.Count > 0 && _schema.Has("message_add_on", "parent_message_row_id"), "SELECT parent_message_row_id FROM message_add_on WHERE _id IN (SELECT id FROM temp.wanted)", _touched);
        _schema.Database.Refill("wanted", _quotes);
        Follow(_quotes.Count > 0 && _schema.Has("messages", "quoted_row_id"), "SELECT _id FROM messages WHERE quoted_row_id IN (SELECT id FROM temp.wanted)", _touched);
        _schema.Database.Refill("wanted_calls", _touchedCalls);
        Follow(_touchedCalls.Count > 0 && _schema.Has("message_call_log", "call_log_row_id"), "SELECT message_row_id FROM message_call_log WHERE call_log_row_id IN (SELECT id FROM temp.wanted_calls)", _touched);
        FollowChats();
        FollowThumbnails();
    }

    private void Follow(bool there, string sql, HashSet<long> into)
    {
        if (!there)
        {
            return;
        }

        using SqliteStatement statement = _schema.Database.Prepare(sql);
        while (!_everything && statement.Step())
        {
            Keep(into, statement.Integer(0));
        }
    }

    // A chat that came, went or is another's now: what its messages are called changes without their rows changing.
    private void FollowChats()
    {
        if (_chatsBefore.Count == 0 || !_schema.HasModern)
        {
            return;
        }

        _schema.Database.Refill("wanted", _chatsBefore.Keys);
        using SqliteStatement statement = _schema.Database.Prepare(
            $"SELECT t._id, t.chat_row_id, {_schema.Columns("message", "timestamp", "key_id", "message_type")} FROM message t WHERE t.chat_row_id IN (SELECT id FROM temp.wanted)");
        while (!_everything && statement.Step())
        {
            Touch(statement.Integer(0));
            _now[new RowKey(RowTable.Modern, statement.Integer(0))] =
                new RowBefore(statement.Integer(1), null, statement.Integer(2), statement.Text(3), statement.IsNull(4) ? -1 : statement.Integer(4));
        }
    }

    private void FollowThumbnails()
    {
        if (_thumbnails.Count == 0 || !_schema.HasLegacy)
        {
            return;
        }

        _schema.Database.Execute("CREATE TEMP TABLE IF NOT EXISTS wanted_keys (chat TEXT, from_me INTEGER, key TEXT)");
        _schema.Database.Refill("wanted_keys", 3, _thumbnails, static (insert, thumbnail) =>
        {
            (string chat, long fromMe, string key) = thumbnail;
            insert.Bind(1, chat);
            insert.Bind(2, fromMe);
            insert.Bind(3, key);
        });
        Follow(there: true, "SELECT m._id FROM temp.wanted_keys k JOIN messages m ON m.key_remote_jid = k.chat AND m.key_from_me = k.from_me AND m.key_id = k.key", _touched);
    }

    // A LID that earlier rows named already, or the owner's own, now reads as another id in every message that names it.
    private bool MapReachesOldRows()
    {
        if (_mappedLids.Count == 0)
        {
            return false;
        }

        HashSet<string> lids = new(StringComparer.Ordinal);
        using SqliteStatement statement = _schema.Database.Prepare("SELECT _id, user, server, raw_string FROM jid");
        List<(long Row, string Id)> rows = [];
        while (statement.Step())
        {
            if (Jid.Of(statement.Text(1), statement.Text(2), statement.Text(3)) is { } id && Jid.ServerOf(id) is not "s.whatsapp.net")
            {
                rows.Add((statement.Integer(0), id));
                if (_mappedLids.Contains(statement.Integer(0)))
                {
                    lids.Add(id);
                }
            }
        }

        return rows.Exists(row => lids.Contains(row.Id) && (!_newJids.Contains(row.Row) || Jid.ServerOf(row.Id) is "lid_me"))
            || _mappedLids.Any(row => _previous.Find(_databasePath, "jid", row) is not null);
    }

    // New ids come after all others. One that takes the place of an id that was missing may be named by old rows.
    private bool JidsFillHoles() =>
        _newJids.Count > 0 && _schema.Database.ReadInteger($"SELECT count(*) FROM jid WHERE _id >= {_newJids.Min()}") is { } count && count > _newJids.Count;

    private void LoadSides()
    {
        Load("message_edit_info", "original_key_id", statement => _edits[statement.Integer(0)] = statement.Text(1));
        Load("message_revoked", "revoked_key_id", statement => _revoked[statement.Integer(0)] = statement.Text(1));
        Load("message_call_log", "call_log_row_id", statement => _links[statement.Integer(0)] = statement.Integer(1));
        _linkedBefore.UnionWith(_linksBefore.Values.OfType<long>());
        _linkedBefore.UnionWith(_links.Where(link => !_linksBefore.ContainsKey(link.Key)).Select(link => link.Value));
        if (!CallLog.IsReadable(_schema))
        {
            return;
        }

        _schema.Database.Refill("wanted_calls", _touchedCalls.Concat(_links.Values).Concat(_linksBefore.Values.Select(link => link ?? 0)));
        using (SqliteStatement statement = _schema.Database.Prepare(
            $"SELECT t._id, {_schema.Columns("call_log", "jid_row_id", "group_jid_row_id", "timestamp", "call_id")} FROM call_log t WHERE t._id IN (SELECT id FROM temp.wanted_calls)"))
        {
            while (statement.Step())
            {
                _callsNow[statement.Integer(0)] = new CallBefore(statement.Integer(1), statement.Integer(2), statement.Integer(3), statement.Text(4));
            }
        }

        _schema.Database.Refill("wanted_calls", _touchedCalls);
    }

    private void Load(string table, string column, Action<SqliteStatement> keep)
    {
        if (!_schema.Has(table, "message_row_id") || !_schema.Has(table, column))
        {
            return;
        }

        using SqliteStatement statement = _schema.Database.Prepare($"SELECT message_row_id, {column} FROM {table} WHERE message_row_id IN (SELECT id FROM temp.wanted)");
        while (statement.Step())
        {
            keep(statement);
        }
    }
}
