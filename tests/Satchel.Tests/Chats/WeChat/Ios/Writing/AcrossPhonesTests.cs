using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.WeChat.Android.Writing;
using Satchel.Chats.WeChat.Ios.Writing;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Journeys;

namespace Satchel.Tests.Chats.WeChat.Ios.Writing;

/// <summary>What goes from one kind of phone to the other and back is what it was, but for what the reports name.</summary>
public sealed class AcrossPhonesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("satchel-wechat-across-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task From_Android_to_an_iPhone_and_back()
    {
        string phone = Path.Combine(_root, "phone");
        AndroidStoreBuilder.Build(Conversation.Create(), phone, new AndroidStoreOptions());

        string iphone = await MoveAsync(phone, new WeChatIosWriterFormat(), "iphone");
        string back = await MoveAsync(iphone, new WeChatAndroidWriterFormat(), "back");

        List<string> there = await MessagesAsync(iphone);
        Assert.Equal(Conversation.Create().Messages.Count, there.Count);
        Assert.Equal(await MessagesAsync(phone), there);
        Assert.Equal(there, await MessagesAsync(back));
    }

    private async Task<string> MoveAsync(string from, IChatWriterFormat format, string to)
    {
        string place = Path.Combine(_root, to);
        IReadOnlyList<HistoryView> views = await OpenAsync(from);
        await using HistoryView view = Assert.Single(views);
        MigrationReport report = await Migration.RunAsync(views, new MigrationOptions { Format = format, Out = place, CacheFolder = Path.Combine(_root, "cache") }, null, Token);
        string[] named = [.. WeChatIosLosses.All, .. WeChatAndroidLosses.All];
        Assert.All(report.Losses, loss => Assert.Contains(loss.What, named));
        return place;
    }

    private Task<IReadOnlyList<HistoryView>> OpenAsync(string root) => HistoryViews.OpenAsync(
        null, new HistoryOrigin(HistoryOriginKind.Path, root), HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = Path.Combine(_root, "cache") }, Token);

    // Times in whole seconds; less what an iPhone has no place for, which the reports name: mentions, and the pictures of stickers.
    private async Task<List<string>> MessagesAsync(string root)
    {
        IReadOnlyList<HistoryView> views = await OpenAsync(root);
        await using HistoryView view = Assert.Single(views);
        List<string> lines = [];
        await foreach (HistoryMessage message in view.MessagesAsync(null, Token))
        {
            bool isSticker = message.Message.Kind is MessageKind.Sticker or MessageKind.Gif;
            Message told = message.Message with
            {
                SentAtMillis = message.Message.SentAtMillis / 1000 * 1000,
                Mentions = [],
                Attachments = isSticker ? [] : [.. message.Message.Attachments.Select(a => a with { Path = null, Name = a.Missing ? null : a.Name })],
            };
            lines.Add(RecordLines.Line(w => RecordJson.WriteMessage(w, message with { Message = told })));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
