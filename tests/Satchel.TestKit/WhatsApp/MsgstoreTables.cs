namespace Satchel.TestKit.WhatsApp;

/// <summary>The tables of a WhatsApp database as the app of late 2025 makes them, as far as a reader looks at them; and the legacy ones.</summary>
internal static class MsgstoreTables
{
    private const string Id = "_id INTEGER PRIMARY KEY AUTOINCREMENT";
    private const string OfMessage = "message_row_id INTEGER PRIMARY KEY";

    public static readonly (string Table, string[] Columns)[] Shared =
    [
        ("props", [Id, "key TEXT UNIQUE", "value TEXT"]),
        ("jid", [Id, "user TEXT NOT NULL", "server TEXT NOT NULL", "agent INTEGER", "device INTEGER", "type INTEGER", "raw_string TEXT"]),
        ("call_log", [Id, "jid_row_id INTEGER", "from_me INTEGER", "call_id TEXT", "transaction_id INTEGER", "timestamp INTEGER", "video_call INTEGER",
            "duration INTEGER", "call_result INTEGER", "bytes_transferred INTEGER", "group_jid_row_id INTEGER NOT NULL DEFAULT 0",
            "call_creator_device_jid_row_id INTEGER NOT NULL DEFAULT 0"]),
    ];

    public static readonly (string Table, string[] Columns)[] Modern =
    [
        ("jid_map", ["lid_row_id INTEGER PRIMARY KEY", "jid_row_id INTEGER NOT NULL", "sort_id INTEGER"]),
        ("lid_display_name", ["lid_row_id INTEGER PRIMARY KEY", "display_name TEXT", "username TEXT"]),
        ("chat", [Id, "jid_row_id INTEGER UNIQUE", "hidden INTEGER", "subject TEXT", "created_timestamp INTEGER", "last_message_row_id INTEGER",
            "archived INTEGER", "sort_timestamp INTEGER", "gen REAL", "ephemeral_expiration INTEGER", "group_type INTEGER NOT NULL DEFAULT 0", "account_jid_row_id INTEGER"]),
        ("message", [Id, "chat_row_id INTEGER NOT NULL", "from_me INTEGER NOT NULL", "key_id TEXT NOT NULL", "sender_jid_row_id INTEGER", "status INTEGER",
            "broadcast INTEGER", "recipient_count INTEGER", "participant_hash TEXT", "origination_flags INTEGER", "origin INTEGER", "timestamp INTEGER",
            "received_timestamp INTEGER", "receipt_server_timestamp INTEGER", "message_type INTEGER", "text_data TEXT", "starred INTEGER", "lookup_tables INTEGER",
            "message_add_on_flags INTEGER", "view_mode INTEGER", "sort_id INTEGER NOT NULL DEFAULT 0", "translated_text TEXT"]),
        ("message_text", [OfMessage, "description TEXT", "page_title TEXT", "url TEXT", "font_style INTEGER", "preview_type INTEGER"]),
        ("message_media", [OfMessage, "chat_row_id INTEGER", "transferred INTEGER", "message_url TEXT", "media_caption TEXT", "file_path TEXT", "file_size INTEGER",
            "media_key BLOB", "media_key_timestamp INTEGER", "width INTEGER", "height INTEGER", "direct_path TEXT", "mime_type TEXT", "file_length INTEGER",
            "media_name TEXT", "file_hash TEXT", "media_duration INTEGER", "page_count INTEGER", "enc_file_hash TEXT"]),
        ("message_thumbnail", [OfMessage, "thumbnail BLOB"]),
        ("message_quoted", ["message_row_id INTEGER PRIMARY KEY AUTOINCREMENT", "chat_row_id INTEGER NOT NULL", "parent_message_chat_row_id INTEGER NOT NULL",
            "from_me INTEGER NOT NULL", "sender_jid_row_id INTEGER", "key_id TEXT NOT NULL", "timestamp INTEGER", "message_type INTEGER", "text_data TEXT"]),
        ("message_quoted_media", [OfMessage, "file_path TEXT", "mime_type TEXT", "media_name TEXT", "media_caption TEXT", "thumbnail BLOB"]),
        ("message_location", [OfMessage, "chat_row_id INTEGER", "latitude REAL", "longitude REAL", "place_name TEXT", "place_address TEXT", "url TEXT",
            "live_location_share_duration INTEGER", "live_location_final_latitude REAL", "live_location_final_longitude REAL"]),
        ("message_vcard", [Id, "message_row_id INTEGER", "vcard TEXT"]),
        ("message_revoked", [OfMessage, "revoked_key_id TEXT NOT NULL", "admin_jid_row_id INTEGER", "revoke_timestamp INTEGER"]),
        ("message_edit_info", [OfMessage, "original_key_id TEXT NOT NULL", "edited_timestamp INTEGER NOT NULL", "sender_timestamp INTEGER NOT NULL"]),
        ("message_forwarded", [OfMessage, "forward_score INTEGER", "forward_origin INTEGER"]),
        ("message_mentions", [Id, "message_row_id INTEGER", "jid_row_id INTEGER", "display_name TEXT"]),
        ("message_ephemeral", [OfMessage, "duration INTEGER", "expire_timestamp INTEGER", "keep_in_chat INTEGER NOT NULL DEFAULT 0"]),
        ("message_ephemeral_setting", [OfMessage, "setting_duration INTEGER", "setting_reason INTEGER", "user_jid_row_id_csv TEXT"]),
        ("message_view_once_media", [OfMessage, "state INTEGER NOT NULL"]),
        ("message_poll", [OfMessage, "enc_key BLOB", "selectable_options_count INTEGER"]),
        ("message_poll_option", [Id, "message_row_id INTEGER", "option_sha256 TEXT", "option_name TEXT", "vote_total INTEGER"]),
        ("message_album", [OfMessage, "image_count INTEGER", "video_count INTEGER"]),
        ("message_group_invite", [OfMessage, "group_jid_row_id INTEGER", "admin_jid_row_id INTEGER", "group_name TEXT", "invite_code TEXT", "expiration INTEGER"]),
        ("message_product", [OfMessage, "product_id TEXT", "title TEXT", "description TEXT", "currency_code TEXT", "amount_1000 INTEGER", "url TEXT"]),
        ("message_order", [OfMessage, "order_id TEXT", "order_title TEXT", "item_count INTEGER", "message TEXT", "currency_code TEXT", "total_amount_1000 INTEGER"]),
        ("message_system", [OfMessage, "action_type INTEGER NOT NULL"]),
        ("message_system_group", [OfMessage, "is_me_joined INTEGER"]),
        ("message_system_chat_participant", ["message_row_id INTEGER", "user_jid_row_id INTEGER"]),
        ("message_system_value_change", [OfMessage, "old_data TEXT"]),
        ("message_system_number_change", [OfMessage, "old_jid_row_id INTEGER", "new_jid_row_id INTEGER"]),
        ("message_system_block_contact", [OfMessage, "is_blocked INTEGER"]),
        ("message_add_on", [Id, "chat_row_id INTEGER", "from_me INTEGER", "key_id TEXT NOT NULL", "sender_jid_row_id INTEGER", "parent_message_row_id INTEGER",
            "timestamp INTEGER", "status INTEGER", "message_add_on_type INTEGER", "received_timestamp INTEGER"]),
        ("message_add_on_reaction", ["message_add_on_row_id INTEGER PRIMARY KEY", "reaction TEXT", "sender_timestamp INTEGER"]),
        ("message_add_on_poll_vote", ["message_add_on_row_id INTEGER PRIMARY KEY", "sender_timestamp INTEGER"]),
        ("message_add_on_poll_vote_selected_option", [Id, "message_add_on_row_id INTEGER", "message_poll_option_id INTEGER"]),
        ("receipt_user", [Id, "message_row_id INTEGER NOT NULL", "receipt_user_jid_row_id INTEGER NOT NULL", "receipt_timestamp INTEGER", "read_timestamp INTEGER",
            "played_timestamp INTEGER"]),
        ("message_call_log", [OfMessage, "call_log_row_id INTEGER"]),
        ("missed_call_logs", [Id, "message_row_id INTEGER", "timestamp INTEGER", "video_call INTEGER"]),
        ("group_participant_user", [Id, "group_jid_row_id INTEGER NOT NULL", "user_jid_row_id INTEGER NOT NULL", "rank INTEGER", "pending INTEGER"]),
    ];

