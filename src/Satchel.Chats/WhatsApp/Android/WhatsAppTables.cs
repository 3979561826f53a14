namespace Satchel.Chats.WhatsApp.Android;

/// <summary>The tables of <c>msgstore.db</c> and <c>wa.db</c> that are read.</summary>
internal static class WhatsAppTables
{
    /// <summary>Tables whose <c>message_row_id</c> says which message a row belongs to.</summary>
    public static readonly IReadOnlyList<string> OfMessages =
    [
        "message_text", "message_media", "message_thumbnail", "message_quoted", "message_quoted_media", "message_location", "message_vcard",
        "message_revoked", "message_edit_info", "message_forwarded", "message_mentions", "message_ephemeral", "message_ephemeral_setting",
        "message_view_once_media", "message_poll_option", "message_album", "message_group_invite", "message_product", "message_order",
        "message_system", "message_system_chat_participant", "message_system_value_change", "message_system_number_change",
        "message_system_block_contact", "message_call_log", "missed_call_logs", "receipt_user", "messages_vcards",
    ];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(
        [
            .. OfMessages,
            "message", "messages", "messages_quotes", "message_thumbnails", "chat", "chat_list", "jid", "jid_map", "lid_display_name", "props",
            "group_participant_user", "group_participants", "message_add_on", "message_add_on_reaction", "message_add_on_poll_vote",
            "message_add_on_poll_vote_selected_option", "call_log", "wa_contacts", "wa_vnames",
        ],
        StringComparer.OrdinalIgnoreCase);
}
