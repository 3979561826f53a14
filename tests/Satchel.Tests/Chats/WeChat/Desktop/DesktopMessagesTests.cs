using Satchel.Chats;
using Satchel.Chats.WeChat.Desktop;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Desktop;

public sealed class DesktopMessagesTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)((i * 5) + 1))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree, false)]
    [InlineData(DesktopGeneration.WindowsThree, true)]
    [InlineData(DesktopGeneration.MacThree, false)]
    [InlineData(DesktopGeneration.MacThree, true)]
    [InlineData(DesktopGeneration.Four, false)]
    [InlineData(DesktopGeneration.Four, true)]
    internal async Task Every_message_of_a_conversation_reads_back_with_its_files(DesktopGeneration generation, bool isEncrypted)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Key = isEncrypted ? Key : null });
        Conversation conversation = Conversation.Create();
        account.Store.Add(conversation);
        account.Store.Save();

        using IChatReader reader = account.Read();
        List<Message> messages = [.. reader.ReadMessages(Token)];

        Assert.Empty(reader.Warnings);
        Assert.Equal(conversation.Messages.Count, messages.Count);
        foreach (ConversationMessage told in conversation.Messages)
        {
            Message expected = ConversationRows.MessageOf(told) with { SentAtMillis = told.SentAtSeconds * 1000, Attachments = [] };
            Message read = Assert.Single(messages, m => m.ChatId == expected.ChatId && m.SentAtMillis == expected.SentAtMillis && m.NativeId == expected.NativeId && m.Text == expected.Text);
            Assert.Equivalent(expected, read with { Attachments = [] }, strict: true);
            await AssertFilesAsync(account, told, read);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    public async Task Pictures_of_both_later_kinds_are_decoded(string key)
    {
        using DesktopAccount account = new(DesktopGeneration.Four, new DesktopStoreOptions { ImageKey = System.Text.Encoding.ASCII.GetBytes(key), Mask = 0x91 });
        Conversation conversation = Conversation.Create();
        account.Store.Add(conversation);
        account.Store.Save();

        using IChatReader reader = account.Read();
        foreach (Message message in reader.ReadMessages(Token).Where(message => message.Kind == MessageKind.Image && message.NativeId is not null))
        {
            await AssertFilesAsync(account, conversation.Messages.First(told => told.NativeId == message.NativeId), message);
        }
    }

    [Fact]
    public void The_key_of_each_file_opens_it_as_well()
    {
        using DesktopAccount account = new(DesktopGeneration.Four, new DesktopStoreOptions { Key = Key, IsRawKey = true });
        account.Store.Add(Conversation.Texts(30));
        account.Store.Save();

        using IChatReader reader = account.Read();

        Assert.Equal(30, reader.ReadMessages(Token).Count());
    }

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree)]
    [InlineData(DesktopGeneration.MacThree)]
    [InlineData(DesktopGeneration.Four)]
    internal void The_owner_the_people_and_the_groups_are_read(DesktopGeneration generation)
    {
        using DesktopAccount account = new(generation);
        account.Store.Add(Conversation.Create());
        account.Store.Save();
        using IChatReader reader = account.Read();

        Assert.Equal(new Account("wechat", "desktop", Conversation.OwnerId, Conversation.OwnerName), reader.Account);
        Dictionary<string, Participant> people = reader.ReadParticipants(Token).ToDictionary(person => person.Id);
        Assert.Equal(new Participant(Conversation.Ben) { Name = "Ben", Alias = "Benjamin (climbing)" }, people[Conversation.Ben]);
        Assert.Contains(Conversation.OwnerId, people.Keys);
        Dictionary<string, Chat> chats = reader.ReadChats(Token).ToDictionary(chat => chat.Id);
        Assert.Equal(Conversation.Create().ChatIds.Order(StringComparer.Ordinal), chats.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Hiking / 爬山 🏔️", chats[Conversation.Hikers].Title);
        Assert.Equal([Conversation.Ben, Conversation.Chen, Conversation.Dora, Conversation.OwnerId], chats[Conversation.Hikers].Participants);
        Assert.Equal("Benjamin (climbing)", chats[Conversation.Ben].Title);
        Assert.Equal(ChatKind.Self, chats[Conversation.FileHelper].Kind);
    }

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree, "Msg/Multi/MSG0.db")]
    [InlineData(DesktopGeneration.MacThree, "Message/msg_0.db")]
    [InlineData(DesktopGeneration.Four, "db_storage/message/message_0.db")]
    internal void A_missing_database_leaves_the_messages_of_the_others(DesktopGeneration generation, string path)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Key = Key });
        account.Store.Add(Conversation.Texts(30));
        account.Store.Save();
        File.Delete(Path.Join(account.Store.Folder, path));

        using IChatReader reader = account.Read();

        Assert.Equal(15, reader.ReadMessages(Token).Count());
    }

    [Fact]
    public void The_table_of_a_chat_that_nothing_names_has_its_hash_for_a_name()
    {
        using DesktopAccount account = new(DesktopGeneration.MacThree);
        account.Store.Add(Conversation.Texts(30));
        account.Store.Save();
        File.Delete(Path.Join(account.Store.Folder, "Contact/wccontact_new2.db"));
        File.Delete(Path.Join(account.Store.Folder, "Group/group_new.db"));

        using IChatReader reader = account.Read(Conversation.OwnerId);

        Assert.Equal(30, reader.ReadMessages(Token).Count());
        Assert.Contains(reader.ReadChats(Token), chat => chat.Id.StartsWith("md5:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_thumbnail_is_there_only_where_the_picture_is_not()
    {
        using DesktopAccount account = new(DesktopGeneration.Four);
        account.Store.Add(Conversation.Create());
        account.Store.Save();
        string picture = Directory.GetFiles(account.Store.Folder, "*.dat", SearchOption.AllDirectories).First(path => !path.EndsWith("_t.dat", StringComparison.Ordinal));
        File.Delete(picture);

        using IChatReader reader = account.Read();
        List<Message> pictures = [.. reader.ReadMessages(Token).Where(message => message.Kind == MessageKind.Image)];

        Message without = Assert.Single(pictures, message => message.Attachments.Any(attachment => attachment.IsThumbnail));
        Assert.EndsWith(Path.GetFileName(picture), without.Attachments[0].Path, StringComparison.Ordinal);
        Assert.EndsWith("_t.dat", without.Attachments[1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_a_group_that_begins_as_a_sender_does_is_kept_whole()
    {
        using DesktopAccount account = new(DesktopGeneration.WindowsThree);
        Conversation conversation = Conversation.Texts(3);
        ConversationMessage told = conversation.Add(Conversation.Hikers, Conversation.Dora, 1, 0, MessageKind.Text, "chen_xiaoming:\nthat is what he said");
        account.Store.Add(conversation);
        account.Store.Save();

        using IChatReader reader = account.Read();
        Message read = reader.ReadMessages(Token).Single(message => message.NativeId == told.NativeId);

        Assert.Equal((Conversation.Dora, told.Payload), (read.SenderId, read.Text));
    }

    private static async Task AssertFilesAsync(DesktopAccount account, ConversationMessage told, Message read)
    {
        ConversationFile? file = told.Files.FirstOrDefault(file => file.Role is not (ConversationFileRole.Sticker or ConversationFileRole.PictureThumbnail or ConversationFileRole.VideoPoster));
        if (file is null)
        {
            Assert.True(read.Attachments.Count <= 1);
            return;
        }

        Attachment attachment = Assert.Single(read.Attachments);
        Assert.Equal(file.Content, await account.ContentOfAsync(attachment));
    }
}
