using System.Globalization;
using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.Sqlite.Cipher;

namespace Satchel.Tests.Chats.WeChat.Android;

public sealed class AndroidMessagesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, true)]
    [InlineData(null, false)]
    [InlineData("4c27f5d", true)]
    public void Every_message_of_a_conversation_reads_back_with_its_files(string? passphrase, bool fileIndex)
    {
        using AndroidAccount account = new(new AndroidStoreOptions { Passphrase = passphrase, FileIndex = fileIndex });
        Conversation conversation = Conversation.Create();
        account.Store.Add(conversation);

        List<Message> messages = account.Messages();

        Assert.Equal(conversation.Messages.Count, messages.Count);
        foreach ((ConversationMessage expected, Message read) in conversation.Messages.Zip(messages))
        {
            Assert.Equal(expected.ChatId, read.ChatId);
            Assert.Equal(expected.SentAtMillis, read.SentAtMillis);
            Assert.Equal(expected.Kind, read.Kind);
            AssertFiles(account, expected, read);
        }
    }

    [Fact]
    public void Ids_senders_and_directions_are_what_the_row_says()
    {
        using AndroidAccount account = new();
        account.Store.Add(Conversation.Texts(30));

        foreach (Message message in account.Messages())
        {
            int number = int.Parse(message.Text!.Split(' ')[1], CultureInfo.InvariantCulture);
            Assert.Equal(number % 5 == 0, message.Outgoing);
            Assert.Equal(number % 5 == 0 ? Conversation.OwnerId : message.ChatId == Conversation.Hikers ? Conversation.Dora : message.ChatId, message.SenderId);
            Assert.Equal(number % 5 == 0 ? MessageStatus.Sent : MessageStatus.Received, message.Status);
            Assert.StartsWith("612345", message.NativeId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Columns_are_found_by_name_whatever_their_order_and_whichever_an_older_app_lacks()
    {
        using AndroidAccount account = new(new AndroidStoreOptions
        {
            ShuffleSeed = 5,
            Without = ["transBrandWording", "talkerId", "bizClientMsgId", "bizChatId", "bizChatUserId", "msgSeq", "flag", "solitaireFoldInfo", "historyId", "lvbuffer"],
        });
        account.Store.Add(Conversation.Texts(12));

        Assert.Equal(12, account.Messages().Count);
    }

    [Fact]
    public void The_tables_of_services_are_read_as_well_and_named()
    {
        using AndroidAccount account = new();
        Conversation conversation = Conversation.Texts(4);
        account.Store.Add(conversation.Messages[0]);
        account.Store.Add(conversation.Messages[1], "bizchatmessage");
        account.Store.Add(conversation.Messages[2], "findermessage006");
        account.Store.Add(conversation.Messages[3], "w1wmessage");

        List<Message> messages = account.Messages(Conversation.OwnerId);

        Assert.Equal([null, """{"table":"bizchatmessage"}""", """{"table":"findermessage006"}""", """{"table":"w1wmessage"}"""], messages.Select(message => message.Raw));
    }

    [Fact]
    public void The_owner_the_people_and_the_groups_are_read()
    {
        using AndroidAccount account = new();
        account.Store.Add(Conversation.Create());
        using IChatReader reader = account.Read();

        Assert.Equal(new Account("wechat", "android", Conversation.OwnerId, Conversation.OwnerName), reader.Account);
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

    [Fact]
    public void A_sender_who_is_no_contact_has_a_line_of_their_own()
    {
        using AndroidAccount account = new();
        account.Store.Add(Conversation.Create());
        account.Store.Insert("message", ("msgId", 900), ("type", 1), ("isSend", 0), ("createTime", Conversation.Start), ("talker", Conversation.Hikers), ("content", "wxid_gone:\nBye"));

        using (IChatReader reader = account.Read())
        {
            Assert.Contains(reader.ReadParticipants(Token), person => person.Id == "wxid_gone");
        }

        using IChatReader again = account.Read();
        Assert.Contains(again.ReadMessages(Token), message => message.SenderId == "wxid_gone");
        Assert.Contains(again.ReadParticipants(Token), person => person.Id == "wxid_gone");
    }

    [Fact]
    public void A_store_made_by_the_real_program_is_read()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlcipher"), "needs Debian's sqlcipher");
        using AndroidAccount account = new(new AndroidStoreOptions { Passphrase = "4c27f5d", FileIndex = false });
        account.Store.Save();
        string path = Path.Join(account.Store.Folder, "EnMicroMsg.db");
        File.Delete(path);
        SqlcipherProgram.Run(
            path,
            """
            PRAGMA key = '4c27f5d'; PRAGMA cipher_use_hmac = OFF; PRAGMA cipher_page_size = 1024; PRAGMA kdf_iter = 4000;
            CREATE TABLE message (msgId INTEGER PRIMARY KEY, msgSvrId INTEGER, type INT, status INT, isSend INT, createTime INTEGER, talker TEXT, content TEXT, imgPath TEXT);
            CREATE TABLE userinfo (id INTEGER PRIMARY KEY, type INT, value TEXT);
            INSERT INTO userinfo VALUES (2, 3, 'wxid_me');
            INSERT INTO message VALUES (1, 9007199254740993, 1, 3, 0, 1700000000123, 'wxid_ben', 'Hi', NULL);
            """);

        using IChatReader reader = AndroidAccount.Read(account.Source(), account.Keys, account.Root);
        Message message = Assert.Single(reader.ReadMessages(Token));

        Assert.Equal("9007199254740993", message.NativeId);
        Assert.Equal("wxid_me", reader.Account.Id);
    }

    [Fact]
    public void A_wrong_passphrase_is_said()
    {
        using AndroidAccount account = new(new AndroidStoreOptions { Passphrase = "4c27f5d" });
        account.Store.Add(Conversation.Texts(3));
        account.Store.Save();
        using SourceKeys wrong = new();
        wrong.Add(new SourceKey(SourceKeyKind.Passphrase, [1, 2, 3]));

        Assert.Equal(ChatFormatProblem.WrongKey, Assert.Throws<ChatFormatException>(() => AndroidAccount.Read(account.Source(), wrong, account.Root)).Problem);
        Assert.Equal(ChatFormatProblem.KeyNeeded, Assert.Throws<ChatFormatException>(() => AndroidAccount.Read(account.Source(), SourceKeys.None, account.Root)).Problem);
    }

    private static void AssertFiles(AndroidAccount account, ConversationMessage expected, Message read)
    {
        ConversationFile? content = expected.Files.FirstOrDefault(file => file.Role is not (ConversationFileRole.PictureThumbnail or ConversationFileRole.VideoPoster));
        if (content is null)
        {
            return;
        }

        Attachment attachment = read.Attachments[0];
        Assert.False(attachment.IsThumbnail);
        Assert.Equal(content.Sha256, SHA256.HashData(File.ReadAllBytes(account.PathOf(attachment))));
        ConversationFile? small = expected.Files.FirstOrDefault(file => file.Role is ConversationFileRole.PictureThumbnail or ConversationFileRole.VideoPoster);
        if (small is not null)
        {
            Assert.True(read.Attachments[1].IsThumbnail);
            Assert.Equal(small.Sha256, SHA256.HashData(File.ReadAllBytes(account.PathOf(read.Attachments[1]))));
        }
    }
}
