using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

public sealed class AndroidExportTests
{
    private static readonly ReaderOptions Utc = new() { TimeZone = TimeZoneInfo.Utc };

    [Fact]
    public void A_group_with_every_kind_is_read()
    {
        using ExportFolder folder = new();

        List<Message> messages = folder.ReadText(
            """
            27/03/2022, 21:41 - Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them. Tap to learn more.
            27/03/2022, 21:41 - Ana created group "Trip: 2022"
            27/03/2022, 21:41 - Ana added Ben, +852 5550 9999 and Carla
            27/03/2022, 21:42 - Ben: Hello
            over two lines

            and a third
            27/03/2022, 21:42 - +852 5550 9999: IMG-20220327-WA0000.jpg (file attached)
            What a view
            27/03/2022, 21:43 - Ana: <Media omitted>
            27/03/2022, 21:43 - Ana: PTT-20220327-WA0001.opus (file attached)
            27/03/2022, 21:43 - Ana: Dr Who.vcf (file attached)
            27/03/2022, 21:43 - Ana: My report.pdf (file attached)
            27/03/2022, 21:44 - Carla: location: https://maps.google.com/?q=48.2082,-16.3738
            27/03/2022, 21:44 - Carla: live location shared
            27/03/2022, 21:45 - Ben: This message was deleted
            27/03/2022, 21:45 - Ana: You deleted this message
            27/03/2022, 21:46 - Ana: fixed <This message was edited>
            27/03/2022, 21:46 - Ana: null
            27/03/2022, 21:47 - Ben: POLL:
            Where to?
            OPTION: Sea (2 votes)
            OPTION: Hills (0 votes)

            27/03/2022, 21:48 - Ana changed the subject from "Trip: 2022" to "Trip: 2023"
            27/03/2022, 21:48 - Ana changed this group's icon
            27/03/2022, 21:49 - Carla left
            27/03/2022, 21:49 - Ana removed Ben
            27/03/2022, 21:50 - Your security code with Ben changed. Tap to learn more.
            27/03/2022, 21:50 - Ana turned on disappearing messages. New messages will disappear from this chat 7 days after they're sent.
            27/03/2022, 21:51 - Ben changed their phone number to a new number. Tap to message or add the new number.
            27/03/2022, 21:51 - A sentence of a version to come
            27/03/2022, 21:52 - Missed voice call
            27/03/2022, 21:52 - Ben: STK-20220327-WA0002.webp (file attached)
            """, name: "WhatsApp Chat with Trip_ 2022.txt");

        Assert.Equal(
            "System System System Text Image Unknown Voice Contact Document Location LiveLocation Revoked Revoked Text Unknown Poll System System System System System System System System Call Sticker",
            string.Join(' ', messages.Select(m => m.Kind)));
        Assert.Equal("Hello\nover two lines\n\nand a third", messages[3].Text);
        Assert.Equal(("What a view", "IMG-20220327-WA0000.jpg", "85255509999@s.whatsapp.net"), (messages[4].Text, messages[4].Attachments[0].Name, messages[4].SenderId));
        Assert.Empty(messages[5].Attachments);
        Assert.Equal("Dr Who", Assert.IsType<ContactsBody>(messages[7].Body).Contacts[0].Name);
        Assert.Equal(new LocationBody(48.2082, -16.3738, null, null), messages[9].Body);
        Assert.Equal(("fixed", "{\"edited\":true}"), (messages[13].Text, messages[13].Raw));
        PollBody poll = Assert.IsType<PollBody>(messages[15].Body);
        Assert.Equal(("Where to?", "Sea", "Hills"), (poll.Question, poll.Options[0].Text, poll.Options[1].Text));
        SystemBody[] events = [.. messages.Select(m => m.Body).OfType<SystemBody>()];
        Assert.Equal(
            "EncryptionChanged GroupCreated ParticipantAdded TitleChanged IconChanged ParticipantLeft ParticipantRemoved EncryptionChanged DisappearingTimerChanged NumberChanged Other",
            string.Join(' ', events.Select(e => e.Event)));
        Assert.Equal(("export:Ana", "Trip: 2022"), (events[1].Actor, events[1].Text));
        Assert.Equal(["export:Ben", "85255509999@s.whatsapp.net", "export:Carla"], events[2].Subjects);
        Assert.Equal("Trip: 2023", events[3].Text);
        Assert.Equal("export:Carla", events[5].Actor);
        Assert.Equal(("export:Ana", "export:Ben"), (events[6].Actor, events[6].Subjects[0]));
        Assert.Equal("export:Ben", events[7].Subjects[0]);
        Assert.Equal(CallOutcome.Missed, Assert.IsType<CallBody>(messages[24].Body).Outcome);
        Assert.All(messages, m => Assert.Null(m.Outgoing));
        Assert.All(messages, m => Assert.Null(m.NativeId));
    }

