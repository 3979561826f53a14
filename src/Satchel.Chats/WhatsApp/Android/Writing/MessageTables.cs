namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The tables that a message's rows go into.</summary>
internal sealed class MessageTables : IDisposable
{
    private readonly TargetStore _store;
    private readonly List<RowInsert> _inserts = [];

    public MessageTables(TargetStore store)
    {
        _store = store;
        Message = Open("message",
            ["_id", "chat_row_id", "from_me", "key_id", "sender_jid_row_id", "status", "origination_flags", "origin", "timestamp", "received_timestamp",
                "receipt_server_timestamp", "message_type", "text_data", "starred", "message_add_on_flags", "view_mode", "sort_id"],
            ("broadcast", "0"), ("recipient_count", "0"), ("lookup_tables", "0"));
        Text = Open("message_text", ["message_row_id", "url", "page_title", "description"], ("invite_link_group_type", "0"));
        Media = Open("message_media",
            ["message_row_id", "chat_row_id", "transferred", "file_path", "file_size", "file_length", "mime_type", "media_name", "media_caption", "file_hash", "media_duration", "width", "height"],
            ("autotransfer_retry_enabled", "0"), ("transcoded", "0"), ("suspicious_content", "0"), ("trim_from", "0"), ("trim_to", "0"), ("face_x", "0"), ("face_y", "0"),
            ("has_streaming_sidecar", "0"), ("gif_attribution", "0"), ("page_count", "0"), ("is_animated_sticker", "0"));
        Thumbnail = Open("message_thumbnail", ["message_row_id", "thumbnail"]);
        Quoted = Open("message_quoted",
            ["message_row_id", "chat_row_id", "parent_message_chat_row_id", "from_me", "sender_jid_row_id", "key_id", "timestamp", "message_type", "origin", "text_data"], ("lookup_tables", "0"));
        Location = Open("message_location",
            ["message_row_id", "chat_row_id", "latitude", "longitude", "place_name", "place_address", "live_location_share_duration", "live_location_final_latitude", "live_location_final_longitude"],
            ("map_download_status", "0"));
        Vcard = Open("message_vcard", ["_id", "message_row_id", "vcard"]);
        Revoked = Open("message_revoked", ["message_row_id", "revoked_key_id", "admin_jid_row_id", "revoke_timestamp"]);
        Edited = Open("message_edit_info", ["message_row_id", "original_key_id", "edited_timestamp", "sender_timestamp"]);
        Forwarded = Open("message_forwarded", ["message_row_id", "forward_score"]);
        Mention = Open("message_mentions", ["_id", "message_row_id", "jid_row_id"]);
        Ephemeral = Open("message_ephemeral", ["message_row_id", "duration", "expire_timestamp"], ("keep_in_chat", "0"));
        TimerSetting = Open("message_ephemeral_setting", ["message_row_id", "setting_duration"]);
        ViewOnce = Open("message_view_once_media", ["message_row_id", "state"]);
        Poll = Open("message_poll", ["message_row_id"], ("selectable_options_count", "0"), ("invalid_state", "0"), ("poll_logging_id", "0"));
        PollOption = Open("message_poll_option", ["_id", "message_row_id", "option_sha256", "option_name", "vote_total"]);
        Album = Open("message_album", ["message_row_id", "image_count", "video_count"]);
        Invite = Open("message_group_invite", ["message_row_id", "group_jid_row_id", "group_name", "invite_code", "expiration"], ("expired", "0"));
        Product = Open("message_product", ["message_row_id", "title", "description", "currency_code", "amount_1000", "product_id", "url"]);
        Order = Open("message_order", ["message_row_id", "order_title", "message", "item_count", "currency_code", "total_amount_1000", "order_id"]);
        System = Open("message_system", ["message_row_id", "action_type"]);
        SystemGroup = Open("message_system_group", ["message_row_id", "is_me_joined"]);
        SystemParticipant = Open("message_system_chat_participant", ["message_row_id", "user_jid_row_id"]);
        SystemValue = Open("message_system_value_change", ["message_row_id", "old_data"]);
        SystemNumber = Open("message_system_number_change", ["message_row_id", "old_jid_row_id", "new_jid_row_id"]);
        SystemBlock = Open("message_system_block_contact", ["message_row_id", "is_blocked"]);
        AddOn = Open("message_add_on", ["_id", "chat_row_id", "from_me", "key_id", "sender_jid_row_id", "parent_message_row_id", "timestamp", "message_add_on_type"],
            ("status", "0"), ("received_timestamp", "0"));
        Reaction = Open("message_add_on_reaction", ["message_add_on_row_id", "reaction", "sender_timestamp"]);
        Vote = Open("message_add_on_poll_vote", ["message_add_on_row_id", "sender_timestamp"]);
        VoteOption = Open("message_add_on_poll_vote_selected_option", ["_id", "message_add_on_row_id", "message_poll_option_id"]);
        Call = Open("call_log", ["_id", "jid_row_id", "from_me", "call_id", "timestamp", "video_call", "duration", "call_result", "group_jid_row_id"],
            ("transaction_id", "-1"), ("is_dnd_mode_on", "0"), ("bytes_transferred", "0"), ("is_joinable_group_call", "0"), ("call_creator_device_jid_row_id", "0"), ("call_link_row_id", "0"), ("call_type", "0"));
        MessageCall = Open("message_call_log", ["message_row_id", "call_log_row_id"]);
    }

    public RowInsert Message { get; }

    public RowInsert Text { get; }

    public RowInsert Media { get; }

    public RowInsert Thumbnail { get; }

    public RowInsert Quoted { get; }

    public RowInsert Location { get; }

    public RowInsert Vcard { get; }

    public RowInsert Revoked { get; }

    public RowInsert Edited { get; }

    public RowInsert Forwarded { get; }

    public RowInsert Mention { get; }

    public RowInsert Ephemeral { get; }

    public RowInsert TimerSetting { get; }

    public RowInsert ViewOnce { get; }

    public RowInsert Poll { get; }

    public RowInsert PollOption { get; }

    public RowInsert Album { get; }

    public RowInsert Invite { get; }

    public RowInsert Product { get; }

    public RowInsert Order { get; }

    public RowInsert System { get; }

    public RowInsert SystemGroup { get; }

    public RowInsert SystemParticipant { get; }

    public RowInsert SystemValue { get; }

    public RowInsert SystemNumber { get; }

    public RowInsert SystemBlock { get; }

    public RowInsert AddOn { get; }

    public RowInsert Reaction { get; }

    public RowInsert Vote { get; }

    public RowInsert VoteOption { get; }

    public RowInsert Call { get; }

    public RowInsert MessageCall { get; }

    /// <inheritdoc/>
    public void Dispose() => _inserts.ForEach(insert => insert.Dispose());

    private RowInsert Open(string table, ReadOnlySpan<string> columns, params ReadOnlySpan<(string, string)> constants)
    {
        RowInsert insert = new(_store, table, columns, constants);
        _inserts.Add(insert);
        return insert;
    }
}
