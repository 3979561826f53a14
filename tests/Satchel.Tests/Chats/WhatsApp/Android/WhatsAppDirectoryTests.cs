using Satchel.Chats;
using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class WhatsAppDirectoryTests : IDisposable
{
    private const string Lid = "111222333444@lid";

    private readonly History _history = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _history.Dispose();

    [Fact]
    public void A_LID_reads_as_the_phone_number_it_belongs_to_everywhere()
    {
        MsgstoreBuilder store = _history.Store;
        store.MapLid(Lid, Ben);
        store.Message(Lid, "A", T0, text: "direct");
        long row = store.Message(Group, "B", T0 + 1, text: "group", sender: "111222333444:7@lid");
        store.React(row, "👍", T0 + 2, sender: Lid);
        store.Insert("message_mentions", ("message_row_id", row), ("jid_row_id", store.Jid(Lid)));
        store.Members(Group, Lid);
        store.Message(Ben, "C", T0 + 3, text: "by number");

        List<Message> messages = _history.Messages();

        Assert.Equal([Ben, Group, Ben], messages.Select(message => message.ChatId));
        Assert.All(messages, message => Assert.Equal(Ben, message.SenderId));
        Assert.Equal(Ben, messages[1].Reactions[0].SenderId);
        Assert.Equal([Ben], messages[1].Mentions);
        using IChatReader reader = _history.Read();
        Assert.Equal([Ben, Group], reader.ReadChats(Token).Select(chat => chat.Id).Order().Reverse());
        Assert.Equal([Ben], reader.ReadChats(Token).Single(chat => chat.Id == Group).Participants);
        Assert.DoesNotContain(reader.ReadParticipants(Token), person => person.Id.EndsWith("lid", StringComparison.Ordinal));
    }

    [Fact]
    public void A_LID_whose_number_only_its_chat_knows_reads_as_that_number()
    {
        _history.Store.Message(Lid, "A", T0, text: "x");
        _history.Store.Run("UPDATE chat SET account_jid_row_id = ?1", _history.Store.Jid(Ben));

        Assert.Equal(Ben, _history.Only().ChatId);
    }

    [Fact]
    public void Names_come_from_the_owner_then_the_person_then_the_business_then_the_LID()
    {
        _history.Store.Message(Ben, "A", T0, text: "x");
        _history.Store.Message(Cleo, "B", T0, text: "x");
        _history.Store.Message("8613800000000@s.whatsapp.net", "C", T0, text: "x");
        _history.Store.Message(Lid, "D", T0, text: "x");
        _history.Store.Message("85255500000@s.whatsapp.net", "E", T0, text: "x");
        _history.Store.Insert("lid_display_name", ("lid_row_id", _history.Store.Jid(Lid)), ("display_name", "Dora"));
        using (ContactsBuilder contacts = _history.Contacts())
        {
            contacts.Add(Ben, "Benny", "Ben");
            contacts.Add(Cleo, null, "Cleo");
            contacts.AddVerified("8613800000000@s.whatsapp.net", "Tea Shop");
            contacts.Add("4400000000@s.whatsapp.net", "A stranger to this history");
        }

        using IChatReader reader = _history.Read();
        Dictionary<string, Participant> people = reader.ReadParticipants(Token).ToDictionary(person => person.Id);

        Assert.Equal(("Benny", "+85255509999"), (people[Ben].Name, people[Ben].Phone));
        Assert.Equal("Cleo", people[Cleo].Name);
        Assert.Equal("Tea Shop", people["8613800000000@s.whatsapp.net"].Name);
        Assert.Equal(("Dora", null), (people[Lid].Name, people[Lid].Phone));
        Assert.Null(people["85255500000@s.whatsapp.net"].Name);
        Assert.DoesNotContain("4400000000@s.whatsapp.net", people.Keys);
        Assert.Equal("Benny", reader.ReadChats(Token).Single(chat => chat.Id == Ben).Title);
    }

    [Theory]
    [InlineData(Group, ChatKind.Group)]
    [InlineData(Ben, ChatKind.Direct)]
    [InlineData(Me, ChatKind.Self)]
    [InlineData(Lid, ChatKind.Direct)]
    [InlineData("status@broadcast", ChatKind.Broadcast)]
    [InlineData("1700000000@broadcast", ChatKind.Broadcast)]
    [InlineData("120363@newsletter", ChatKind.Channel)]
    [InlineData("0@s.whatsapp.net", ChatKind.System)]
    public void The_id_tells_what_kind_of_chat_it_is(string jid, ChatKind kind)
    {
        _history.Store.Message(jid, "A", T0, text: "x");

        using IChatReader reader = _history.Read();
        Assert.Equal(kind, Assert.Single(reader.ReadChats(Token)).Kind);
    }

    [Fact]
    public void A_group_has_subject_members_time_and_whether_it_is_archived()
    {
        _history.Store.Chat(Group, "Trip", T0, archived: true);
        _history.Store.Members(Group, Ben, Cleo);

        using IChatReader reader = _history.Read();
        Chat chat = Assert.Single(reader.ReadChats(Token));
        Assert.Equal(("Trip", true, DateTimeOffset.FromUnixTimeMilliseconds(T0)), (chat.Title, chat.Archived, chat.CreatedAt));
        Assert.Equal([Ben, Cleo], chat.Participants);
    }

    [Fact]
    public void The_owner_is_known_by_what_was_said_or_by_the_owners_own_LID()
    {
        _history.Store.Insert("props", ("key", "user_push_name"), ("value", "Ana"));
        using (IChatReader reader = _history.Read(accountId: null))
        {
            Assert.Equal(new Account("whatsapp", "android", null, "Ana"), reader.Account);
        }

        _history.Store.MapLid("999@lid_me", Me);
        using (IChatReader reader = _history.Read(accountId: null))
        {
            Assert.Equal(Me, reader.Account.Id);
        }

        using IChatReader told = _history.Read("85255501111@s.whatsapp.net");
        Assert.Equal("85255501111@s.whatsapp.net", told.Account.Id);
    }
}
