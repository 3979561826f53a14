using Satchel.Archive;
using Satchel.Chats;
using Satchel.TestKit.Containers;
using Satchel.TestKit.WhatsApp;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

/// <summary>An account of WeChat's on several devices: one copy of each message, whichever of them is asked, and recalled messages keep their text.</summary>
public sealed class DeviceMergeTests : IDisposable
{
    private const string Me = "wxid_me";
    private const long Noon = JourneyFolder.Noon;
    private const long Revoked = 15;

    private readonly JourneyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_in_seconds_and_in_milliseconds_is_one_copy_with_the_finer_time()
    {
        BackupReport desktop = await BackUpAsync("desktop", b => b.Message(JourneyFolder.Ben, "77", Noon, text: "hello"));
        BackupReport phone = await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "77", Noon + 750, text: "hello"));
        await BackUpAsync("ios", b => b.Message(JourneyFolder.Ben, "77", Noon, text: "hello"));

        HistoryMessage only = Assert.Single(await MessagesAsync());

        Assert.Equal((Noon + 750, true), (only.Message.SentAtMillis, only.IsLastVersion));
        Assert.Equal(desktop.TakenAt, only.Seen!.First);
        Assert.True(only.Seen.Last > phone.TakenAt);
    }

    [Fact]
    public async Task A_file_that_one_device_lost_comes_from_the_one_that_has_it()
    {
        await BackUpAsync("android", b => b.Media(b.Message(JourneyFolder.Ben, "77", Noon + 750, type: 1), "Media/a.jpg", "image/jpeg"), ("Media/a.jpg", [1, 2, 3]));
        await BackUpAsync("desktop", b => b.Media(b.Message(JourneyFolder.Ben, "77", Noon, type: 1), "Media/gone.jpg", "image/jpeg"));

        HistoryMessage only = Assert.Single(await MessagesAsync());

        Assert.Equal(("Media/a.jpg", false), (only.Message.Attachments[0].Path, only.Message.Attachments[0].Missing));
    }

    [Fact]
    public async Task What_differs_in_words_or_files_stays_a_version_of_its_own()
    {
        await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "77", Noon, text: "hello"));
        await BackUpAsync("desktop", b => b.Message(JourneyFolder.Ben, "77", Noon, text: "changed by somebody"));

        Assert.Equal(["hello", "changed by somebody"], (await MessagesAsync()).Select(m => m.Message.Text));
    }

    [Fact]
    public void A_message_without_an_id_is_told_by_chat_second_sender_and_payload_whatever_its_file_is_called()
    {
        Message phone = new()
        {
            ChatId = "wxid_b",
            SentAtMillis = Noon + 750,
            Kind = MessageKind.Image,
            Outgoing = true,
            SenderId = Me,
            Status = MessageStatus.Failed,
            Raw = "{\"payload\":\"<msg/>\"}",
            Attachments = [new Attachment { Path = "image2/a.jpg", Mime = "image/jpeg" }],
        };
        Message desktop = phone with { SentAtMillis = Noon, SenderId = null, Attachments = [new Attachment { Name = "a.dat" }] };
        Assert.Equal(MessageId.For("wechat", phone), MessageId.For("wechat", desktop));
        Assert.NotEqual(MessageId.For("wechat", phone), MessageId.For("wechat", phone with { Raw = "{\"payload\":\"<msg a/>\"}" }));
        Assert.NotEqual(MessageId.For("wechat", phone), MessageId.For("wechat", phone with { SentAtMillis = Noon + 1000 }));
    }

    [Fact]
    public async Task A_recall_by_a_notice_of_its_own_keeps_the_text_that_was_backed_up()
    {
        long row = 0;
        BackupReport before = await BackUpAsync("ios", b => row = b.Message(JourneyFolder.Ben, "77", Noon, text: "oops"));
        await BackUpAsync("ios", b =>
        {
            b.Delete(row);
            b.Message(JourneyFolder.Ben, "77", Noon + 119_000, type: Revoked);
        });

        List<HistoryMessage> versions = await MessagesAsync();

        Assert.Equal([(MessageKind.Text, "oops"), (MessageKind.Revoked, null)], versions.Select(v => (v.Message.Kind, v.Message.Text)));
        Assert.Single(versions.Select(v => v.Id).Distinct());
        Assert.Equal([false, true], versions.Select(v => v.IsLastVersion));
        Assert.Equal(Noon + 119_000, versions[0].Message.RevokedAtMillis);
        Assert.Equal(before.TakenAt, versions[0].Seen!.First);
        Assert.All(versions, v => Assert.Null(v.Seen!.RemovedAfter));
    }

    [Theory]
    [InlineData("android", "desktop")]
    [InlineData("desktop", "android")]
    public async Task A_recall_on_one_device_is_told_of_the_copy_on_another(string first, string second)
    {
        foreach (string device in new[] { first, second })
        {
            await BackUpAsync(device, b => _ = device == "android"
                ? b.Message(JourneyFolder.Ben, "77", Noon + 750, text: "oops")
                : b.Message(JourneyFolder.Ben, "77", Noon + 60_000, type: Revoked));
        }

        List<HistoryMessage> versions = await MessagesAsync();

        Assert.Equal([MessageKind.Text, MessageKind.Revoked], versions.Select(v => v.Message.Kind));
        Assert.Equal(Noon + 60_000, versions[0].Message.RevokedAtMillis);
        Assert.Equal([false, true], versions.Select(v => v.IsLastVersion));
    }

    [Fact]
    public async Task A_message_that_became_its_notice_in_place_keeps_its_text()
    {
        long row = 0;
        await BackUpAsync("android", b => row = b.Message(JourneyFolder.Ben, "77", Noon + 750, text: "oops"));
        await BackUpAsync("android", b => b.Database.Execute($"UPDATE message SET message_type = 15, text_data = NULL WHERE _id = {row}"));

        List<HistoryMessage> versions = await MessagesAsync();

        Assert.Equal([(MessageKind.Text, "oops"), (MessageKind.Revoked, null)], versions.Select(v => (v.Message.Kind, v.Message.Text)));
        Assert.NotNull(versions[0].Message.RevokedAtMillis);
    }

    private async Task<BackupReport> BackUpAsync(string platform, Action<MsgstoreBuilder> change, params (string Path, byte[] Content)[] files)
    {
        string root = Path.Combine(_folder.Root, platform);
        string messages = Path.Combine(root, "Databases", "msgstore.db");
        bool isNew = !File.Exists(messages);
        Directory.CreateDirectory(Path.GetDirectoryName(messages)!);
        using (MsgstoreBuilder builder = isNew ? MsgstoreBuilder.Create(messages) : MsgstoreBuilder.Open(messages))
        {
            change(builder);
        }

        foreach ((string path, byte[] content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            await File.WriteAllBytesAsync(Path.Combine(root, path), content, JourneyFolder.Token);
        }

        return await _folder.BackUpAsync("computer", with: o => o with { AccountId = Me, Formats = [new RenamedFormat("wechat", platform)] }, path: root);
    }

    private async Task<List<HistoryMessage>> MessagesAsync()
    {
        await using Vault vault = await _folder.Vault.OpenAsync("computer");
        HistoryViewOptions options = new() { CacheFolder = _folder.CacheOf("views") };
        await using HistoryView archive = Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, HistoryFilter.Everything, options, JourneyFolder.Token));
        return await archive.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
    }
}