    public static readonly (string Table, string[] Columns)[] Legacy =
    [
        ("messages", MessagesColumns()),
        ("messages_quotes", MessagesColumns()),
        ("chat_list", [Id, "key_remote_jid TEXT UNIQUE", "message_table_id INTEGER", "subject TEXT", "creation INTEGER", "archived INTEGER", "sort_timestamp INTEGER"]),
        ("group_participants", [Id, "gjid TEXT NOT NULL", "jid TEXT NOT NULL", "admin INTEGER", "pending INTEGER"]),
        ("messages_vcards", [Id, "message_row_id INTEGER", "sender_jid TEXT", "chat_jid TEXT", "vcard TEXT"]),
        ("message_thumbnails", ["thumbnail BLOB", "timestamp DATETIME", "key_remote_jid TEXT NOT NULL", "key_from_me INTEGER", "key_id TEXT NOT NULL"]),
    ];

    public static readonly (string Table, string[] Columns)[] Contacts =
    [
        ("wa_contacts", [Id, "jid TEXT NOT NULL", "is_whatsapp_user BOOLEAN NOT NULL", "status TEXT", "number TEXT", "display_name TEXT", "given_name TEXT", "wa_name TEXT", "sort_name TEXT"]),
        ("wa_vnames", [Id, "jid TEXT NOT NULL", "serial INTEGER NOT NULL", "verified_name TEXT NOT NULL"]),
    ];

