using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <content>The rows of <c>message</c> and of the legacy <c>messages</c>, merged by their number.</content>
internal sealed partial class MessagePass
{
    private static readonly string[] ModernColumns =
    [
        "chat_row_id", "from_me", "key_id", "sender_jid_row_id", "status", "origination_flags", "origin", "timestamp", "received_timestamp",
        "message_type", "text_data", "starred", "view_mode",
    ];

    private static readonly string[] LegacyColumns =
    [
        "key_remote_jid", "key_from_me", "key_id", "remote_resource", "status", "origin", "timestamp", "received_timestamp",
        "media_wa_type", "data", "starred",
    ];

    private readonly MessageRow _row = new();
    private SideCursor? _modern;
    private SideCursor? _legacy;
    private long _modernId = long.MinValue;
    private long _legacyId = long.MinValue;

    /// <summary>Goes to the next message row that has a chat; null at the end. The same object each time.</summary>
    public MessageRow? Next(JidDirectory jids, ChatDirectory chats)
    {
        _modern ??= OpenModern();
        _legacy ??= OpenLegacy();
        while (true)
        {
            if (_modernId <= _row.Id && _modernId != long.MaxValue || _modernId == long.MinValue)
            {
                _modernId = _modern.StepNext();
            }

            if (_legacyId <= _row.Id && _legacyId != long.MaxValue || _legacyId == long.MinValue)
            {
                _legacyId = _legacy.StepNext();
            }

            if (_modernId == long.MaxValue && _legacyId == long.MaxValue)
            {
                return null;
            }

            if (_modernId <= _legacyId ? ReadModern(_modern.Row, jids, chats) : ReadLegacy(_legacy.Row, jids, chats))
            {
                return _row;
            }
        }
    }

    private SideCursor OpenModern() => _schema.HasModern
        ? OpenRows("message", $"SELECT t._id, {_schema.Columns("message", ModernColumns)} FROM message t WHERE", "")
        : new SideCursor(null, "message", _warnings);

    private SideCursor OpenLegacy() => _schema.HasLegacy
        ? OpenRows(
            "messages",
            $"""
             SELECT t._id, {_schema.Columns("messages", LegacyColumns)}, {_schema.Columns("messages", LegacyFields.Names)},
               {(_schema.Has("messages", "raw_data") ? "length(t.raw_data)" : "NULL")}
             FROM messages t WHERE
             """,
            _schema.HasModern ? "AND t._id NOT IN (SELECT id FROM temp.superseded)" : "")
        : new SideCursor(null, "messages", _warnings);

    private SideCursor OpenRows(string table, string select, string and) => new(
        _schema.Database.Prepare($"{select} t._id {_only} {and} ORDER BY t._id"),
        table,
        _warnings,
        _wantedOnly ? null : after => After($"{select} t._id > ?1 {and} ORDER BY t._id", after));

    private bool ReadModern(SqliteStatement row, JidDirectory jids, ChatDirectory chats)
    {
        MessageRow into = _row;
        into.Id = _modernId;
        long chatRow = row.Integer(1);
        if (chatRow < 1)
        {
            return false;   // the sentinel that every database begins with, or a row that was taken out of its chat
        }

        if (chats.Find(chatRow) is not { } chat)
        {
            _warnings.Add("a message names a chat that is not there and was left out");
            return false;
        }

        long sender = row.Integer(4);
        into.IsLegacy = false;
        into.Legacy = null;
        into.Chat = chat;
        into.FromMe = row.Integer(2) != 0;
        into.KeyId = row.Text(3);
        into.Sender = sender > 0 ? jids.FindPerson(sender) : null;
        into.Status = row.Integer(5);
        into.OriginationFlags = row.Integer(6);
        into.Origin = row.Integer(7);
        into.SentMillis = row.Integer(8);
        into.ReceivedMillis = row.Integer(9);
        into.Type = row.IsNull(10) ? -1 : row.Integer(10);
        into.Text = row.TextOrNull(11);
        into.Starred = row.Integer(12) > 0;
        into.ViewMode = row.Integer(13);
        return true;
    }

    private bool ReadLegacy(SqliteStatement row, JidDirectory jids, ChatDirectory chats)
    {
        MessageRow into = _row;
        into.Id = _legacyId;
        if (jids.Find(row.Text(1)) is not { } chatId || !chatId.Contains('@', StringComparison.Ordinal))
        {
            return false;   // the sentinel: its chat is "-1"
        }

        into.IsLegacy = true;
        into.Legacy = new LegacyFields(row, 1 + LegacyColumns.Length);
        into.Chat = chats.Get(chatId);
        into.FromMe = row.Integer(2) != 0;
        into.KeyId = row.Text(3);
        into.Sender = jids.Find(row.Text(4)) is { } sender && Jid.IsPerson(sender) ? sender : null;
        into.Status = row.Integer(5);
        into.OriginationFlags = into.Legacy.Forwarded > 0 ? 1 : 0;
        into.Origin = row.Integer(6);
        into.SentMillis = row.Integer(7);
        into.ReceivedMillis = row.Integer(8);
        into.Type = row.IsNull(9) ? -1 : row.Integer(9);
        into.Text = row.TextOrNull(10);
        into.Starred = row.Integer(11) > 0;
        into.ViewMode = 0;
        if (into.Legacy.EditVersion == 7)
        {
            into.Type = MessageTypes.Revoked;
        }
        else if (into.Type == MessageTypes.Text && into.Status == 6)
        {
            into.Type = MessageTypes.System;
        }

        return true;
    }
}
