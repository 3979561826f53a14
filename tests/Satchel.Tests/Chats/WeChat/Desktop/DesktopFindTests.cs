using Satchel.Chats;
using Satchel.Chats.WeChat.Desktop;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Desktop;

public sealed class DesktopFindTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree, "Msg/Multi/MSG0.db", "Msg/Multi", "Msg", "FileStorage/Video")]
    [InlineData(DesktopGeneration.MacThree, "Message/msg_0.db", "Message", "Contact", "Message/MessageTemp")]
    [InlineData(DesktopGeneration.Four, "db_storage/message/message_0.db", "db_storage/message", "db_storage/contact", "msg/attach")]
    internal void An_account_is_found_from_above_at_it_and_from_inside(DesktopGeneration generation, params string[] inside)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Key = Key });
        account.Store.Add(Conversation.Create());
        account.Store.Save();

        foreach (string path in (string[])[account.Root, Path.GetDirectoryName(account.Store.Folder)!, account.Store.Folder, .. inside.Select(below => Path.Join(account.Store.Folder, below))])
        {
            ChatSource source = Assert.Single(new WeChatDesktop().Find(path, [], Token));

            Assert.Equal(account.Store.Folder, source.Root);
            Assert.True(source.NeedsKey);
            Assert.Equal("sqlcipher", source.Container);
            Assert.Equal(DatabaseRole.Messages, source.Databases[0].Role);
        }
    }

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree, "Msg", "sqlcipher3")]
    [InlineData(DesktopGeneration.MacThree, "Message", "sqlcipher3raw")]
    [InlineData(DesktopGeneration.Four, "db_storage", "sqlcipher4")]
    internal void The_folder_of_the_databases_copied_alone_is_a_history_and_what_lies_beside_it_is_not(DesktopGeneration generation, string storage, string container)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Key = Key, Files = false });
        account.Store.Add(Conversation.Texts(6));
        account.Store.Save();
        string elsewhere = Path.Join(account.Root, "copies");
        Directory.CreateDirectory(elsewhere);
        File.WriteAllText(Path.Join(elsewhere, "letter.txt"), "mine");
        string copy = Path.Join(elsewhere, storage);
        Directory.Move(Path.Join(account.Store.Folder, storage), copy);

        ChatSource source = Assert.Single(new WeChatDesktop().Find(elsewhere, [], Token));

        Assert.Equal(generation == DesktopGeneration.MacThree ? elsewhere : copy, source.Root);
        Assert.Equal(container, source.Databases[0].Container);
        using IChatReader reader = account.Read(Conversation.OwnerId, source);
        Assert.Equal(6, reader.ReadMessages(Token).Count());
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is()
    {
        using DesktopAccount account = new(DesktopGeneration.Four);

        Assert.Empty(new WeChatDesktop().Find(account.Root, [], Token));
        Assert.Empty(new WeChatDesktop().Find(Path.Join(account.Root, "none"), [], Token));
    }

    [Fact]
    public void A_wrong_key_and_no_key_are_said_apart()
    {
        using DesktopAccount account = new(DesktopGeneration.Four, new DesktopStoreOptions { Key = Key });
        account.Store.Add(Conversation.Texts(3));
        account.Store.Save();
        ChatSource source = account.Source();
        using SourceKeys wrong = new();
        wrong.Add(new SourceKey(SourceKeyKind.RootKey, new byte[32]));

        Assert.Equal(ChatFormatProblem.WrongKey, Problem(wrong));
        Assert.Equal(ChatFormatProblem.KeyNeeded, Problem(SourceKeys.None));

        ChatFormatProblem Problem(SourceKeys keys) =>
            Assert.Throws<ChatFormatException>(() => source.Format.OpenDatabase(source, null, source.Databases[0], keys, account.Scratch, Token)).Problem;
    }
}
