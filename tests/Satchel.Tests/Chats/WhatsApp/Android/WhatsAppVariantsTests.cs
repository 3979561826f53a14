using System.Text;
using Satchel.Chats;
using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class WhatsAppVariantsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Column_order_and_indices_make_no_difference()
    {
        List<string> Read(MsgstoreOptions options)
        {
            using History history = new(options);
            new RandomHistory(history.Store, 7).Grow(80);
            return [.. history.Messages().Select(MessageText.Of)];
        }

        List<string> usual = Read(new MsgstoreOptions());

        Assert.Equal(usual, Read(new MsgstoreOptions { ShuffleSeed = 3 }));
        Assert.Equal(usual, Read(new MsgstoreOptions { Indices = false }));
    }

    [Fact]
    public void Every_side_table_may_be_missing()
    {
        string[] sideTables = ["props", "call_log", "jid_map", "message_text", "message_media", "message_thumbnail", "message_quoted", "message_vcard", "message_mentions",
            "message_add_on", "message_add_on_reaction", "message_system", "message_poll_option", "message_call_log", "group_participant_user", "receipt_user"];
        using History history = new(new MsgstoreOptions { Without = sideTables });
        foreach (long type in (long[])[0, 1, 2, 4, 5, 7, 10, 15, 16, 66, 90, 99])
        {
            history.Store.Message(Ben, $"K{type}", T0, type, "text");
        }

        Assert.Equal(12, history.Messages().Count);
    }

    [Fact]
    public void A_legacy_database_is_read()
    {
        using History history = new(new MsgstoreOptions { Modern = false, Legacy = true });
        AddLegacy(history.Store, 2, Ben, "A", 0, ("data", "hello"), ("forwarded", 1));
        AddLegacy(history.Store, 3, Group, "B", 1, ("remote_resource", Cleo), ("media_caption", "lake"), ("media_mime_type", "image/jpeg"), ("media_size", 99L),
            ("thumb_image", MediaData("Media/WhatsApp Images/IMG-1.jpg")), ("raw_data", new byte[9]), ("mentioned_jids", Ben));
        AddLegacy(history.Store, 4, Ben, "C", 0, ("edit_version", 7));
        AddLegacy(history.Store, 5, Group, "D", 0, ("status", 6), ("media_size", 11L), ("data", "Trip"), ("remote_resource", Ben));
        AddLegacy(history.Store, 6, Ben, "E", 5, ("latitude", 1.5), ("longitude", 2.5), ("media_name", "Pier\n1 Quay"));
        AddLegacy(history.Store, 7, Ben, "F", 4, ("data", "BEGIN:VCARD\nFN:Dora\nEND:VCARD"));
        AddLegacy(history.Store, 8, Ben, "G", 0, ("data", "re"), ("quoted_row_id", 1L));
        history.Store.Insert("messages_quotes", ("_id", 1), ("key_remote_jid", Ben), ("key_from_me", 0), ("key_id", "A"), ("data", "hello"));
        history.Store.Insert("chat_list", ("key_remote_jid", Group), ("subject", "Trip"), ("creation", T0));
        history.Store.Insert("group_participants", ("gjid", Group), ("jid", ""));
        history.Store.Insert("group_participants", ("gjid", Group), ("jid", Cleo));

        List<Message> read = history.Messages();

        Assert.Equal(["A", "B", "C", "D", "E", "F", "G"], read.Select(message => message.NativeId));
        Assert.Equal((MessageKind.Text, "hello", true, Ben), (read[0].Kind, read[0].Text, read[0].Forwarded, read[0].SenderId));
        Assert.Equal((MessageKind.Image, "lake", Cleo), (read[1].Kind, read[1].Text, read[1].SenderId));
        Assert.Equal("Media/WhatsApp Images/IMG-1.jpg", read[1].Attachments[0].Path);
        Assert.Equal(new CellReference("Databases/msgstore.db", "messages", 3, "raw_data"), read[1].Attachments[1].Cell);
        Assert.Equal([Ben], read[1].Mentions);
        Assert.Equal(MessageKind.Revoked, read[2].Kind);
        Assert.Equal(SystemEvent.GroupCreated, Assert.IsType<SystemBody>(read[3].Body).Event);
        Assert.Equal(new LocationBody(1.5, 2.5, "Pier", "1 Quay"), read[4].Body);
        Assert.Equal("Dora", Assert.Single(Assert.IsType<ContactsBody>(read[5].Body).Contacts).Name);
        Assert.Equal(new Quote("A", Ben, "hello"), read[6].ReplyTo);
        using IChatReader reader = history.Read();
        Assert.Equal([Group, Ben], reader.ReadChats(Token).Select(chat => chat.Id));
        Assert.Equal([Me, Cleo], reader.ReadChats(Token).First().Participants);
        Assert.Equal([Me, Ben, Cleo], reader.ReadParticipants(Token).Select(person => person.Id));
    }

    [Fact]
    public void A_legacy_row_and_the_log_of_the_same_call_are_one_message()
    {
        using History history = new(new MsgstoreOptions { Modern = false, Legacy = true });
        AddLegacy(history.Store, 2, Ben, "call:77", 8);
        history.Store.Call(Ben, "call:77", T0, fromMe: false, video: true, seconds: 9, result: 5);
        history.Store.Call(Ben, "call:78", T0 + 1, fromMe: false, video: true, seconds: 0, result: 2);

        List<Message> messages = history.Messages();

        Assert.Equal(["call:78", "call:77"], messages.Select(message => message.NativeId));
        Assert.Equal(new CallBody(true, CallOutcome.Answered, 9), messages[1].Body);
    }

    [Fact]
    public void Where_both_schemas_hold_rows_each_message_is_read_once_and_the_new_one_wins()
    {
        using History history = new(new MsgstoreOptions { Legacy = true });
        history.Store.Message(Ben, "A", T0, text: "moved", more: ("_id", 2));
        history.Store.Message(Ben, "B", T0 + 2, text: "moved under another number", more: ("_id", 9));
        AddLegacy(history.Store, 2, Ben, "A", 0, ("data", "old"));
        AddLegacy(history.Store, 3, Ben, "B", 0, ("data", "old"));
        AddLegacy(history.Store, 4, Ben, "C", 0, ("data", "not moved"));

        Assert.Equal([("A", "moved"), ("C", "not moved"), ("B", "moved under another number")], history.Messages().Select(message => (message.NativeId, message.Text)));
    }

    [Fact]
    public void Something_else_is_not_a_history()
    {
        using History history = new(new MsgstoreOptions { Modern = false });

        ChatFormatException failure = Assert.Throws<ChatFormatException>(() => history.Read());

        Assert.Equal(ChatFormatProblem.NotThisFormat, failure.Problem);
    }

    private static void AddLegacy(MsgstoreBuilder store, long id, string chat, string key, long type, params (string Column, object? Value)[] more) =>
        store.Insert("messages", [("_id", id), ("key_remote_jid", chat), ("key_from_me", 0), ("key_id", key), ("timestamp", T0 + id), ("media_wa_type", $"{type}"), .. more]);

    // As Java serialises a string in an object: 0x74, its length in two bytes, its UTF-8.
    private static byte[] MediaData(string path) =>
        [0xAC, 0xED, 0, 5, 0x73, 0x74, 0, 3, (byte)'a', (byte)'b', (byte)'c', 0x74, 0, (byte)path.Length, .. Encoding.UTF8.GetBytes(path), 0x78];
}
