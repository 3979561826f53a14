using Satchel.Chats;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.WhatsApp.Android;
using Satchel.Tests.Chats.WhatsApp.Ios;

namespace Satchel.Tests.Chats.WeChat.Android;

public sealed class AndroidChangesTests
{
    private const string StorePath = "EnMicroMsg.db";
    private const string IndexPath = "WxFileIndex.db";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Reading_the_changes_gives_what_reading_everything_gives()
    {
        for (int seed = 1; seed <= 8; seed++)
        {
            using AndroidAccount account = new(new AndroidStoreOptions { Indices = seed % 2 == 0, ShuffleSeed = seed });
            account.Store.Add(Conversation.Create());
            Random random = new(seed);
            for (int day = 0; day < 2; day++)
            {
                Dictionary<MessagePlace, string> before = Places(account);
                Then then = Then.Of(account);
                Change(account, random);

                Dictionary<MessagePlace, string> applied = Apply(account, then, before, out bool everything);

                Assert.False(everything, $"seed {seed}, day {day}");
                Assert.Equal(Places(account), applied);
            }
        }
    }

    [Fact]
    public void New_texts_of_known_people_leave_the_directory_alone()
    {
        using AndroidAccount account = new();
        account.Store.Add(Conversation.Texts(9));
        Then then = Then.Of(account);

        foreach (ConversationMessage message in Conversation.Texts(3, 9).Messages)
        {
            account.Store.Add(message);
        }

        IMessageChanges changes = Track(account, then, out List<MessageChange> read);
        Assert.False(changes.DirectoryChanged);
        Assert.Equal(3, read.Count);
        Assert.All(read, change => Assert.Null(change.Before));
    }

    [Fact]
    public void A_new_contact_or_sender_changes_the_directory()
    {
        using AndroidAccount account = new();
        account.Store.Add(Conversation.Texts(9));
        Then then = Then.Of(account);
        account.Store.Insert("message", ("msgId", 900), ("type", 1), ("isSend", 0), ("createTime", Conversation.Start), ("talker", Conversation.Hikers), ("content", "wxid_gone:\nBye"));

        Assert.True(Track(account, then, out _).DirectoryChanged);
    }

    [Fact]
    public void Another_owner_changes_everything()
    {
        using AndroidAccount account = new();
        account.Store.Add(Conversation.Texts(9));
        Then then = Then.Of(account);
        account.Store.Run("UPDATE userinfo SET value = 'wxid_other' WHERE id = 2");

        Assert.True(Track(account, then, out _).EverythingChanged);
    }

    private static void Change(AndroidAccount account, Random random)
    {
        AndroidStoreBuilder store = account.Store;
        string some = $"(msgId * {random.Next(1, 99)}) % 7 = {random.Next(7)}";
        store.Run($"UPDATE message SET content = content || ' again' WHERE type = 1 AND {some}");
        store.Run($"UPDATE message SET status = 4 WHERE {some} AND msgId % 3 = 1");
        store.Run($"DELETE FROM message WHERE msgId % 11 = {random.Next(11)} AND msgSvrId <> 0");
        store.Run($"UPDATE ImgInfo2 SET bigImgPath = 'SERVERID://1' WHERE id % 2 = {random.Next(2)}");
        store.Run($"UPDATE appattach SET fileFullPath = fileFullPath || '{random.Next(9)}'");
        store.Run("UPDATE EmojiInfo SET groupId = ?1", $"set{random.Next(9)}");
        store.Run("UPDATE rconversation SET conversationTime = conversationTime + 1");
        using (Satchel.Chats.Sqlite.SqliteStatement index = store.Index!.Prepare($"DELETE FROM WxFileIndex3 WHERE msgId % 3 = {random.Next(3)}"))
        {
            _ = index.Step();
        }

        foreach (ConversationMessage message in Conversation.Texts(4, random.Next(1000)).Messages)
        {
            store.Insert(
                "message", ("msgSvrId", random.NextInt64(1L << 60)), ("type", 1), ("status", 3), ("isSend", 0), ("createTime", message.SentAtMillis), ("talker", message.ChatId), ("content", message.StoredContent));
        }
    }

    private static IMessageChanges Track(AndroidAccount account, Then then, out List<MessageChange> read)
    {
        using IChatReader reader = account.Read();
        IMessageChanges changes = reader.TrackChanges(new SnapshotSet([then.Messages, then.Files]));
        Then now = Then.Of(account);
        foreach (RowChange change in then.Messages.ChangesTo(now.Messages).Concat(then.Files.ChangesTo(now.Files)))
        {
            changes.Note(change);
        }

        read = changes.EverythingChanged ? [] : [.. changes.Read(Token)];
        return changes;
    }

    private static Dictionary<MessagePlace, string> Apply(AndroidAccount account, Then then, Dictionary<MessagePlace, string> old, out bool everything)
    {
        Dictionary<MessagePlace, string> messages = new(old);
        IMessageChanges changes = Track(account, then, out List<MessageChange> read);
        everything = changes.EverythingChanged;
        foreach (MessageChange change in read)
        {
            if (change.Before is { } before)
            {
                Assert.True(messages.Remove(before), $"{before} was not there");
            }

            if (change.After is { } after)
            {
                messages.Add(PlaceOf(after), MessageText.Of(after));
            }
        }

        return messages;
    }

    private static Dictionary<MessagePlace, string> Places(AndroidAccount account)
    {
        using IChatReader reader = account.Read();
        return reader.ReadMessages(Token).ToDictionary(PlaceOf, MessageText.Of);
    }

    private static MessagePlace PlaceOf(Message message) => new(message.SentAtMillis, message.ChatId, message.NativeId);

    private sealed record Then(Snapshot Messages, Snapshot Files)
    {
        public static Then Of(AndroidAccount account) => new(new Snapshot(account.Store.Database, StorePath), new Snapshot(account.Store.Index!, IndexPath));
    }
}
