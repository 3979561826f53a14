using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.WeChat;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Journeys;
using Satchel.Vaults;

namespace Satchel.Tests.Chats.WeChat;

/// <summary>The same conversation in each store reads back equal, field by field, and from all of them together as one copy.</summary>
public sealed class OneConversationTests : IDisposable
{
    private readonly JourneyFolder _folder = new();
    private readonly Conversation _conversation = Conversation.Create();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Stores => [.. ConversationStores.Names];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_store_reads_back_as_the_conversation(string store)
    {
        (string path, SourceKeys keys) = ConversationStores.Build(store, _conversation, Path.Combine(_folder.Root, "store"));
        await using HistoryView view = Assert.Single(await HistoryViews.OpenAsync(
            null, HistoryOrigin.Parse(path), HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = _folder.CacheOf("views"), Keys = keys }, JourneyFolder.Token));

        Assert.Equal(("wechat", ConversationStores.PlatformOf(store), Conversation.OwnerId), (view.Account.App, view.Account.Platform, view.Account.Id));
        List<HistoryMessage> messages = await view.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        Assert.Equal(Expected(store), Lines(messages));
        await CheckPeopleAsync(view, messages, hasGroups: store != "computer-backup");
        Assert.Empty(view.Problems);
    }

    [Fact]
    public async Task All_stores_together_are_one_copy()
    {
        foreach (string store in ConversationStores.Names)
        {
            (string path, SourceKeys keys) = ConversationStores.Build(store, _conversation, Path.Combine(_folder.Root, store));
            BackupReport report = await _folder.BackUpAsync("computer", with: o => o with { Keys = keys }, path: path);
            Assert.Empty(report.Warnings);
        }

        await using Vault vault = await _folder.Vault.OpenAsync("computer");
        await using HistoryView archive = Assert.Single(await HistoryViews.OpenAsync(
            vault, HistoryOrigin.Archive, HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = _folder.CacheOf("views") }, JourneyFolder.Token));
        List<HistoryMessage> messages = await archive.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);

        Assert.Empty(messages.Where(m => !m.IsLastVersion).Select(m => (m.Message, string.Join(',', m.Message.Attachments), m.Seen)));
        Assert.Equal(Expected(), Lines(messages));
        Assert.All(messages, m => Assert.Null(m.Seen!.RemovedAfter));
        Assert.Equal(_conversation.Messages.Select(m => m.SentAtMillis).Order(), messages.Select(m => m.Message.SentAtMillis).Order());
        await CheckPeopleAsync(archive, messages, hasGroups: true);
    }

    [Fact]
    public async Task The_desktop_app_s_old_store_is_not_taken_for_a_state_of_its_new_one()
    {
        (string Path, SourceKeys Keys) old = ConversationStores.Build("windows-three", Conversation.Texts(30), Path.Combine(_folder.Root, "three"));
        (string Path, SourceKeys Keys) updated = ConversationStores.Build("desktop-four", Conversation.Texts(20, skip: 20), Path.Combine(_folder.Root, "four"));
        foreach ((string path, SourceKeys keys) in new[] { old, updated, old, updated })
        {
            BackupReport report = await _folder.BackUpAsync("computer", with: o => o with { Keys = keys }, path: path);
            Assert.Equal((0, 0), (report.RemovedMessages, report.ChangedMessages));
        }

        await using Vault vault = await _folder.Vault.OpenAsync("computer");
        await using HistoryView archive = Assert.Single(await HistoryViews.OpenAsync(
            vault, HistoryOrigin.Archive, HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = _folder.CacheOf("views") }, JourneyFolder.Token));
        List<HistoryMessage> messages = await archive.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        Assert.Equal(40, messages.Count);
        Assert.All(messages, m => Assert.Null(m.Seen!.RemovedAfter));
    }

    private async Task CheckPeopleAsync(HistoryView view, List<HistoryMessage> messages, bool hasGroups)
    {
        List<Participant> participants = await view.ParticipantsAsync(JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        HashSet<string> ids = [.. participants.Select(p => p.Id)];
        Assert.Equal(ids.Count, participants.Count);
        Assert.All(messages, m => Assert.True(m.Message.SenderId is null || ids.Contains(m.Message.SenderId), $"{m.Message.SenderId} has no line"));

        List<ChatSummary> chats = await view.ChatsAsync(JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        foreach (string id in _conversation.ChatIds)
        {
            ChatSummary chat = Assert.Single(chats, c => c.Chat.Id == id);
            Assert.Equal((WeChatIds.KindOf(id), (long)_conversation.MessagesOf(id).Count), (chat.Chat.Kind, chat.Messages));
        }

        foreach (ConversationGroup group in hasGroups ? _conversation.Groups : [])
        {
            Chat chat = chats.Single(c => c.Chat.Id == group.UserName).Chat;
            Assert.Equal(group.Title, chat.Title);
            Assert.Equal(group.Members.Select(m => m.UserName).Order(StringComparer.Ordinal), chat.Participants.Order(StringComparer.Ordinal));
        }
    }

    private List<string> Expected(string store = "android") => Sorted(_conversation.Messages.Select(m =>
    {
        Message message = ConversationRows.MessageOf(m);
        ConversationFile? file = m.Files.FirstOrDefault(f => f.Role is not (ConversationFileRole.PictureThumbnail or ConversationFileRole.VideoPoster) && ConversationStores.Keeps(store, f.Role));
        bool tellsMentions = store != "ios";   // they stand in a table whose columns nobody described
        return message with { Mentions = tellsMentions ? message.Mentions : [], Attachments = [.. message.Attachments.Select(a => file is null ? a with { Missing = true } : a with { LengthBytes = file.Content.Length, Sha256 = file.Sha256 })] };
    }));

    private static List<string> Lines(List<HistoryMessage> messages) => Sorted(messages.Select(m => m.Message));

    private static List<string> Sorted(IEnumerable<Message> messages) => [.. messages.Select(LineOf).Order(StringComparer.Ordinal)];

    // The record, but for where a store keeps a file and what it can tell of a media type; times as all stores have them.
    private static string LineOf(Message message)
    {
        Message shared = message with
        {
            SentAtMillis = message.SentAtMillis / 1000 * 1000,
            ReceivedAtMillis = null,
            Attachments = [.. message.Attachments.Select(a => a with { Path = null, Mime = null })],
        };
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, RecordJson.WriterOptions))
        {
            RecordJson.WriteMessage(writer, new HistoryMessage(MessageId.For("wechat", message), shared, null));
        }

        JsonObject line = JsonNode.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan))!.AsObject();
        return $"{line["sentAt"]} {line.ToJsonString()}";
    }
}
