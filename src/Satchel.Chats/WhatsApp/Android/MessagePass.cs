using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// One pass over the messages, or over those whose row numbers stand in the temporary table <c>wanted</c>: the cursor over
/// the message rows and one over each side table, all ascending by message, stepping together. No query is made per message.
/// </summary>
internal sealed partial class MessagePass : IDisposable
{
    private readonly MsgstoreSchema _schema;
    private readonly ReaderWarnings _warnings;
    private readonly List<SideCursor> _cursors = [];
    private readonly bool _wantedOnly;
    private readonly string _only;

    public MessagePass(MsgstoreSchema schema, ReaderWarnings warnings, bool wantedOnly)
    {
        _schema = schema;
        _warnings = warnings;
        _wantedOnly = wantedOnly;
        _only = wantedOnly ? "IN (SELECT id FROM temp.wanted)" : "> 0";
        Text = Open("message_text", "url", "page_title", "description");
        Media = Open("message_media", "file_path", "file_size", "file_length", "mime_type", "media_name", "media_caption", "file_hash", "media_duration", "width", "height");
        Thumbnail = OpenQuery("message_thumbnail", "thumbnail", $"SELECT t.message_row_id, length(t.thumbnail) FROM message_thumbnail t WHERE t.message_row_id {_only} ORDER BY t.message_row_id");
        Quoted = Open("message_quoted", "key_id", "from_me", "sender_jid_row_id", "text_data");
        QuotedMedia = Open("message_quoted_media", "media_caption", "media_name");
        Location = Open("message_location", "latitude", "longitude", "place_name", "place_address", "live_location_share_duration", "live_location_final_latitude", "live_location_final_longitude");
        Vcard = OpenMany("message_vcard", "vcard");
        Revoked = Open("message_revoked", "revoked_key_id", "revoke_timestamp", "admin_jid_row_id");
        Edited = Open("message_edit_info", "original_key_id", "edited_timestamp");
        Forwarded = Open("message_forwarded", "forward_score");
        Mention = OpenMany("message_mentions", "jid_row_id");
        Ephemeral = Open("message_ephemeral", "expire_timestamp", "keep_in_chat");
        TimerSetting = Open("message_ephemeral_setting", "setting_duration");
        ViewOnce = Open("message_view_once_media", "state");
        PollOption = OpenMany("message_poll_option", "_id", "option_name");
        Album = Open("message_album", "image_count", "video_count");
        Invite = Open("message_group_invite", "group_jid_row_id", "group_name", "invite_code", "expiration");
        Product = Open("message_product", "title", "description", "currency_code", "amount_1000", "product_id", "url");
        Order = Open("message_order", "order_title", "message", "item_count", "currency_code", "total_amount_1000", "order_id");
        System = Open("message_system", "action_type");
        Subject = OpenMany("message_system_chat_participant", "user_jid_row_id");
        OldValue = Open("message_system_value_change", "old_data");
        NumberChange = Open("message_system_number_change", "old_jid_row_id", "new_jid_row_id");
        Block = Open("message_system_block_contact", "is_blocked");
        MissedCall = OpenMany("missed_call_logs", "video_call");
        Call = OpenCalls();
        Reaction = OpenReactions();
        Vote = OpenVotes();
        LegacyVcard = OpenMany("messages_vcards", "vcard");
        LegacyThumbnail = OpenLegacyThumbnails();
    }

    public SideCursor Text { get; }

    public SideCursor Media { get; }

    public SideCursor Thumbnail { get; }

    public SideCursor Quoted { get; }

    public SideCursor QuotedMedia { get; }

    public SideCursor Location { get; }

    public SideCursor Vcard { get; }

    public SideCursor Revoked { get; }

    public SideCursor Edited { get; }

    public SideCursor Forwarded { get; }

    public SideCursor Mention { get; }

    public SideCursor Ephemeral { get; }

    public SideCursor TimerSetting { get; }

    public SideCursor ViewOnce { get; }

    public SideCursor PollOption { get; }

    public SideCursor Album { get; }

    public SideCursor Invite { get; }

    public SideCursor Product { get; }

    public SideCursor Order { get; }

    public SideCursor System { get; }

    public SideCursor Subject { get; }

    public SideCursor OldValue { get; }

    public SideCursor NumberChange { get; }

    public SideCursor Block { get; }

    public SideCursor MissedCall { get; }

    /// <summary>The call log rows that belong to message rows.</summary>
    public SideCursor Call { get; }

    public SideCursor Reaction { get; }

    public SideCursor Vote { get; }

    public SideCursor LegacyVcard { get; }

    public SideCursor LegacyThumbnail { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SideCursor cursor in _cursors)
        {
            cursor.Dispose();
        }