    [Fact]
    public void The_directory_of_a_group_names_everybody()
    {
        using ExportFolder folder = new();
        string path = folder.Write("WhatsApp Chat with Trip.txt", "27/03/2022, 21:41 - Ana created group \"Trip\"\n27/03/2022, 21:41 - Ana added ~ Ben and +852 5550 9999\n27/03/2022, 21:42 - Ana: hi\n");

        using IChatReader reader = ExportFolder.Read(path, Utc);
        Chat chat = Assert.Single(reader.ReadChats(TestContext.Current.CancellationToken));
        Participant[] people = [.. reader.ReadParticipants(TestContext.Current.CancellationToken)];

        Assert.Equal(("export:Trip", ChatKind.Group, "Trip"), (chat.Id, chat.Kind, chat.Title));
        Assert.Equal(["export:Ana", "export:~ Ben", "85255509999@s.whatsapp.net"], people.Select(p => p.Id));
        Assert.Equal(["Ana", "Ben", null], people.Select(p => p.Name));
        Assert.Equal("+85255509999", people[2].Phone);
        Assert.Equal(people.Select(p => p.Id), chat.Participants);
        Assert.Equal(new DateTimeOffset(2022, 3, 27, 21, 41, 0, TimeSpan.Zero), chat.CreatedAt);
    }

    [Fact]
    public void A_chat_of_two_is_known_by_the_other_person()
    {
        using ExportFolder folder = new();
        string path = folder.Write("WhatsApp Chat with Ben (1).txt", "27/03/2022, 21:41 - Ben: hi\n27/03/2022, 21:42 - Ana: hello\n27/03/2022, 21:43 - Missed video call\n");

        using IChatReader reader = ExportFolder.Read(path, new ReaderOptions { TimeZone = TimeZoneInfo.Utc, OwnName = "Ana", AccountId = "+852 5550 1234" });
        Chat chat = Assert.Single(reader.ReadChats(TestContext.Current.CancellationToken));
        Message[] messages = [.. reader.ReadMessages(TestContext.Current.CancellationToken)];

        Assert.Equal(("export:Ben", ChatKind.Direct, "Ben"), (chat.Id, chat.Kind, chat.Title));
        Assert.Equal([false, true, null], messages.Select(m => m.Outgoing));
        Assert.Equal(["export:Ben", "85255501234@s.whatsapp.net", "export:Ben"], messages.Select(m => m.SenderId));
        Assert.Equal("85255501234@s.whatsapp.net", reader.Account.Id);
    }

    [Theory]
    [InlineData("WhatsApp Chat with +852 5550 9999.txt", "85255509999@s.whatsapp.net")]
    [InlineData("WhatsApp Chat mit Ben.txt", "export:Ben")]
    [InlineData("Discussion WhatsApp avec Ben.txt", "export:Ben")]
    [InlineData("Chat de WhatsApp con Ben.txt", "export:Ben")]
    [InlineData("Conversa do WhatsApp com Ben.txt", "export:Ben")]
    [InlineData("Chat WhatsApp con Ben.txt", "export:Ben")]
    [InlineData("Чат WhatsApp с контактом Ben.txt", "export:Ben")]
    [InlineData("与Ben的 WhatsApp 聊天.txt", "export:Ben")]
    [InlineData("與Ben的WhatsApp對話.txt", "export:Ben")]
    [InlineData("Ben.txt", "export:Ana")]
    public void The_chat_is_named_by_the_file_in_any_language(string name, string id)
    {
        using ExportFolder folder = new();

        Message message = folder.ReadText("27/03/2022, 21:41 - Ana: hi\n27/03/2022, 21:41 - Ana: hello\n", Utc, name)[0];

        Assert.Equal(id, message.ChatId);
    }
}
