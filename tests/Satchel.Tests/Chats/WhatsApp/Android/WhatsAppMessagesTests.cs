using Satchel.Chats;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class WhatsAppMessagesTests : IDisposable
{
    private readonly History _history = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _history.Dispose();

    [Fact]
    public void A_received_text_has_its_sender_and_times()
    {
        _history.Store.Message(Ben, "3EB0AA", T0 + 7, text: "hello");

        Message message = _history.Only();

        Assert.Equal(Ben, message.ChatId);
        Assert.Equal("3EB0AA", message.NativeId);
        Assert.Equal(MessageKind.Text, message.Kind);
        Assert.Equal(Ben, message.SenderId);
        Assert.False(message.Outgoing);
        Assert.Equal(T0 + 7, message.SentAtMillis);
        Assert.Equal(T0 + 357, message.ReceivedAtMillis);
        Assert.Equal("hello", message.Text);
        Assert.Equal(MessageStatus.Received, message.Status);
        Assert.Null(message.Raw);
    }

    [Theory]
    [InlineData(0, MessageStatus.Pending)]
    [InlineData(4, MessageStatus.Sent)]
    [InlineData(5, MessageStatus.Delivered)]
    [InlineData(8, MessageStatus.Played)]
    [InlineData(13, MessageStatus.Read)]
    [InlineData(20, MessageStatus.Failed)]
    public void The_ticks_of_an_own_message_are_its_status(long code, MessageStatus expected)
    {
        _history.Store.Message(Ben, "A1", T0, text: "x", fromMe: true, more: ("status", code));

        Message message = _history.Only();

        Assert.Equal(expected, message.Status);
        Assert.Equal(Me, message.SenderId);
        Assert.True(message.Outgoing);
        Assert.Null(message.ReceivedAtMillis);
    }

    [Fact]
    public void An_own_message_has_no_sender_where_the_owner_is_unknown()
    {
        _history.Store.Message(Ben, "A1", T0, text: "x", fromMe: true);

        Assert.Null(_history.Only(accountId: null).SenderId);
    }

    [Fact]
    public void In_a_group_the_sender_is_the_row_that_is_named_without_its_device()
    {
        _history.Store.Message(Group, "A", T0, text: "x", sender: "85255507777:12@s.whatsapp.net");

        Assert.Equal(Cleo, _history.Only().SenderId);
    }

    [Fact]
    public void A_reply_quotes_id_sender_and_text()
    {
        long row = _history.Store.Message(Group, "A", T0, text: "yes", sender: Ben);
        _history.Store.Quote(row, Group, "3EB0Q", fromMe: false, Cleo, "really?");

        Assert.Equal(new Quote("3EB0Q", Cleo, "really?"), _history.Only().ReplyTo);
    }

    [Fact]
    public void A_reply_to_a_picture_quotes_its_caption()
    {
        long row = _history.Store.Message(Ben, "A", T0, text: "nice");
        _history.Store.Quote(row, Ben, "Q", fromMe: true, null, null);
        _history.Store.Insert("message_quoted_media", ("message_row_id", row), ("media_caption", "the lake"));

        Assert.Equal(new Quote("Q", Me, "the lake"), _history.Only().ReplyTo);
    }

    [Fact]
    public void Of_the_reactions_of_a_person_the_newest_stands_and_an_empty_one_takes_it_back()
    {
        long row = _history.Store.Message(Group, "A", T0, text: "x", sender: Ben);
        _history.Store.React(row, "😂", T0 + 5, sender: Cleo);
        _history.Store.React(row, "👍", T0 + 9, sender: Cleo);
        _history.Store.React(row, "❤️", T0 + 6, fromMe: true);
        _history.Store.React(row, "❤️", T0 + 7, sender: Ben);
        _history.Store.React(row, "", T0 + 8, sender: Ben);

        Assert.Equal([new Reaction(Me, "❤️", T0 + 6), new Reaction(Cleo, "👍", T0 + 9)], _history.Only().Reactions);
    }

    [Fact]
    public void A_reaction_of_somebody_unknown_is_kept_without_a_sender()
    {
        long row = _history.Store.Message(Group, "AA", T0, text: "news", sender: Cleo);
        _history.Store.React(row, "😂", T0 + 5);
        _history.Store.React(row, "👍", T0 + 6);
        _history.Store.React(row, "❤️", T0 + 7, fromMe: true);
        _history.Store.React(row, "🎉", T0 + 8, fromMe: true);

        Assert.Equal(
            [new Reaction(null, "😂", T0 + 5), new Reaction(null, "👍", T0 + 6), new Reaction(null, "🎉", T0 + 8)],
            _history.Only(accountId: null).Reactions);
    }

    [Fact]
    public void A_reaction_in_a_direct_chat_is_the_peers()
    {
        long row = _history.Store.Message(Ben, "A", T0, text: "x", fromMe: true);
        _history.Store.React(row, "👍", T0 + 5);

        Assert.Equal([new Reaction(Ben, "👍", T0 + 5)], _history.Only().Reactions);
    }

    [Fact]
    public void An_edited_message_keeps_the_id_it_was_sent_with()
    {
        long row = _history.Store.Message(Ben, "EDIT", T0, text: "new");
        _history.Store.Insert("message_edit_info", ("message_row_id", row), ("original_key_id", "SENT"), ("edited_timestamp", T0 + 60), ("sender_timestamp", T0 + 50));

        Message message = _history.Only();
        Assert.Equal(("SENT", T0 + 60, "new"), (message.NativeId, message.EditedAtMillis, message.Text));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(64)]
    public void A_revoked_message_is_a_tombstone_under_its_first_id(long type)
    {
        long row = _history.Store.Message(Ben, "REVOKE", T0, type);
        _history.Store.Insert("message_revoked", ("message_row_id", row), ("revoked_key_id", "SENT"), ("revoke_timestamp", T0 + 60));

        Message message = _history.Only();
        Assert.Equal((MessageKind.Revoked, "SENT", T0 + 60), (message.Kind, message.NativeId, message.RevokedAtMillis));
    }

    [Fact]
    public void Stars_forwards_mentions_and_expiry_are_told()
    {
        long row = _history.Store.Message(Group, "A", T0, text: "@85255507777", sender: Ben, more: [("starred", 1), ("origination_flags", 1)]);
        _history.Store.Insert("message_mentions", ("message_row_id", row), ("jid_row_id", _history.Store.Jid(Cleo)));
        _history.Store.Insert("message_ephemeral", ("message_row_id", row), ("duration", 86400), ("expire_timestamp", T0 + 86_400_000));

        Message message = _history.Only();
        Assert.True(message.Starred);
        Assert.True(message.Forwarded);
        Assert.Equal([Cleo], message.Mentions);
        Assert.Equal(T0 + 86_400_000, message.ExpiresAtMillis);
    }

    [Fact]
    public void A_preview_that_the_app_made_is_a_link()
    {
        long row = _history.Store.Message(Ben, "A", T0, text: "look https://example.org/a");
        _history.Store.Insert("message_text", ("message_row_id", row), ("url", "https://example.org/a"), ("page_title", "Title"), ("description", "Words"));

        Message message = _history.Only();
        Assert.Equal(MessageKind.Link, message.Kind);
        Assert.Equal(new LinkBody("https://example.org/a", "Title", "Words"), message.Body);
        Assert.Equal("look https://example.org/a", message.Text);
    }

    [Fact]
    public void A_bare_address_stays_text()
    {
        long row = _history.Store.Message(Ben, "A", T0, text: "https://example.org/a");
        _history.Store.Insert("message_text", ("message_row_id", row), ("font_style", 3));

        Assert.Equal(MessageKind.Text, _history.Only().Kind);
    }

    [Fact]
    public void A_place_has_its_coordinates_name_and_address()
    {
        long row = _history.Store.Message(Ben, "A", T0, 5);
        _history.Store.Insert("message_location", ("message_row_id", row), ("latitude", 22.25), ("longitude", 114.5), ("place_name", "Pier"), ("place_address", "1 Quay"));

        Message message = _history.Only();
        Assert.Equal(MessageKind.Location, message.Kind);
        Assert.Equal(new LocationBody(22.25, 114.5, "Pier", "1 Quay"), message.Body);
    }

    [Fact]
    public void Contact_cards_are_named_by_their_formatted_name()
    {
        const string Card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Doe\\, Jane\r\n Ann\r\nTEL;waid=1:+1\r\nEND:VCARD";
        long row = _history.Store.Message(Ben, "A", T0, 14);
        _history.Store.Insert("message_vcard", ("message_row_id", row), ("vcard", Card));
        _history.Store.Insert("message_vcard", ("message_row_id", row), ("vcard", "BEGIN:VCARD\nEND:VCARD"));

        Message message = _history.Only();
        Assert.Equal([new ContactCard("Doe, JaneAnn", Card), new ContactCard(null, "BEGIN:VCARD\nEND:VCARD")], Assert.IsType<ContactsBody>(message.Body).Contacts);
        Assert.Null(message.Text);
    }

    [Theory]
    [InlineData(66)]
    [InlineData(106)]
    public void A_poll_has_options_with_those_whose_newest_vote_chose_them(long type)
    {
        long row = _history.Store.Message(Group, "A", T0, type, "Lunch?", sender: Ben);
        long[] options = _history.Store.PollOptions(row, "Noodles", "Rice");
        _history.Store.Vote(row, T0 + 1, fromMe: false, Cleo, options[0]);
        _history.Store.Vote(row, T0 + 2, fromMe: false, Cleo, options[1]);
        _history.Store.Vote(row, T0 + 3, fromMe: true, null, options[0], options[1]);
        _history.Store.Vote(row, T0 + 4, fromMe: false, Ben, options[0]);
        _history.Store.Vote(row, T0 + 5, fromMe: false, Ben);

        PollBody poll = Assert.IsType<PollBody>(_history.Only().Body);
        Assert.Equal("Lunch?", poll.Question);
        Assert.Equal(["Noodles", "Rice"], poll.Options.Select(option => option.Text));
        Assert.Equal([Me], poll.Options[0].Voters);
        Assert.Equal([Cleo, Me], poll.Options[1].Voters);
    }

    [Theory]
    [InlineData(1, SystemEvent.TitleChanged)]
    [InlineData(5, SystemEvent.ParticipantLeft)]
    [InlineData(6, SystemEvent.IconChanged)]
    [InlineData(11, SystemEvent.GroupCreated)]
    [InlineData(12, SystemEvent.ParticipantAdded)]
    [InlineData(14, SystemEvent.ParticipantRemoved)]
    [InlineData(20, SystemEvent.ParticipantAdded)]
    [InlineData(56, SystemEvent.DisappearingTimerChanged)]
    [InlineData(67, SystemEvent.EncryptionChanged)]
    [InlineData(149, SystemEvent.Other)]
    public void A_system_row_says_what_happened_to_whom_by_whom(long action, SystemEvent expected)
    {
        _history.Store.System(Group, "S", T0, action, Ben, "new title", Cleo);

        Message message = _history.Only();
        SystemBody body = Assert.IsType<SystemBody>(message.Body);
        Assert.Equal((expected, Ben, "new title"), (body.Event, body.Actor, body.Text));
        Assert.Equal([Cleo], body.Subjects);
        Assert.Equal($$"""{"action":{{action}}}""", message.Raw);
        Assert.Null(message.Text);
        Assert.Null(message.Status);
    }

    [Fact]
    public void A_changed_number_names_the_old_and_the_new_one()
    {
        long row = _history.Store.System(Group, "S", T0, 28);
        _history.Store.Insert("message_system_number_change", ("message_row_id", row), ("old_jid_row_id", _history.Store.Jid(Ben)), ("new_jid_row_id", _history.Store.Jid(Cleo)));

        SystemBody body = Assert.IsType<SystemBody>(_history.Only().Body);
        Assert.Equal(SystemEvent.NumberChanged, body.Event);
        Assert.Equal([Ben, Cleo], body.Subjects);
    }

    [Theory]
    [InlineData(true, 0, 2, CallOutcome.Missed)]
    [InlineData(false, 0, 4, CallOutcome.Missed)]
    [InlineData(true, 0, 4, CallOutcome.Declined)]
    [InlineData(false, 0, 3, CallOutcome.Failed)]
    [InlineData(false, 0, 7, CallOutcome.Busy)]
    [InlineData(false, 30, 5, CallOutcome.Answered)]
    [InlineData(false, 30, 2, CallOutcome.Answered)]
    public void A_call_log_row_is_a_call_in_its_peers_chat(bool fromMe, long seconds, long result, CallOutcome outcome)
    {
        _history.Store.Call(Ben, "call:77", T0, fromMe, video: true, seconds, result);

        Message message = _history.Only();
        Assert.Equal((Ben, "call:77", MessageKind.Call, fromMe ? Me : Ben), (message.ChatId, message.NativeId, message.Kind, message.SenderId));
        Assert.Equal(new CallBody(true, outcome, seconds > 0 ? seconds : null), message.Body);
        using IChatReader reader = _history.Read();
        Assert.Equal(Ben, Assert.Single(reader.ReadChats(Token)).Id);
        Assert.Contains(reader.ReadParticipants(Token), person => person.Id == Ben);
    }

    [Fact]
    public void A_call_that_also_has_a_message_row_is_one_message()
    {
        long row = _history.Store.Message(Group, "K", T0, 90, sender: Ben);
        _history.Store.Call(Ben, "call:77", T0, fromMe: false, video: false, 12, 5, Group, row);

        Message message = _history.Only();
        Assert.Equal((Group, "call:77"), (message.ChatId, message.NativeId));
        Assert.Equal(new CallBody(false, CallOutcome.Answered, 12), message.Body);
    }

    [Fact]
    public void Calls_stand_among_the_messages_by_their_time()
    {
        _history.Store.Message(Ben, "A", T0, text: "x");
        _history.Store.Message(Ben, "B", T0 + 10, text: "y");
        _history.Store.Call(Ben, "call:1", T0 + 5, fromMe: false, video: false, 1, 5);
        _history.Store.Call(Ben, "call:2", T0 + 15, fromMe: false, video: false, 1, 5);

        Assert.Equal(["A", "call:1", "B", "call:2"], _history.Messages().Select(message => message.NativeId));
    }

    [Fact]
    public void A_group_invite_a_product_and_an_album_keep_what_they_say()
    {
        long invite = _history.Store.Message(Ben, "A", T0, 24, "join us");
        _history.Store.Insert("message_group_invite", ("message_row_id", invite), ("group_jid_row_id", _history.Store.Jid(Group)), ("group_name", "Trip"), ("invite_code", "abc"), ("expiration", 5));
        long product = _history.Store.Message(Ben, "B", T0 + 1, 23);
        _history.Store.Insert("message_product", ("message_row_id", product), ("title", "Tea"), ("currency_code", "HKD"), ("amount_1000", 12000));
        long album = _history.Store.Message(Ben, "C", T0 + 2, 99);
        _history.Store.Insert("message_album", ("message_row_id", album), ("image_count", 3), ("video_count", 1));

        List<Message> messages = _history.Messages();

        Assert.All(messages, message => Assert.Equal(MessageKind.Unknown, message.Kind));
        Assert.Equal("join us", messages[0].Text);
        Assert.Equal("""{"type":24,"groupInvite":{"group":"120363000000000001@g.us","name":"Trip","code":"abc","expiration":5}}""", messages[0].Raw);
        Assert.Equal("""{"type":23,"product":{"title":"Tea","currency":"HKD","amount1000":12000}}""", messages[1].Raw);
        Assert.Equal("""{"type":99,"album":{"images":3,"videos":1}}""", messages[2].Raw);
    }

    [Fact]
    public void A_code_nobody_knows_is_unknown_and_kept()
    {
        _history.Store.Message(Ben, "A", T0, 777, "what is this");

        Message message = _history.Only();
        Assert.Equal((MessageKind.Unknown, "what is this", """{"type":777}"""), (message.Kind, message.Text, message.Raw));
    }

    [Fact]
    public void A_message_of_a_chat_that_is_not_there_is_a_warning()
    {
        _history.Store.Message(Ben, "A", T0, text: "x");
        _history.Store.Message(Ben, "B", T0, text: "y", more: []);
        _history.Store.Run("UPDATE message SET chat_row_id = 99 WHERE key_id = 'B'");

        using IChatReader reader = _history.Read();
        Assert.Equal("A", Assert.Single(reader.ReadMessages(Token)).NativeId);
        Assert.Single(reader.Warnings);
    }
}