    public static readonly string[] ModernIndices =
    [
        "CREATE UNIQUE INDEX message_key_index ON message (chat_row_id, from_me, key_id, sender_jid_row_id)",
        "CREATE INDEX message_sort_id_index ON message (sort_id)",
        "CREATE INDEX message_chat_id_index ON message (chat_row_id, _id)",
        "CREATE INDEX message_media_hash_index ON message_media (file_hash)",
        "CREATE UNIQUE INDEX message_vcard_index ON message_vcard (message_row_id, vcard)",
        "CREATE UNIQUE INDEX mentions_index ON message_mentions (message_row_id, jid_row_id)",
        "CREATE INDEX message_add_on_parent_message_row_id_index ON message_add_on (parent_message_row_id)",
        "CREATE UNIQUE INDEX receipt_user_index ON receipt_user (message_row_id, receipt_user_jid_row_id)",
        "CREATE UNIQUE INDEX call_log_key_index ON call_log (jid_row_id, from_me, call_id, transaction_id)",
        "CREATE UNIQUE INDEX group_participant_user_index ON group_participant_user (group_jid_row_id, user_jid_row_id)",
    ];

    public static readonly string[] LegacyIndices =
    [
        "CREATE UNIQUE INDEX messages_key_index ON messages (key_remote_jid, key_from_me, key_id)",
        "CREATE INDEX messages_jid_id_index ON messages (key_remote_jid, _id)",
    ];

    private static string[] MessagesColumns() =>
    [
        Id, "key_remote_jid TEXT NOT NULL", "key_from_me INTEGER", "key_id TEXT NOT NULL", "status INTEGER", "needs_push INTEGER", "data TEXT", "timestamp INTEGER",
        "media_url TEXT", "media_mime_type TEXT", "media_wa_type TEXT", "media_size INTEGER", "media_name TEXT", "media_caption TEXT", "media_hash TEXT",
        "media_duration INTEGER", "origin INTEGER", "latitude REAL", "longitude REAL", "thumb_image TEXT", "remote_resource TEXT", "received_timestamp INTEGER",
        "raw_data BLOB", "recipient_count INTEGER", "starred INTEGER", "quoted_row_id INTEGER", "mentioned_jids TEXT", "edit_version INTEGER", "forwarded INTEGER",
    ];
}
