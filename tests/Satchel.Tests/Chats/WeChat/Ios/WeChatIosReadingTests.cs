using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.WeChat;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Ios;

public sealed class WeChatIosReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_conversation_reads_back_out_of_several_databases()
    {
        Conversation conversation = Conversation.Create();
        using IosAccount phone = new(new IosStoreBuilder(conversation));

        (HistoryView view, List<HistoryMessage> messages) = await phone.ReadAsync();

        await using HistoryView owned = view;
        Assert.Equal(new Account("wechat", "ios", Conversation.OwnerId, Conversation.OwnerName), view.Account);
        Assert.Empty(view.Problems);
        Assert.Equal(conversation.Messages.Count, messages.Count);
        foreach (ConversationMessage told in conversation.Messages.Where(m => m.NativeId is not null))
        {
            Message read = Assert.Single(messages, m => m.Message.NativeId == told.NativeId && m.Message.Kind == told.Kind && m.Message.ChatId == told.ChatId).Message;
            Assert.Equal((told.SentAtSeconds * 1000, told.Outgoing), (read.SentAtMillis, read.Outgoing ?? false));
            if (told.Kind is not (MessageKind.System or MessageKind.Revoked))
            {
                Assert.Equal(told.SenderId, read.SenderId);
            }
        }
    }

    [Fact]
    public async Task Files_lie_where_the_number_of_the_message_says()
    {
        Conversation conversation = Conversation.Create();
        using IosAccount phone = new(new IosStoreBuilder(conversation));

        (HistoryView view, List<HistoryMessage> messages) = await phone.ReadAsync();

        await using HistoryView owned = view;
        ConversationFileRole[] whole = [ConversationFileRole.Picture, ConversationFileRole.Voice, ConversationFileRole.Video, ConversationFileRole.Document];
        foreach (ConversationMessage told in conversation.Messages)
        {
            ConversationFile? file = told.Files.FirstOrDefault(f => whole.Contains(f.Role));
            if (file is not null)
            {
                Attachment read = Assert.Single(messages.Single(m => m.Message.NativeId == told.NativeId).Message.Attachments);
                Assert.Equal((false, file.Content.LongLength), (read.Missing, read.LengthBytes));
                Assert.Equal(file.Sha256, read.Sha256);
            }
        }
    }

    [Fact]
    public async Task A_small_picture_stands_where_it_is_all_there_is()
    {
        Conversation conversation = Conversation.Texts(1);
        ConversationMessage picture = conversation.Add(Conversation.Ben, Conversation.Ben, 3, 0, MessageKind.Image, "<msg><img length=\"9\" /></msg>", new ConversationFile(ConversationFileRole.PictureThumbnail, ConversationFiles.Jpeg(3, 300)));
        using IosAccount phone = new(new IosStoreBuilder(conversation));

        (HistoryView view, List<HistoryMessage> messages) = await phone.ReadAsync();

        await using HistoryView owned = view;
        IReadOnlyList<Attachment> found = messages.Single(m => m.Message.NativeId == picture.NativeId).Message.Attachments;
        Assert.Equal([true, false], found.Select(a => a.Missing));
        Assert.Equal(picture.Files[0].Sha256, found[1].Sha256);
    }

    [Fact]
    public async Task Names_come_from_the_contacts_blobs()
    {
        using IosAccount phone = new();

        (HistoryView view, _) = await phone.ReadAsync();

        await using HistoryView owned = view;
        await CheckNamesAsync(view);
    }

    [Fact]
    public async Task Names_come_from_the_columns_of_old_versions()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Create()) { HasOldContacts = true });

        (HistoryView view, _) = await phone.ReadAsync();

        await using HistoryView owned = view;
        await CheckNamesAsync(view);
    }

    [Fact]
    public async Task A_chat_whose_name_nothing_tells_keeps_its_hash()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Create()) { HasContacts = false });

        (HistoryView view, List<HistoryMessage> messages) = await phone.ReadAsync();

        await using HistoryView owned = view;
        string hikers = "md5:" + WeChatIds.ChatHash(Conversation.Hikers);
        Assert.Contains(messages, m => m.Message.ChatId == hikers && m.Message.SenderId == Conversation.Chen);
        Assert.Contains(messages, m => m.Message.ChatId == "filehelper");
        Assert.DoesNotContain(messages, m => m.Message.ChatId == hikers && m.Message.SenderId == hikers);
    }

    [Fact]
    public async Task What_lies_in_a_database_that_is_not_there_is_missing_and_the_rest_is_read()
    {
        Conversation conversation = Conversation.Texts(90);
        using IosAccount phone = new(new IosStoreBuilder(conversation));
        File.Delete(phone.Database(1));

        (HistoryView view, List<HistoryMessage> messages) = await phone.ReadAsync();

        await using HistoryView owned = view;
        Assert.Equal(conversation.Messages.Count(m => phone.Builder.DatabaseOf(m) != 1), messages.Count);
    }

    [Fact]
    public void A_missing_database_is_told()
    {
        using IosAccount phone = new();
        File.Delete(phone.Database(1));

        Assert.Contains(WarningsOf(phone), line => line.Contains("is not there", StringComparison.Ordinal));
    }

    [Fact]
    public void The_owner_is_who_the_folder_is_named_for()
    {
        foreach ((bool logins, bool mapped, bool contacts) in ((bool, bool, bool)[])[(true, false, false), (false, true, false), (false, false, true)])
        {
            using IosAccount phone = new(new IosStoreBuilder(Conversation.Create()) { HasLogins = logins, HasMappedSettings = mapped, HasContacts = contacts });
            using SourceReading reading = new(phone.Find());

            Assert.Equal(Conversation.OwnerId, reading.Reader.Account.Id);
        }
    }

    [Fact]
    public void An_owner_that_the_folder_is_not_named_for_is_not_believed()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Create()) { HasLogins = false, HasContacts = false });
        using SourceReading stranger = new(phone.Find(), new ReaderOptions("wxid_somebody_else"));
        using SourceReading owner = new(phone.Find(), new ReaderOptions(Conversation.OwnerId));

        Assert.Null(stranger.Reader.Account.Id);
        Assert.Equal(Conversation.OwnerId, owner.Reader.Account.Id);
    }

    [Fact]
    public void The_same_said_twice_in_a_second_without_an_id_is_two_messages()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(9)));
        string table = IosAccount.TableOf(Conversation.Ben);
        phone.Run(0, $"INSERT INTO {table}(MesLocalID, MesSvrID, CreateTime, Message, Status, Type, Des) VALUES (100, 0, 1700000500, 'x', 5, 1, 0), (101, 0, 1700000500, 'x', 5, 1, 0), (102, 0, 1700000500, 'y', 5, 1, 0)");
        using SourceReading reading = new(phone.Find());

        List<Message> local = [.. reading.Reader.ReadMessages(Token).Where(m => m.NativeId is null)];

        Assert.Equal([(0, 0), (1, 1), (2, 0)], local.Select(m => (m.Order, m.Repeat)));
        Assert.All(local, m => Assert.Equal(MessageStatus.Failed, m.Status));
    }

    [Fact]
    public void Two_accounts_in_one_folder_are_two_histories()
    {
        using IosAccount phone = new();
        new IosStoreBuilder(Conversation.Texts(4), "wxid_second").WriteDocuments(phone.Documents);

        IReadOnlyList<ChatSource> found = phone.FindAll();

        Assert.Equal(new[] { Conversation.OwnerId, "wxid_second" }.Order(), found.Select(f => f.AccountId!).Order());
        Assert.All(found, f => Assert.Equal(phone.Root, f.Root));
    }

    [Fact]
    public void The_folder_of_an_account_alone_is_a_history_and_what_lies_beside_it_is_not()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(30)) { HasLogins = false });
        File.WriteAllText(Path.Combine(phone.Documents, "letter.txt"), "not the app's");
        Directory.CreateDirectory(Path.Combine(phone.Documents, "Pictures"));

        ChatSource found = phone.Find();

        Assert.Equal(phone.Account, found.Root);
        Assert.Equal([DatabaseRole.Messages, DatabaseRole.Messages, DatabaseRole.Messages, DatabaseRole.Contacts, DatabaseRole.Contacts], found.Databases.Select(d => d.Role));
    }

    private static IReadOnlyCollection<string> WarningsOf(IosAccount phone)
    {
        using SourceReading reading = new(phone.Find());
        return reading.Reader.Warnings;
    }

    private static async Task CheckNamesAsync(HistoryView view)
    {
        Dictionary<string, Participant> people = [];
        await foreach (Participant participant in view.ParticipantsAsync(Token))
        {
            people.Add(participant.Id, participant);
        }

        Dictionary<string, Chat> chats = [];
        await foreach (Chat chat in view.ChatListAsync(Token))
        {
            chats.Add(chat.Id, chat);
        }

        Assert.Equal(("Ben", "Benjamin (climbing)"), (people[Conversation.Ben].Name, people[Conversation.Ben].Alias));
        Assert.Equal("Wong @ Acme", people[Conversation.WorkFriend].Name);
        Assert.Equal((ChatKind.Group, "Hiking / 爬山 🏔️"), (chats[Conversation.Hikers].Kind, chats[Conversation.Hikers].Title));
        Assert.Equal([Conversation.Ben, Conversation.Chen, Conversation.Dora, Conversation.OwnerId], chats[Conversation.Hikers].Participants);
        Assert.Equal(ChatKind.Self, chats[Conversation.FileHelper].Kind);
        Assert.Equal("Benjamin (climbing)", chats[Conversation.Ben].Title);
    }
}
