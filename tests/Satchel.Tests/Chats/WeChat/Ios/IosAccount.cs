using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Ios;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Ios;

/// <summary>The folder for documents of an iPhone with one account, on disk for as long as this lives.</summary>
internal sealed class IosAccount : IDisposable
{
    public IosAccount(IosStoreBuilder? builder = null)
    {
        Root = Directory.CreateTempSubdirectory("satchel-wechat-").FullName;
        Documents = Path.Combine(Root, "Documents");
        Directory.CreateDirectory(Documents);
        Builder = builder ?? new IosStoreBuilder(Conversation.Create());
        Builder.WriteDocuments(Documents);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Root { get; }

    public string Documents { get; }

    public IosStoreBuilder Builder { get; }

    public string Account => Path.Combine(Documents, Builder.AccountFolder);

    public string Database(int number) => Path.Combine(Account, "DB", number == 0 ? "MM.sqlite" : $"message_{number}.sqlite");

    public ChatSource Find() => Assert.Single(FindAll());

    public IReadOnlyList<ChatSource> FindAll() => new WeChatIos().Find(Root, new List<string>(), Token);

    public void Run(int database, string sql)
    {
        using SqliteDatabase opened = SqliteDatabase.OpenForWriting(Database(database));
        opened.Execute(sql);
    }

    public static string TableOf(string chat) => "Chat_" + WeChatIds.ChatHash(chat);

    /// <summary>Everything as a person who exports it sees it, files looked for and hashed.</summary>
    public async Task<(HistoryView View, List<HistoryMessage> Messages)> ReadAsync(string? root = null, SourceKeys? keys = null)
    {
        IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(
            null, new HistoryOrigin(HistoryOriginKind.Path, root ?? Root), HistoryFilter.Everything,
            new HistoryViewOptions { CacheFolder = Path.Combine(Root, "cache"), Keys = keys ?? SourceKeys.None }, Token);
        HistoryView view = Assert.Single(views);
        List<HistoryMessage> messages = [];
        await foreach (HistoryMessage message in view.MessagesAsync(null, Token))
        {
            messages.Add(message);
        }

        return (view, messages);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
