using Satchel.Chats;
using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosDirectoryTests
{
    private const string BenLid = "111222333444@lid";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Chats_are_told_apart_by_their_ids()
    {
        using IosHistory history = new();
        foreach (string id in (string[])[Ben, Group, "1500000000@broadcast", "120363@newsletter", Me, "0@s.whatsapp.net"])
        {
            history.Store.Session(id, "Name");
        }

        Assert.Equal(
            [ChatKind.Direct, ChatKind.Group, ChatKind.Broadcast, ChatKind.Channel, ChatKind.Self, ChatKind.System],
            Chats(history).Select(chat => chat.Kind));
    }

    [Fact]
    public void A_group_has_its_title_members_and_birthday()
    {
        using IosHistory history = new();
        history.Store.Session(Group, "The group", ("ZARCHIVED", 1));
        history.Store.Group(Group, T0, creator: "85255503333@s.whatsapp.net");
        history.Store.Member(Group, Ben);
        history.Store.Member(Group, Cleo);
        history.Store.Member(Group, "85255504444@s.whatsapp.net", active: false);

        Chat chat = Assert.Single(Chats(history));

        Assert.Equal(("The group", true, DateTimeOffset.FromUnixTimeMilliseconds(T0)), (chat.Title, chat.Archived, chat.CreatedAt));
        Assert.Equal([Ben, Cleo], chat.Participants);
        Assert.Contains("85255503333@s.whatsapp.net", People(history).Keys);
        Assert.Contains("85255504444@s.whatsapp.net", People(history).Keys);
    }

    [Theory]
    [InlineData("pair")]
    [InlineData("older")]
    [InlineData("contact")]
    [InlineData("session")]
    public void A_LID_reads_as_the_number_that_any_database_joins_it_to(string where)
    {
        using IosHistory history = new();
        switch (where)
        {
            case "pair":
                history.Lids.Lid("111222333444", "85255509999");
                break;
            case "older":
                history.Lids.Lid(BenLid, "+85255509999", older: true);
                break;
            case "contact":
                history.Contacts.Contact(Ben, null, BenLid);
                break;
            default:
                history.Store.Session(BenLid, null, ("ZCONTACTIDENTIFIER", Ben));
                break;
        }

        history.Store.Message(BenLid, "A", T0, text: "x");
        history.Store.Message(Group, "B", T0, text: "y", sender: BenLid);

        Assert.Equal([(Ben, Ben), (Group, Ben)], history.Messages().Select(message => (message.ChatId, message.SenderId)));
        Assert.Equal([Ben, Group], Chats(history).Select(chat => chat.Id));
    }

    [Fact]
    public void A_LID_without_a_number_stays_what_it_is()
    {
        using IosHistory history = new();
        history.Store.Message(BenLid, "A", T0, text: "x");

        Assert.Equal((BenLid, BenLid), (history.Only().ChatId, history.Only().SenderId));
        Assert.Contains(BenLid, People(history).Keys);
    }

    [Fact]
    public void A_chat_by_LID_and_one_by_number_are_one()
    {
        using IosHistory history = new();
        history.Lids.Lid(BenLid, "85255509999");
        history.Store.Message(Ben, "A", T0, text: "x");
        history.Store.Message(BenLid, "B", T0, text: "y");

        Assert.Single(Chats(history));
        Assert.Equal([Ben, Ben], history.Messages().Select(message => message.ChatId));
    }

    [Fact]
    public void Status_updates_are_one_chat_with_a_sender_each()
    {
        using IosHistory history = new();
        history.Store.Message("85255509999@status", "A", T0, 1);
        history.Store.Message("111222333444@lid.status", "B", T0, 1);

        Assert.Equal([("status@broadcast", Ben), ("status@broadcast", BenLid)], history.Messages().Select(message => (message.ChatId, message.SenderId)));
        Assert.Equal(ChatKind.Broadcast, Assert.Single(Chats(history)).Kind);
    }

    [Fact]
    public void A_deleted_chat_is_shown_where_messages_of_it_are_left()
    {
        using IosHistory history = new();
        history.Store.Session(Ben, null, ("ZREMOVED", 1));
        history.Store.Session(Cleo, null, ("ZREMOVED", 1));
        history.Store.Message(Cleo, "A", T0, text: "x");

        Assert.Equal([Cleo], Chats(history).Select(chat => chat.Id));
    }

    [Fact]
    public void The_name_the_owner_gave_wins_over_others()
    {
        using IosHistory history = new();
        history.Contacts.Contact(Ben, "Ben of work");
        history.Contacts.Contact("85255508888@s.whatsapp.net", null, null, "The Shop");
        history.Store.Session(Ben, "Ben");
        history.Store.Session(Cleo, "\u202A+852 5550 7777\u202C");
        history.Store.Session("85255508888@s.whatsapp.net", null);
        history.Store.Session(BenLid, "Dora");
        history.Store.PushName(Ben, "benny");
        history.Store.PushName(Cleo, Convert.ToBase64String(Protobuf.Of(Protobuf.Text(1, "Cléo"), Protobuf.Number(2, 7))));
        history.Store.Message(Group, "A", T0, text: "x", sender: "85255502222@s.whatsapp.net", more: ("ZPUSHNAME", "Eve"));

        Dictionary<string, Participant> people = People(history);

        Assert.Equal("Ben of work", people[Ben].Name);
        Assert.Equal("Cléo", people[Cleo].Name);
        Assert.Equal("The Shop", people["85255508888@s.whatsapp.net"].Name);
        Assert.Equal(("Dora", null), (people[BenLid].Name, people[BenLid].Phone));
        Assert.Equal("Eve", people["85255502222@s.whatsapp.net"].Name);
        Assert.Equal("+85255509999", people[Ben].Phone);
        Assert.Equal("Cléo", Chats(history).Single(chat => chat.Id == Cleo).Title);
    }

    [Fact]
    public void Everybody_whom_a_message_names_takes_part()
    {
        using IosHistory history = new();
        long message = history.Store.Message(Group, "A", T0, text: "x", sender: Ben);
        history.Store.Media(message, ("ZMETADATA", Protobuf.Of(Protobuf.Text(5, "Q"), Protobuf.Text(6, "1111111@s.whatsapp.net"), Protobuf.Text(8, "2222222@s.whatsapp.net"))));
        history.Store.Info(message, Protobuf.Bytes(7, Protobuf.Bytes(1, Protobuf.Text(1, "R"), Protobuf.Text(2, "3333333@s.whatsapp.net"), Protobuf.Text(3, "x"))));
        history.Store.Message(Group, "B", T0, text: "y", more: ("ZFROMJID", "4444444@s.whatsapp.net"));
        history.Calls.Call("C", T0, 0, 5, incoming: true, video: false, ["5555555@s.whatsapp.net"]);

        Assert.Equal(
            ["1111111@s.whatsapp.net", "2222222@s.whatsapp.net", "3333333@s.whatsapp.net", "4444444@s.whatsapp.net", "5555555@s.whatsapp.net", Me, Ben],
            People(history).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("4444444@s.whatsapp.net", history.Messages().Single(message => message.NativeId == "B").SenderId);
    }

    [Fact]
    public void Without_an_owner_own_messages_have_no_sender()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, text: "x", fromMe: true);

        using IChatReader reader = history.Read(accountId: null);

        Assert.Equal(new Account("whatsapp", "ios", null, null), reader.Account);
        Assert.Null(reader.ReadMessages(Token).Single().SenderId);
    }

    private static List<Chat> Chats(IosHistory history)
    {
        using IChatReader reader = history.Read();
        return [.. reader.ReadChats(Token)];
    }

    private static Dictionary<string, Participant> People(IosHistory history)
    {
        using IChatReader reader = history.Read();
        return reader.ReadParticipants(Token).ToDictionary(participant => participant.Id);
    }
}
