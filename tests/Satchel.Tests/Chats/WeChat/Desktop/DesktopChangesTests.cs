using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Desktop;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.WhatsApp.Android;
using Satchel.Tests.Chats.WhatsApp.Ios;

namespace Satchel.Tests.Chats.WeChat.Desktop;

public sealed class DesktopChangesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree)]
    [InlineData(DesktopGeneration.MacThree)]
    [InlineData(DesktopGeneration.Four)]
    internal void Messages_that_come_are_read_one_by_one(DesktopGeneration generation)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Shards = 1 });
        account.Store.Add(Conversation.Texts(60));
        account.Store.Save();
        List<Snapshot> then = Snapshots(account);

        foreach (ConversationMessage message in Conversation.Texts(10, 60).Messages)
        {
            account.Store.Add(message, 0);
        }

        account.Store.Save();
        IMessageChanges changes = Track(account, then, out List<MessageChange> read);

        Assert.False(changes.EverythingChanged);
        Assert.False(changes.DirectoryChanged);
        Assert.Equal(Enumerable.Range(60, 10), read.Select(change => int.Parse(change.After!.Text!.Split(' ')[1], null)).Order());
        Assert.All(read, change => Assert.Null(change.Before));
    }

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree)]
    [InlineData(DesktopGeneration.MacThree)]
    [InlineData(DesktopGeneration.Four)]
    internal void Voices_and_files_that_come_with_their_messages_change_nothing_else(DesktopGeneration generation)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Shards = 1 });
        Conversation conversation = Conversation.Create();
        account.Store.Add(conversation);
        account.Store.Save();
        List<Snapshot> then = Snapshots(account);
        ConversationFile voice = new(ConversationFileRole.Voice, ConversationFiles.Voice(77));
        ConversationFile document = new(ConversationFileRole.Document, ConversationFiles.Pdf(78), "Later.pdf");

        account.Store.Add(conversation.Add(Conversation.Ben, Conversation.Ben, 34, 0, MessageKind.Voice, WeChatPayloads.Voice(voice, 1000, Conversation.Ben), voice), 0);
        account.Store.Add(conversation.Add(Conversation.Ben, Conversation.Ben, 49, 6, MessageKind.Document, WeChatPayloads.Document(document), document), 0);
        account.Store.Save();

        Assert.False(Track(account, then, out List<MessageChange> read).EverythingChanged);
        Assert.Equal([MessageKind.Voice, MessageKind.Document], read.Select(change => change.After!.Kind));
        Assert.All(read, change => Assert.True(change.After!.Attachments is [{ Cell: not null } or { Path: not null }]));
    }

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree, "Msg/Multi/MSG0.db", "DELETE FROM MSG WHERE localId = 4")]
    [InlineData(DesktopGeneration.MacThree, "Message/msg_0.db", "DELETE FROM Chat_{0} WHERE mesLocalID = 2")]
    [InlineData(DesktopGeneration.Four, "db_storage/message/message_0.db", "DELETE FROM Msg_{0} WHERE local_id = 2")]
    internal void A_message_that_goes_is_told_with_its_place(DesktopGeneration generation, string database, string sql)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Shards = 1 });
        Conversation conversation = Conversation.Texts(12);
        account.Store.Add(conversation);
        account.Store.Save();
        List<Snapshot> then = Snapshots(account);

        account.Store.Database(database).Execute(sql.Replace("{0}", Satchel.Chats.WeChat.WeChatIds.ChatHash(Conversation.Hikers), StringComparison.Ordinal));
        account.Store.Save();
        _ = Track(account, then, out List<MessageChange> read);

        ConversationMessage gone = conversation.Messages[3];
        Assert.Equal([new MessageChange(new MessagePlace(gone.SentAtSeconds * 1000, gone.ChatId, gone.NativeId), null)], read);
    }

    [Fact]
    public void A_voice_that_comes_later_has_everything_read_again()
    {
        using DesktopAccount account = new(DesktopGeneration.Four, new DesktopStoreOptions { Shards = 1 });
        account.Store.Add(Conversation.Create());
        account.Store.Save();
        List<Snapshot> then = Snapshots(account);

        account.Store.Database("db_storage/message/media_0.db").Execute("INSERT INTO VoiceInfo (svr_id, voice_data) VALUES (123456789, x'0102')");
        account.Store.Save();

        Assert.True(Track(account, then, out _).EverythingChanged);
    }

    [Fact]
    public void A_recalled_message_stands_where_it_stood()
    {
        using DesktopAccount account = new(DesktopGeneration.Four, new DesktopStoreOptions { Shards = 1, Compress = false });
        Conversation conversation = Conversation.Texts(12);
        account.Store.Add(conversation);
        account.Store.Save();
        List<Snapshot> then = Snapshots(account);
        ConversationMessage recalled = conversation.Messages[3];
        string hash = Satchel.Chats.WeChat.WeChatIds.ChatHash(recalled.ChatId);
        string notice = WeChatPayloads.Recall(recalled.ChatId, recalled.ServerId, "\"Dora\" recalled a message").Replace("'", "''", StringComparison.Ordinal);

        account.Store.Database("db_storage/message/message_0.db").Execute($"UPDATE Msg_{hash} SET local_type = 10000, message_content = '{notice}' WHERE server_id = {recalled.ServerId}");
        account.Store.Save();
        _ = Track(account, then, out List<MessageChange> read);

        MessageChange change = Assert.Single(read);
        Assert.Equal(recalled.NativeId, change.Before!.Value.NativeId);
        Assert.Equal((MessageKind.Revoked, recalled.NativeId), (change.After!.Kind, change.After.NativeId));
    }

    private static List<Snapshot> Snapshots(DesktopAccount account)
    {
        List<Snapshot> snapshots = [];
        foreach (SourceDatabase database in account.Source().Databases)
        {
            using SqliteDatabase opened = SqliteDatabase.OpenImmutable(Path.Join(account.Store.Folder, database.Path));
            snapshots.Add(new Snapshot(opened, database.Path));
        }

        return snapshots;
    }

    private static IMessageChanges Track(DesktopAccount account, List<Snapshot> then, out List<MessageChange> read)
    {
        using IChatReader reader = account.Read();
        IMessageChanges changes = reader.TrackChanges(new SnapshotSet(then));
        List<Snapshot> now = Snapshots(account);
        for (int i = 0; i < now.Count; i++)
        {
            foreach (RowChange change in then[i].ChangesTo(now[i]))
            {
                changes.Note(change);
            }
        }

        read = changes.EverythingChanged ? [] : [.. changes.Read(Token)];
        _ = changes.DirectoryChanged;
        return changes;
    }
}
