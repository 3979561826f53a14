using Satchel.Chats;
using Satchel.Chats.WeChat.Android;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Android;

/// <summary>A phone's folder with an account of WeChat's in it, for one test.</summary>
internal sealed class AndroidAccount : IDisposable
{
    public const string Hash = "6a0cede2f324900c8a073a8d80553e44";

    private readonly string _scratch = Directory.CreateTempSubdirectory("satchel-wechat-scratch-").FullName;

    public AndroidAccount(AndroidStoreOptions? options = null)
    {
        Store = new AndroidStoreBuilder(Path.Join(Root, "MicroMsg", Hash), options);
        Keys = Store.Keys;
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("satchel-wechat-").FullName;

    public AndroidStoreBuilder Store { get; }

    public SourceKeys Keys { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ChatSource Source() => Assert.Single(new WeChatAndroid().Find(Root, [], Token));

    public IChatReader Read(string? accountId = null)
    {
        Store.Save();
        return Read(Source(), Keys, _scratch, accountId);
    }

    public static IChatReader Read(ChatSource source, SourceKeys keys, string scratch, string? accountId = null)
    {
        Dictionary<string, OpenedDatabase> databases = source.Databases.Where(database => database.Role != DatabaseRole.Other).ToDictionary(
            database => database.Path,
            database => source.Format.OpenDatabase(source, null, database, keys, scratch, Token));
        return source.Format.OpenReader(source, databases, new ReaderOptions(accountId) { Keys = keys });
    }

    public List<Message> Messages(string? accountId = null)
    {
        using IChatReader reader = Read(accountId);
        List<Message> messages = [.. reader.ReadMessages(Token)];
        Assert.Empty(reader.Warnings);
        return messages;
    }

    public string PathOf(Attachment attachment) => Path.Join(Source().Root, attachment.Path);

    public void Dispose()
    {
        Store.Dispose();
        Keys.Dispose();
        Directory.Delete(Root, recursive: true);
        Directory.Delete(_scratch, recursive: true);
    }
}
