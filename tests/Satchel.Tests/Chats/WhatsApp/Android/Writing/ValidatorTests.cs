using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Android.Writing;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

public class ValidatorTests
{
    private static readonly string OfText = "(SELECT min(_id) FROM message WHERE message_type = 0 AND _id > 1)";

    public static TheoryData<string, string> Breaks { get; } = new()
    {
        { "kept", "DELETE FROM message WHERE _id = 1" },
        { "first-row", "UPDATE message SET key_id = 'x' WHERE _id = 1" },
        { "numbering", "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'message'" },
        { "message-chat", $"UPDATE message SET chat_row_id = 999 WHERE _id = {OfText}" },
        { "message-sender", $"UPDATE message SET sender_jid_row_id = 999 WHERE _id = {OfText}" },
        { "message-id", $"UPDATE message SET key_id = '' WHERE _id = {OfText}" },
        { "message-direction", $"UPDATE message SET from_me = 2 WHERE _id = {OfText}" },
        { "message-time", $"UPDATE message SET timestamp = NULL WHERE _id = {OfText}" },
        { "message-type", $"UPDATE message SET message_type = NULL WHERE _id = {OfText}" },
        { "message-place", $"UPDATE message SET sort_id = 0 WHERE _id = {OfText}" },
        { "message-file", "DELETE FROM message_media" },
        { "message-event", "DELETE FROM message_system" },
        { "message-revoked", "DELETE FROM message_revoked" },
        { "message-call", "DELETE FROM message_call_log" },
        { "message-poll", "DELETE FROM message_poll" },
        { "message-once", "DROP INDEX message_key_index; UPDATE message SET key_id = 'same', chat_row_id = 1, from_me = 0, sender_jid_row_id = 0 WHERE message_type = 0 AND _id > 1" },
        { "media-chat", "UPDATE message_media SET chat_row_id = 999" },
        { "media-path", "UPDATE message_media SET transferred = 1, file_path = NULL" },
        { "quote-chat", "UPDATE message_quoted SET parent_message_chat_row_id = 999" },
        { "quote-sender", "UPDATE message_quoted SET sender_jid_row_id = 999" },
        { "mention-person", "UPDATE message_mentions SET jid_row_id = 999" },
        { "add-on-parent", "UPDATE message_add_on SET parent_message_row_id = 999" },
        { "add-on-sender", "UPDATE message_add_on SET sender_jid_row_id = 999" },
        { "add-on-reaction", "DELETE FROM message_add_on_reaction" },
        { "add-on-vote", "DELETE FROM message_add_on_poll_vote" },
        { "vote-option", "UPDATE message_add_on_poll_vote_selected_option SET message_poll_option_id = 999" },
        { "call-peer", "UPDATE call_log SET jid_row_id = 999" },
        { "call-entry", "UPDATE message_call_log SET call_log_row_id = 999" },
        { "jid-text", "UPDATE jid SET raw_string = 'somebody else' WHERE _id = 1" },
        { "jid-once", "INSERT INTO jid (user, server, agent, device, type, raw_string) SELECT user, server, 0, 0, 9, user || '@' || server FROM jid WHERE _id = 1 AND 1 = (SELECT 1) ON CONFLICT DO NOTHING" },
        { "chat-id", "UPDATE chat SET jid_row_id = 999 WHERE _id = 1" },
        { "chat-read", "UPDATE chat SET unseen_message_count = 3" },
        { "member-ids", "UPDATE group_participant_user SET user_jid_row_id = 999 WHERE _id = 1" },
        { "row-message", "UPDATE message_text SET message_row_id = 999" },
        { "chat-order", "UPDATE message SET timestamp = 1 WHERE _id = (SELECT max(_id) FROM message WHERE chat_row_id = 1)" },
        { "chat-pointers", "UPDATE chat SET last_message_row_id = 1" },
        { "chat-pointers", "UPDATE chat SET display_message_sort_id = 1" },
        { "file-there", "UPDATE message_media SET transferred = 1, file_path = 'Media/nothing.jpg', file_hash = 'x'" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_store_that_breaks_a_rule_is_refused_by_its_name(string rule, string sql)
    {
        using AndroidTarget target = new();
        await target.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);
        if (rule == "jid-once")
        {
            Change(target.StorePath, "DROP INDEX jid_raw_string_index");
        }

        using TargetStore whole = TargetStore.Open(target.StorePath, "msgstore.db", force: false);
        WrittenRows written = Everything(whole);
        MsgstoreValidator.Check(whole, written, target.Root);
        whole.Database.Execute(sql);

        ChatFormatException refusal = Assert.Throws<ChatFormatException>(() => MsgstoreValidator.Check(whole, written, target.Root));

        Assert.Equal(ChatFormatProblem.Damaged, refusal.Problem);
        Assert.Contains($"the rule {rule} ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_has_a_row_that_breaks_it()
    {
        HashSet<string> broken = [.. Breaks.Select(row => row.Data.Item1)];

        Assert.All(MsgstoreRules.All.SelectMany(table => table.Rules), rule => Assert.True(broken.Contains(rule.Name) || rule.Name == "chat-once", rule.Name));
    }

    // As if all of it had been written just now, but for the first row, which stands for none.
    private static WrittenRows Everything(TargetStore store)
    {
        List<(long, bool)> chats = [];
        using SqliteStatement rows = store.Database.Prepare("SELECT _id FROM chat");
        while (rows.Step())
        {
            chats.Add((rows.Integer(0), true));
        }

        return new WrittenRows(true, 1, table => table == "message" ? 1 : 0, chats);
    }

    private static void Change(string path, string sql)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute(sql);
    }
}
