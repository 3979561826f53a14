using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// Works out which messages a set of changed rows touches: <see cref="Note"/> keeps row numbers only, and what the
/// message rows were; <see cref="Read"/> then reads the touched messages with the same cursors as a whole pass.
/// </summary>
internal sealed partial class MessageChanges : IMessageChanges
{
    private static readonly HashSet<string> SideTables = new(WhatsAppTables.OfMessages, StringComparer.OrdinalIgnoreCase);

    private readonly WhatsAppReader _reader;
    private readonly MsgstoreSchema _schema;
    private readonly JidDirectory _jids;
    private readonly ChatDirectory _chats;
    private readonly IRowLookup _previous;
    private readonly string _databasePath;
    private readonly RowFields _fields;
    private readonly bool _hasBoth;

    // What was noted: touched messages by row; rows of the message tables as they were (null: not there).
    private readonly HashSet<long> _touched = [];
    private readonly Dictionary<RowKey, RowBefore?> _rows = [];
    private readonly Dictionary<long, CallBefore?> _calls = [];
    private readonly Dictionary<long, string?> _editsBefore = [];
    private readonly Dictionary<long, string?> _revokedBefore = [];
    private readonly Dictionary<long, long?> _linksBefore = [];
    private readonly Dictionary<long, string?> _chatsBefore = [];
    private readonly HashSet<long> _touchedCalls = [];
    private readonly HashSet<long> _addOns = [];
    private readonly HashSet<long> _quotes = [];
    private readonly HashSet<long> _newJids = [];
    private readonly HashSet<long> _mappedLids = [];
    private readonly List<(string Chat, long FromMe, string Key)> _thumbnails = [];

    private bool _everything;
    private bool _directory;
    private bool _resolved;

    public MessageChanges(WhatsAppReader reader, MsgstoreSchema schema, JidDirectory jids, ChatDirectory chats, IRowLookup previous, string databasePath)
    {
        _reader = reader;
        _schema = schema;
        _jids = jids;
        _chats = chats;
        _previous = previous;
        _databasePath = databasePath;
        _everything = reader.HasIncrements;
        _fields = new RowFields(schema.Database, previous, databasePath);
        _hasBoth = schema.HasModern && schema.HasLegacy && schema.Database.ReadInteger("SELECT 1 FROM messages WHERE key_remote_jid LIKE '%@%' LIMIT 1") is not null;
    }

    /// <inheritdoc/>
    public bool EverythingChanged
    {
        get
        {
            Resolve();
            return _everything;
        }
    }

    /// <inheritdoc/>
    public bool DirectoryChanged => _directory || _everything;

    /// <inheritdoc/>
    public void Note(in RowChange change)
    {
        if (!WhatsAppTables.Known.Contains(change.Table))
        {
            return;
        }

        if (change.Database != _databasePath)
        {
            _directory |= change.Table.StartsWith("wa_", StringComparison.OrdinalIgnoreCase);
            return;
        }

        if (SideTables.Contains(change.Table))
        {
            NoteSide(change);
        }
        else
        {
            NoteOther(change);
        }
    }

    private void NoteOther(in RowChange change)
    {
        switch (change.Table.ToLowerInvariant())
        {
            case "message":
                NoteMessage(change);
                break;
            case "messages":
                NoteLegacyMessage(change);
                break;
            case "call_log":
                NoteCall(change);
                break;
            case "message_add_on":
                Touch(RowFields.Integer(_fields.Before(change, "parent_message_row_id")));
                Touch(RowFields.Integer(_fields.After(change, "parent_message_row_id")));
                break;
            case "message_add_on_reaction" or "message_add_on_poll_vote" or "message_add_on_poll_vote_selected_option":
                NoteAddOn(change);
                break;
            case "messages_quotes":
                Keep(_quotes, change.RowId);
                break;
            case "message_thumbnails":
                NoteThumbnail(change, _fields.Before);
                NoteThumbnail(change, _fields.After);
                break;
            case "chat":
                NoteChat(change);
                break;
            case "jid":
                NoteJid(change);
                break;
            case "jid_map":
                NoteJidMap(change);
                break;
            case "props":
                _directory |= _fields.Text(_fields.After(change, "key")) == "user_push_name" || _fields.Text(_fields.Before(change, "key")) == "user_push_name";
                break;
            case "chat_list" or "group_participants" or "group_participant_user" or "lid_display_name":
                _directory = true;
                break;
        }
    }

    private void NoteSide(in RowChange change)
    {
        if (change.Before is not null)
        {
            Touch(RowFields.RowNumber(_fields.Before(change, "message_row_id"), change.RowId));
        }

        if (change.After is not null)
        {
            Touch(RowFields.RowNumber(_fields.After(change, "message_row_id"), change.RowId));
        }

        long row = change.RowId;
        bool was = change.Before is not null;
        switch (change.Table.ToLowerInvariant())
        {
            case "message_edit_info":
                _editsBefore[row] = was ? _fields.Text(_fields.Before(change, "original_key_id")) : null;
                break;
            case "message_revoked":
                _revokedBefore[row] = was ? _fields.Text(_fields.Before(change, "revoked_key_id")) : null;
                break;
            case "message_call_log":
                long? before = was ? RowFields.Integer(_fields.Before(change, "call_log_row_id")) : null;
                _linksBefore[row] = before;
                TouchCall(before ?? 0);
                TouchCall(RowFields.Integer(_fields.After(change, "call_log_row_id")));
                break;
        }
    }

