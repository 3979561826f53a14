using System.Globalization;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// The rules that hold for every row that was written, each as what a row that breaks it looks like; see docs/formats/whatsapp-android-writing.md, "Rules".
/// </summary>
internal static class MsgstoreRules
{
    /// <summary>Tables whose rows belong to a message each.</summary>
    public static readonly IReadOnlyList<string> OfMessages =
    [
        "message_text", "message_media", "message_thumbnail", "message_quoted", "message_quoted_media", "message_location", "message_vcard", "message_revoked",
        "message_edit_info", "message_forwarded", "message_mentions", "message_ephemeral", "message_ephemeral_setting", "message_view_once_media", "message_poll",
        "message_poll_option", "message_album", "message_group_invite", "message_product", "message_order", "message_system", "message_system_group",
        "message_system_chat_participant", "message_system_value_change", "message_system_number_change", "message_system_block_contact", "message_call_log",
    ];

    private const string NoSuchJid = "NOT IN (SELECT _id FROM jid)";
    private static readonly string MediaTypes = string.Join(", ", Enumerable.Range(0, 128).Where(type => MessageTypes.IsMedia(MessageTypes.KindOf(type))).Select(type => type.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The rules of one table are looked at in one pass over its new rows.</summary>
    public static IReadOnlyList<TableRules> All { get; } =
    [
        new("message", "_id",
        [
            new("message-chat", "its chat is there", "t.chat_row_id NOT IN (SELECT _id FROM chat)"),
            new("message-sender", "its sender is there", $"coalesce(t.sender_jid_row_id, 0) <> 0 AND t.sender_jid_row_id {NoSuchJid}"),
            new("message-id", "it has an id", "t.key_id = ''"),
            new("message-direction", "it was sent or received", "t.from_me NOT IN (0, 1)"),
            new("message-time", "it has a time", "t.timestamp IS NULL OR t.timestamp < 0"),
            new("message-type", "it has a type", "t.message_type IS NULL OR t.message_type < 0"),
            new("message-place", "it has a place in its chat", "t.sort_id <= 0"),
            Needs("message-file", "a type with a file has one", $"t.message_type IN ({MediaTypes})", "message_media"),
            Needs("message-event", "a notice says what happened", "t.message_type = 7", "message_system"),
            Needs("message-revoked", "a deleted message says which it was", "t.message_type IN (15, 64)", "message_revoked"),
            Needs("message-call", "a call is in the call log", "t.message_type = 90", "message_call_log"),
            Needs("message-poll", "a poll has its settings", "t.message_type IN (66, 106)", "message_poll"),
        ]),
        new("message_media", "message_row_id",
        [
            new("media-chat", "the file is in its message's chat", "t.chat_row_id IS NOT (SELECT m.chat_row_id FROM message m WHERE m._id = t.message_row_id)") { Columns = ["message_media.chat_row_id"] },
            new("media-path", "a file that is there has a path and a hash", "t.transferred = 1 AND (t.file_path IS NULL OR t.file_hash IS NULL)") { Columns = ["message_media.file_hash"] },
        ]),
        new("message_quoted", "message_row_id",
        [
            new("quote-chat", "the quote's chats are there", "t.chat_row_id NOT IN (SELECT _id FROM chat) OR t.parent_message_chat_row_id NOT IN (SELECT _id FROM chat)"),
            new("quote-sender", "the quote's sender is there", $"coalesce(t.sender_jid_row_id, 0) <> 0 AND t.sender_jid_row_id {NoSuchJid}"),
        ]),
        new("message_mentions", "message_row_id", [new("mention-person", "who is mentioned is there", $"t.jid_row_id {NoSuchJid}")]),
        new("message_add_on", "_id",
        [
            new("add-on-parent", "a reaction or vote belongs to a message of its chat", "t.chat_row_id IS NOT (SELECT m.chat_row_id FROM message m WHERE m._id = t.parent_message_row_id)"),
            new("add-on-sender", "who reacted or voted is there", $"coalesce(t.sender_jid_row_id, 0) <> 0 AND t.sender_jid_row_id {NoSuchJid}"),
            Detail("add-on-reaction", "a reaction says which", 56, "message_add_on_reaction"),
            Detail("add-on-vote", "a vote has its time", 67, "message_add_on_poll_vote"),
        ]),
        new("message_add_on_poll_vote_selected_option", "_id",
        [
            new("vote-option", "a vote is for an option of its poll",
                "(SELECT o.message_row_id FROM message_poll_option o WHERE o._id = t.message_poll_option_id) IS NOT (SELECT a.parent_message_row_id FROM message_add_on a WHERE a._id = t.message_add_on_row_id)")
                { Columns = ["message_poll_option.message_row_id", "message_add_on.parent_message_row_id"] },
        ]),
        new("call_log", "_id", [new("call-peer", "who called or was called is there", $"t.jid_row_id {NoSuchJid} OR (t.group_jid_row_id <> 0 AND t.group_jid_row_id {NoSuchJid})") { Columns = ["call_log.group_jid_row_id"] }]),
        new("message_call_log", "message_row_id", [new("call-entry", "the call's entry in the log is there", "t.call_log_row_id NOT IN (SELECT _id FROM call_log)")]),
        new("jid", "_id",
        [
            new("jid-text", "an id's text is made of its parts", "t.raw_string IS NOT CASE WHEN t.user = '' THEN t.server ELSE t.user || '@' || t.server END") { Columns = ["jid.raw_string"] },
            new("jid-once", "an id is there once", "EXISTS (SELECT 1 FROM jid o WHERE o.user = t.user AND o.server = t.server AND coalesce(o.agent, 0) = 0 AND coalesce(o.device, 0) = 0 AND o._id < t._id)") { Columns = ["jid.agent", "jid.device"] },
        ]),
        new("chat", "_id",
        [
            new("chat-id", "its id is there", $"t.jid_row_id {NoSuchJid}"),
            new("chat-once", "it is there once", "EXISTS (SELECT 1 FROM chat o WHERE o.jid_row_id = t.jid_row_id AND o._id < t._id)"),
            new("chat-read", "nothing of it is unread", "coalesce(t.unseen_message_count, 0) <> 0 OR coalesce(t.unseen_row_count, 0) <> 0") { Columns = ["chat.unseen_message_count", "chat.unseen_row_count"] },
        ]),
        new("group_participant_user", "_id",
        [
            new("member-ids", "the group and the member are there", $"t.group_jid_row_id {NoSuchJid} OR t.user_jid_row_id {NoSuchJid}"),
        ]),
    ];

    private static MsgstoreRule Needs(string name, string what, string condition, string table) =>
        new(name, what, $"{condition} AND NOT EXISTS (SELECT 1 FROM {table} d WHERE d.message_row_id = t._id)") { Columns = [table + ".message_row_id"] };

    private static MsgstoreRule Detail(string name, string what, int type, string table) =>
        new(name, what, $"t.message_add_on_type = {type.ToString(CultureInfo.InvariantCulture)} AND NOT EXISTS (SELECT 1 FROM {table} d WHERE d.message_add_on_row_id = t._id)") { Columns = [table + ".message_add_on_row_id"] };
}

/// <summary>The rules of one table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Row">The column whose numbers tell which rows are new; a message's where it belongs to one.</param>
/// <param name="Rules">The rules.</param>
internal sealed record TableRules(string Table, string Row, IReadOnlyList<MsgstoreRule> Rules);

/// <summary>A rule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What holds.</param>
/// <param name="Broken">What a row that breaks it looks like, of the row <c>t</c>.</param>
internal sealed record MsgstoreRule(string Name, string What, string Broken)
{
    /// <summary>Columns, as <c>table.column</c>, without which it cannot be broken.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}