        _modern?.Dispose();
        _legacy?.Dispose();
    }

    private SideCursor Open(string table, params ReadOnlySpan<string> columns)
    {
        if (!_schema.Has(table, "message_row_id") || !_schema.Has(table, columns[0]))
        {
            return Add(table, null);
        }

        string list = _schema.Columns(table, columns);
        return Add(
            table,
            $"SELECT t.message_row_id, {list} FROM {table} t WHERE t.message_row_id {_only} ORDER BY t.message_row_id",
            after => After($"SELECT t.message_row_id, {list} FROM {table} t WHERE t.message_row_id > ?1 ORDER BY t.message_row_id", after));
    }

    // Where a message may have several rows, in the order they were made.
    private SideCursor OpenMany(string table, params ReadOnlySpan<string> columns) =>
        OpenQuery(table, columns[0], $"SELECT t.message_row_id, {_schema.Columns(table, columns)} FROM {table} t WHERE t.message_row_id {_only} ORDER BY t.message_row_id, t.rowid");

    private SideCursor OpenQuery(string table, string column, string sql) =>
        Add(table, _schema.Has(table, "message_row_id") && _schema.Has(table, column) ? sql : null);

    private SideCursor OpenCalls() => Add("call_log", _schema.Has("message_call_log", "call_log_row_id") && _schema.Has("call_log", "_id")
        ? $"""
          SELECT l.message_row_id, {_schema.Columns("call_log", "call_id", "video_call", "duration", "call_result", "from_me")}
          FROM message_call_log l JOIN call_log t ON t._id = l.call_log_row_id
          WHERE l.message_row_id {_only} ORDER BY l.message_row_id
          """
        : null);

    private SideCursor OpenReactions() => Add("message_add_on", HasAddOns && _schema.Has("message_add_on_reaction", "reaction")
        ? $"""
          SELECT a.parent_message_row_id, a.from_me, {_schema.Column("message_add_on", "sender_jid_row_id", "a")}, t.reaction,
            {_schema.Column("message_add_on_reaction", "sender_timestamp")}, {_schema.Column("message_add_on", "timestamp", "a")}
          FROM message_add_on a LEFT JOIN message_add_on_reaction t ON t.message_add_on_row_id = a._id
          WHERE a.message_add_on_type = 56 AND a.parent_message_row_id {_only} ORDER BY a.parent_message_row_id, a._id
          """
        : null);

    private SideCursor OpenVotes() => Add("message_add_on", HasAddOns && _schema.Has("message_add_on_poll_vote_selected_option", "message_poll_option_id")
        ? $"""
          SELECT a.parent_message_row_id, a.from_me, {_schema.Column("message_add_on", "sender_jid_row_id", "a")}, t.message_poll_option_id, a._id,
            {(_schema.Has("message_add_on_poll_vote", "sender_timestamp") ? "v.sender_timestamp" : "NULL")}, {_schema.Column("message_add_on", "timestamp", "a")}
          FROM message_add_on a
          {(_schema.Has("message_add_on_poll_vote", "sender_timestamp") ? "LEFT JOIN message_add_on_poll_vote v ON v.message_add_on_row_id = a._id" : "")}
          LEFT JOIN message_add_on_poll_vote_selected_option t ON t.message_add_on_row_id = a._id
          WHERE a.message_add_on_type = 67 AND a.parent_message_row_id {_only} ORDER BY a.parent_message_row_id, a._id
          """
        : null);

    // Keyed by what identifies a legacy message, in a table whose rows have no number of their own but SQLite's.
    private SideCursor OpenLegacyThumbnails() => Add("message_thumbnails", _schema.HasLegacy && _schema.Has("message_thumbnails", "key_remote_jid")
        ? $"""
          SELECT m._id, t.rowid, length(t.thumbnail) FROM message_thumbnails t
          JOIN messages m ON m.key_remote_jid = t.key_remote_jid AND m.key_from_me = t.key_from_me AND m.key_id = t.key_id
          WHERE m._id {_only} ORDER BY m._id
          """
        : null);

    private bool HasAddOns => _schema.Has("message_add_on", "parent_message_row_id") && _schema.Has("message_add_on", "message_add_on_type")
        && _schema.Has("message_add_on", "from_me");

    private SqliteStatement After(string sql, long row)
    {
        SqliteStatement statement = _schema.Database.Prepare(sql);
        statement.Bind(1, row);
        return statement;
    }

    private SideCursor Add(string table, string? sql, Func<long, SqliteStatement>? openAfter = null)
    {
        SqliteStatement? statement = null;
        try
        {
            statement = sql is null ? null : _schema.Database.Prepare(sql);
        }
        catch (ChatFormatException failure)
        {
            _warnings.Add($"table {table} could not be read: {failure.Problem}");
        }

        SideCursor cursor = new(statement, table, _warnings, _wantedOnly ? null : openAfter);
        _cursors.Add(cursor);
        return cursor;
    }
}
