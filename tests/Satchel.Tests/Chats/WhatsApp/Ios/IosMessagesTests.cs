using Satchel.Chats;
using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosMessagesTests
{
    [Fact]
    public void A_text_has_its_sender_time_and_state()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "3EB0A", T0, text: "hello");
        history.Store.Message(Ben, "3EB0B", T0 + 1, text: "hi", fromMe: true, more: ("ZSTARRED", 1));

        List<Message> messages = history.Messages();

        Assert.Equal(("3EB0A", T0, MessageKind.Text, Ben, "hello"), (messages[0].NativeId, messages[0].SentAtMillis, messages[0].Kind, messages[0].SenderId, messages[0].Text));
        Assert.Equal((false, MessageStatus.Received, false, null), (messages[0].Outgoing, messages[0].Status, messages[0].Starred, messages[0].Raw));
        Assert.Equal((true, MessageStatus.Read, true, Me, T0 + 1), (messages[1].Outgoing, messages[1].Status, messages[1].Starred, messages[1].SenderId, messages[1].SentAtMillis));
    }

    [Theory]
    [InlineData(0, MessageStatus.Pending)]
    [InlineData(1, MessageStatus.Sent)]
    [InlineData(5, MessageStatus.Delivered)]
    [InlineData(6, MessageStatus.Delivered)]
    [InlineData(8, MessageStatus.Read)]
    [InlineData(9, MessageStatus.Failed)]
    [InlineData(77, null)]
    public void A_state_of_an_own_message_is_read(int code, MessageStatus? status)
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, text: "x", fromMe: true, more: ("ZMESSAGESTATUS", code));

        Assert.Equal(status, history.Only().Status);
    }

    [Theory]
    [InlineData(1, MessageKind.Image, null)]
    [InlineData(2, MessageKind.Video, null)]
    [InlineData(8, MessageKind.Document, null)]
    [InlineData(11, MessageKind.Gif, null)]
    [InlineData(15, MessageKind.Sticker, null)]
    [InlineData(38, MessageKind.Image, """{"type":38}""")]
    [InlineData(39, MessageKind.Video, """{"type":39}""")]
    [InlineData(53, MessageKind.Voice, """{"type":53}""")]
    [InlineData(54, MessageKind.VideoNote, null)]
    [InlineData(14, MessageKind.Revoked, null)]
    [InlineData(12, MessageKind.Unknown, """{"type":12}""")]
    [InlineData(66, MessageKind.Unknown, """{"type":66}""")]
    [InlineData(73, MessageKind.System, """{"type":73}""")]
    [InlineData(999, MessageKind.Unknown, """{"type":999}""")]
    public void A_type_tells_the_kind(int type, MessageKind kind, string? raw)
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, type);

        Message message = history.Only();

        Assert.Equal(kind, message.Kind);
        Assert.Equal(raw, message.Raw);
    }

    [Theory]
    [InlineData("image/jpeg", MessageKind.Image)]
    [InlineData("application/pdf", MessageKind.Document)]
    [InlineData("video/mp4", MessageKind.Video)]
    public void The_media_type_tells_the_kind_of_an_unknown_type(string mime, MessageKind kind)
    {
        using IosHistory history = new();
        history.Store.File(history.Store.Message(Ben, "A", T0, 43), "Media/x.bin", mime, 5);

        Assert.Equal(kind, history.Only().Kind);
    }

    [Fact]
    public void A_link_is_one_where_the_store_holds_a_preview()
    {
        using IosHistory history = new();
        history.Store.Link(history.Store.Message(Ben, "A", T0, 7, "see https://example.org/a ok"), null, "A page", "About it");
        history.Store.Message(Ben, "B", T0, 7, "https://example.org/b");

        List<Message> messages = history.Messages();

        Assert.Equal(MessageKind.Link, messages[0].Kind);
        Assert.Equal(new LinkBody("https://example.org/a", "A page", "About it"), messages[0].Body);
        Assert.Equal((MessageKind.Text, """{"type":7}"""), (messages[1].Kind, messages[1].Raw));
    }

    [Fact]
    public void A_place_has_its_name_and_coordinates_from_either_column()
    {
        using IosHistory history = new();
        history.Store.Media(history.Store.Message(Ben, "A", T0, 5), ("ZLATITUDE", 22.3), ("ZLONGITUDE", 114.2), ("ZTITLE", "Pier 7\nCentral"));
        history.Store.Media(history.Store.Message(Ben, "B", T0, 5), ("ZVCARDSTRING", "-1.5;2.25"));

        List<Message> messages = history.Messages();

        Assert.Equal(new LocationBody(22.3, 114.2, "Pier 7", "Central"), messages[0].Body);
        Assert.Equal(new LocationBody(-1.5, 2.25, null, null), messages[1].Body);
    }

    [Fact]
    public void Several_cards_stand_in_one_row()
    {
        const string Card = "BEGIN:VCARD\nFN:Dan\nEND:VCARD";
        using IosHistory history = new();
        history.Store.Media(history.Store.Message(Ben, "A", T0, 4), ("ZVCARDSTRING", $"{Card}_$!<VCard-Separator>!$_{Card}"), ("ZVCARDNAME", "Daniel_$!<Name-Separator>!$_Dan"));
        history.Store.Media(history.Store.Message(Ben, "B", T0, 4), ("ZVCARDSTRING", Card));

        List<Message> messages = history.Messages();

        Assert.Equal([new ContactCard("Daniel", Card), new ContactCard("Dan", Card)], Assert.IsType<ContactsBody>(messages[0].Body).Contacts);
        Assert.Equal([new ContactCard("Dan", Card)], Assert.IsType<ContactsBody>(messages[1].Body).Contacts);
    }

    [Fact]
    public void A_poll_has_its_options_and_the_last_vote_of_each()
    {
        using IosHistory history = new();
        history.Store.Info(history.Store.Message(Group, "A", T0, 46, fromMe: true), Protobuf.Bytes(
            8,
            Protobuf.Text(2, "Where?"),
            Protobuf.Bytes(3, Protobuf.Text(1, "here")),
            Protobuf.Bytes(3, Protobuf.Text(1, "there")),
            Protobuf.Bytes(5, Protobuf.Number(1, 0), Protobuf.Text(4, Ben)),
            Protobuf.Bytes(5, Protobuf.Number(1, 1), Protobuf.Text(4, Ben)),
            Protobuf.Bytes(5, Protobuf.Number(1, 0), Protobuf.Number(1, 1), Protobuf.Number(1, 99), Protobuf.Text(4, Cleo)),
            Protobuf.Bytes(6, Protobuf.Number(1, 0))));

        PollBody poll = Assert.IsType<PollBody>(history.Only().Body);

        Assert.Equal("Where?", poll.Question);
        Assert.Equal(["here", "there"], poll.Options.Select(option => option.Text));
        Assert.Equal([Cleo, Me], poll.Options[0].Voters);
        Assert.Equal([Ben, Cleo], poll.Options[1].Voters);
    }

    [Fact]
    public void Who_deleted_the_message_of_another_is_told()
    {
        using IosHistory history = new();
        history.Store.Media(history.Store.Message(Group, "A", T0, 14, sender: Ben), ("ZVCARDSTRING", Cleo));
        history.Store.Media(history.Store.Message(Group, "B", T0, 14, sender: Ben), ("ZVCARDSTRING", Ben));

        List<Message> messages = history.Messages();

        Assert.Equal((MessageKind.Revoked, Ben, $$"""{"admin":"{{Cleo}}"}"""), (messages[0].Kind, messages[0].SenderId, messages[0].Raw));
        Assert.Null(messages[1].Raw);
    }

    [Fact]
    public void A_reply_says_to_what()
    {
        using IosHistory history = new();
        long newer = history.Store.Message(Group, "A", T0, text: "yes", sender: Ben);
        history.Store.Media(newer, ("ZMETADATA", Protobuf.Of(Protobuf.Text(5, "3EB0Q"), Protobuf.Text(6, Cleo), Protobuf.Bytes(19, Protobuf.Text(1, "shall we?")))));
        long older = history.Store.Message(Group, "B", T0, text: "no", sender: Ben);
        history.Store.Media(older, ("ZMETADATA", Protobuf.Of(Protobuf.Text(4, "old words"), Protobuf.Text(5, "3EB0R"))));
        long picture = history.Store.Message(Group, "C", T0, text: "nice", sender: Ben);
        history.Store.Media(picture, ("ZMETADATA", Protobuf.Of(Protobuf.Text(5, "3EB0S"), Protobuf.Bytes(19, Protobuf.Bytes(3, Protobuf.Text(3, "a caption"))))));

        List<Message> messages = history.Messages();

        Assert.Equal(new Quote("3EB0Q", Cleo, "shall we?"), messages[0].ReplyTo);
        Assert.Equal(new Quote("3EB0R", null, "old words"), messages[1].ReplyTo);
        Assert.Equal(new Quote("3EB0S", null, "a caption"), messages[2].ReplyTo);
    }

    [Fact]
    public void Mentions_and_forwards_are_read()
    {
        using IosHistory history = new();
        history.Store.Media(history.Store.Message(Group, "A", T0, text: "@85255507777", sender: Ben), ("ZMETADATA", Protobuf.Of(Protobuf.Text(8, Cleo), Protobuf.Text(8, Me))));
        history.Store.Message(Group, "B", T0, text: "x", sender: Ben, more: ("ZFLAGS", 16_777_216 + 128));
        history.Store.Media(history.Store.Message(Group, "C", T0, text: "y", sender: Ben), ("ZMETADATA", Protobuf.Number(17, 127)));

        List<Message> messages = history.Messages();

        Assert.Equal([Cleo, Me], messages[0].Mentions);
        Assert.Equal([false, true, true], messages.Select(message => message.Forwarded));
        Assert.Equal("""{"forwardScore":127}""", messages[2].Raw);
    }

    [Fact]
    public void A_property_list_of_2017_is_kept_as_it_is()
    {
        using IosHistory history = new();
        history.Store.Media(history.Store.Message(Ben, "A", T0, text: "x"), ("ZMETADATA", "bplist00\u00d0"u8.ToArray()));

        Assert.Equal("""{"metadata":"YnBsaXN0MDDDkA=="}""", history.Only().Raw);
    }

    [Fact]
    public void The_newest_reaction_of_each_person_counts()
    {
        using IosHistory history = new();
        history.Store.Info(history.Store.Message(Group, "A", T0, text: "x", fromMe: true), Protobuf.Of(
            Protobuf.Number(4, 1),
            Protobuf.Bytes(
                7,
                Protobuf.Bytes(1, Protobuf.Text(1, "R1"), Protobuf.Text(2, Ben), Protobuf.Text(3, "👍"), Protobuf.Number(4, T0 + 5)),
                Protobuf.Bytes(1, Protobuf.Text(1, "R2"), Protobuf.Text(2, Cleo), Protobuf.Text(3, ""), Protobuf.Number(4, T0 + 6)),
                Protobuf.Bytes(1, Protobuf.Text(1, "R3"), Protobuf.Text(2, Ben), Protobuf.Text(3, "❤"), Protobuf.Number(4, T0 + 9)),
                Protobuf.Bytes(2, Protobuf.Text(1, "R4"), Protobuf.Text(2, "😀"), Protobuf.Number(3, 1_700_000_001)))));

        Assert.Equal([new Reaction(Ben, "❤", T0 + 9), new Reaction(Me, "😀", 1_700_000_001_000)], history.Only().Reactions);
    }

    [Fact]
    public void In_a_direct_chat_the_other_reacts_or_the_owner()
    {
        using IosHistory history = new();
        history.Store.Info(history.Store.Message(Ben, "A", T0, text: "x"), Protobuf.Bytes(
            7,
            Protobuf.Bytes(1, Protobuf.Text(1, "R1"), Protobuf.Text(2, "111@lid"), Protobuf.Text(3, "👍"), Protobuf.Number(4, T0 + 5)),
            Protobuf.Bytes(1, Protobuf.Text(1, "R2"), Protobuf.Text(3, "👎"), Protobuf.Number(4, T0 + 6))));

        Assert.Equal([new Reaction(Ben, "👍", T0 + 5), new Reaction(null, "👎", T0 + 6)], history.Only(accountId: null).Reactions);
    }

    [Theory]
    [InlineData(6, 1, SystemEvent.TitleChanged)]
    [InlineData(6, 3, SystemEvent.ParticipantLeft)]
    [InlineData(6, 4, SystemEvent.IconChanged)]
    [InlineData(6, 12, SystemEvent.GroupCreated)]
    [InlineData(6, 10, SystemEvent.Other)]
    [InlineData(10, 2, SystemEvent.EncryptionChanged)]
    [InlineData(10, 26, SystemEvent.Other)]
    [InlineData(28, 0, SystemEvent.DisappearingTimerChanged)]
    public void An_event_is_told_by_type_and_code(int type, int code, SystemEvent happened)
    {
        using IosHistory history = new();
        history.Store.Message(Group, "A", T0, type, "words", sender: Ben, more: ("ZGROUPEVENTTYPE", code));

        Message message = history.Only();

        Assert.Equal(MessageKind.System, message.Kind);
        SystemBody body = Assert.IsType<SystemBody>(message.Body);
        Assert.Equal((happened, Ben, "words", null), (body.Event, body.Actor, body.Text, message.Text));
        Assert.Empty(body.Subjects);
        Assert.Equal(type == 28 ? """{"type":28}""" : $$"""{"type":{{type}},"event":{{code}}}""", message.Raw);
    }

    [Fact]
    public void Who_was_added_or_removed_is_the_subject()
    {
        using IosHistory history = new();
        history.Store.Message(Group, "A", T0, 6, sender: Ben, more: ("ZGROUPEVENTTYPE", 2));
        history.Store.Message(Group, "B", T0, 6, $"{Cleo},{Me}", sender: Ben, more: ("ZGROUPEVENTTYPE", 7));

        List<Message> messages = history.Messages();

        SystemBody joined = Assert.IsType<SystemBody>(messages[0].Body);
        Assert.Equal((SystemEvent.ParticipantAdded, null), (joined.Event, joined.Actor));
        Assert.Equal([Ben], joined.Subjects);
        SystemBody removed = Assert.IsType<SystemBody>(messages[1].Body);
        Assert.Equal((SystemEvent.ParticipantRemoved, Ben, null), (removed.Event, removed.Actor, removed.Text));
        Assert.Equal([Cleo, Me], removed.Subjects);
    }

    [Fact]
    public void A_message_without_a_time_stands_at_1970()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, text: "x", more: [("ZMESSAGEDATE", null), ("ZSENTDATE", null)]);
        history.Store.Message(Ben, "B", T0, text: "x", more: ("ZMESSAGEDATE", null));

        Assert.Equal([0, T0], history.Messages().Select(message => message.SentAtMillis));
    }

    [Fact]
    public void The_same_id_in_two_chats_is_two_messages()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, text: "x");
        history.Store.Message(Cleo, "A", T0, text: "y");

        Assert.Equal([(Ben, "A"), (Cleo, "A")], history.Messages().Select(message => (message.ChatId, message.NativeId)));
    }
}
