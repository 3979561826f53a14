using Satchel.Archive;
using Satchel.TestKit.WhatsApp;

namespace Satchel.Tests.Journeys;

/// <summary>A folder of an iPhone's WhatsApp, into the vault and back.</summary>
public sealed class IphoneTests : IDisposable
{
    private readonly JourneyFolder _folder = new();
    private readonly string _app;
    private readonly ChatStorageBuilder _store;
    private readonly ChatStorageBuilder _calls;

    public IphoneTests()
    {
        _app = Directory.CreateDirectory(Path.Combine(_folder.Root, "app")).FullName;
        _store = ChatStorageBuilder.Create(Path.Combine(_app, "ChatStorage.sqlite"));
        _calls = ChatStorageBuilder.CreateCalls(Path.Combine(_app, "CallHistory.sqlite"));
        _store.Message(JourneyFolder.Ben, "A", JourneyFolder.Noon, text: "hello");
    }

    public void Dispose()
    {
        _store.Dispose();
        _calls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_days_rows_are_the_messages_that_changed()
    {
        await BackUpAsync();
        _store.Message(JourneyFolder.Ben, "B", JourneyFolder.Noon + 1000, text: "new");
        _store.Run("UPDATE ZWAMESSAGE SET ZSTARRED = 1 WHERE ZSTANZAID = 'A'");
        _calls.Call("C", JourneyFolder.Noon + 2000, 0, 60, incoming: true, video: false, [JourneyFolder.Ben]);

        BackupReport second = await BackUpAsync();

        Assert.Equal((2, 1, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages));
        Assert.Equal(3, second.Messages);
    }

    [Fact]
    public async Task A_thumbnail_stands_where_the_picture_is_missing_and_only_there()
    {
        string media = Directory.CreateDirectory(Path.Combine(_app, "Message", "Media")).FullName;
        foreach (string name in (string[])["here.jpg", "here.thumb", "gone.thumb"])
        {
            await File.WriteAllTextAsync(Path.Combine(media, name), name, JourneyFolder.Token);
        }

        foreach (string name in (string[])["here", "gone", "lost"])
        {
            _store.File(_store.Message(JourneyFolder.Ben, name, JourneyFolder.Noon + 1000, 1), $"Media/{name}.jpg", "image/jpeg", thumbnail: $"Media/{name}.thumb");
        }

        await BackUpAsync();

        List<HistoryMessage> messages = await _folder.MessagesAsync(HistoryOrigin.Archive);
        Assert.Equal(["here.jpg"], Files(messages, "here"));
        Assert.Equal(["gone.jpg missing", "gone.thumb"], Files(messages, "gone"));
        Assert.Equal(["lost.jpg missing"], Files(messages, "lost"));
    }

    private static IEnumerable<string> Files(List<HistoryMessage> messages, string id) => messages.Single(message => message.Message.NativeId == id).Message.Attachments
        .Select(attachment => Path.GetFileName(attachment.Path) + (attachment.Missing ? " missing" : ""));

    private Task<BackupReport> BackUpAsync() => _folder.BackUpAsync(path: _app);
}