    private void NoteMessage(in RowChange change)
    {
        Touch(change.RowId);
        _everything |= _hasBoth;   // which of the two tables a message is read from may change
        _rows[new RowKey(RowTable.Modern, change.RowId)] = change.Before is null ? null : new RowBefore(
            RowFields.Integer(_fields.Before(change, "chat_row_id")),
            null,
            RowFields.Integer(_fields.Before(change, "timestamp")),
            _fields.Text(_fields.Before(change, "key_id")),
            TypeOf(_fields.Before(change, "message_type")));
    }

    private void NoteLegacyMessage(in RowChange change)
    {
        Touch(change.RowId);
        _everything |= _hasBoth;
        _directory = true;
        string chat = _fields.Text(_fields.Before(change, "key_remote_jid"));
        _rows[new RowKey(RowTable.Legacy, change.RowId)] = change.Before is null || !chat.Contains('@', StringComparison.Ordinal) ? null : new RowBefore(
            0,
            _jids.Find(chat),
            RowFields.Integer(_fields.Before(change, "timestamp")),
            _fields.Text(_fields.Before(change, "key_id")),
            RowFields.Integer(_fields.Before(change, "edit_version")) == 7 ? MessageTypes.Revoked : TypeOf(_fields.Before(change, "media_wa_type")));
    }

    private void NoteCall(in RowChange change)
    {
        TouchCall(change.RowId);
        _everything |= _schema.HasLegacy;   // a legacy row may stand for the same call, and nothing but its id says so
        _directory = true;   // a call alone makes its peer's chat
        _calls[change.RowId] = change.Before is null ? null : new CallBefore(
            RowFields.Integer(_fields.Before(change, "jid_row_id")),
            RowFields.Integer(_fields.Before(change, "group_jid_row_id")),
            RowFields.Integer(_fields.Before(change, "timestamp")),
            _fields.Text(_fields.Before(change, "call_id")));
    }

    private void NoteAddOn(in RowChange change)
    {
        if (change.Before is not null)
        {
            Keep(_addOns, RowFields.RowNumber(_fields.Before(change, "message_add_on_row_id"), change.RowId));
        }

        if (change.After is not null)
        {
            Keep(_addOns, RowFields.RowNumber(_fields.After(change, "message_add_on_row_id"), change.RowId));
        }
    }

    private void NoteThumbnail(in RowChange change, Field field)
    {
        string chat = _fields.Text(field(change, "key_remote_jid"));
        if (chat.Length > 0 && _thumbnails.Count < WhatsAppLimits.MaxChangedMessages)
        {
            _thumbnails.Add((chat, RowFields.Integer(field(change, "key_from_me")), _fields.Text(field(change, "key_id"))));
        }

        _everything |= _thumbnails.Count >= WhatsAppLimits.MaxChangedMessages;
    }

    // The counters of a chat change with every message; only what a chat is matters here.
    private void NoteChat(in RowChange change)
    {
        bool moved = change.Before is null || change.After is null || _fields.Differs(change, "jid_row_id") || _fields.Differs(change, "account_jid_row_id");
        if (moved)
        {
            _chatsBefore[change.RowId] = change.Before is null ? null : _chats.IdOf(
                RowFields.Integer(_fields.Before(change, "jid_row_id")),
                RowFields.Integer(_fields.Before(change, "account_jid_row_id")));
        }

        _directory |= moved || _fields.Differs(change, "subject") || _fields.Differs(change, "created_timestamp") || _fields.Differs(change, "archived");
    }

    private void NoteJid(in RowChange change)
    {
        _directory = true;
        if (change.Before is null)
        {
            Keep(_newJids, change.RowId);
        }
        else
        {
            _everything |= change.After is null || _fields.Differs(change, "user") || _fields.Differs(change, "server") || _fields.Differs(change, "raw_string");
        }
    }

    private void NoteJidMap(in RowChange change)
    {
        if (change.Before is null || change.After is null || _fields.Differs(change, "jid_row_id"))
        {
            _directory = true;
            Keep(_mappedLids, RowFields.RowNumber(change.After is null ? _fields.Before(change, "lid_row_id") : _fields.After(change, "lid_row_id"), change.RowId));
        }
    }

    private void Touch(long messageRow)
    {
        if (messageRow > 0)
        {
            Keep(_touched, messageRow);
        }
    }

    private void TouchCall(long callRow)
    {
        if (callRow > 0)
        {
            Keep(_touchedCalls, callRow);
        }
    }

    private void Keep(HashSet<long> rows, long row)
    {
        if (!_everything)
        {
            rows.Add(row);
            _everything = rows.Count > WhatsAppLimits.MaxChangedMessages;
        }
    }

    private static long TypeOf(SqliteValue value) => value.IsNull ? -1 : RowFields.Integer(value);

    private delegate SqliteValue Field(in RowChange change, string column);

    private readonly record struct CallBefore(long JidRow, long GroupRow, long Millis, string CallId);
}
