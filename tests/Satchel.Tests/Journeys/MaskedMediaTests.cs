using System.Security.Cryptography;
using System.Text;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.TestKit.WeChat;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

/// <summary>Pictures that WeChat's desktop app encrypts, from a path and through a vault: described and given by what they are.</summary>
public sealed class MaskedMediaTests : IDisposable
{
    private static readonly byte[] ImageKey = Encoding.ASCII.GetBytes("1234567890abcdef");
    private readonly string _name = DesktopFourBuilder.FolderName;

    private JourneyFolder Folder { get; } = new() { Keys = KeysOf(ImageKey) };

    private string Account => Path.Combine(Folder.Root, _name);

    public void Dispose() => Folder.Dispose();

    [Fact]
    public async Task They_are_the_same_from_the_path_and_from_the_vault_which_needs_no_key()
    {
        Conversation conversation = Conversation.Create();
        DesktopFourBuilder.Build(conversation, Account, new DesktopStoreOptions { ImageKey = ImageKey });
        HashSet<string> known = [.. conversation.Messages.SelectMany(m => m.Files).Select(f => Convert.ToHexString(f.Sha256))];

        (List<string> path, int read) = await ContentsAsync(null, HistoryOrigin.Parse(Account), Folder.Keys, known);
        await Folder.BackUpAsync(path: Account);
        BackupReport again = await Folder.BackUpAsync(path: Account);
        await using Vault vault = await Folder.Vault.OpenAsync();
        (List<string> stored, int given) = await ContentsAsync(vault, HistoryOrigin.Archive, SourceKeys.None, known);

        Assert.Equal(path, stored);
        Assert.Equal((0, 0, 0), (again.NewMessages, again.ChangedMessages, again.RemovedMessages));
        Assert.True(read > 3, "there are some files");
        Assert.Equal(read, given);
    }

    [Fact]
    public async Task A_key_that_is_given_later_opens_those_that_were_saved_without_it()
    {
        Conversation conversation = Conversation.Create();
        DesktopFourBuilder.Build(conversation, Account, new DesktopStoreOptions { ImageKey = ImageKey });
        HashSet<string> known = [.. conversation.Messages.SelectMany(m => m.Files).Select(f => Convert.ToHexString(f.Sha256))];
        (List<string> path, int read) = await ContentsAsync(null, HistoryOrigin.Parse(Account), Folder.Keys, known);

        await Folder.BackUpAsync(path: Account, with: o => o with { Keys = SourceKeys.None });
        BackupReport withKey = await Folder.BackUpAsync(path: Account);
        BackupReport again = await Folder.BackUpAsync(path: Account);
        await using Vault vault = await Folder.Vault.OpenAsync();
        (List<string> stored, int given) = await ContentsAsync(vault, HistoryOrigin.Latest, SourceKeys.None, known);

        Assert.True(withKey.ChangedMessages > 0, "pictures are described now");
        Assert.Equal((0, 0, 0), (again.NewMessages, again.ChangedMessages, again.RemovedMessages));
        Assert.Equal(path, stored);
        Assert.Equal(read, given);
    }

    [Fact]
    public async Task Without_the_key_they_are_there_and_nothing_is_said_of_what_they_are()
    {
        DesktopFourBuilder.Build(Conversation.Create(), Account, new DesktopStoreOptions { ImageKey = ImageKey });

        IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(
            null, HistoryOrigin.Parse(Account), HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = Folder.CacheOf("views") }, JourneyFolder.Token);
        await using HistoryView view = Assert.Single(views);
        List<Attachment> pictures = await view.MessagesAsync(null, JourneyFolder.Token).SelectMany(m => m.Message.Attachments.ToAsyncEnumerable())
            .Where(a => !a.Missing && a.Path?.EndsWith(".dat", StringComparison.Ordinal) == true).ToListAsync(JourneyFolder.Token);

        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.Equal((null, null), ((object?)picture.Sha256, (object?)picture.LengthBytes)));
    }

    private static SourceKeys KeysOf(byte[] key)
    {
        SourceKeys keys = new();
        keys.Add(new SourceKey(SourceKeyKind.ImageKey, [.. key]));
        return keys;
    }

    // Every line, and that each content is one of the conversation's and what the line says.
    private async Task<(List<string> Lines, int Contents)> ContentsAsync(Vault? vault, HistoryOrigin origin, SourceKeys keys, HashSet<string> known)
    {
        IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(
            vault, origin, HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = Folder.CacheOf("views"), Keys = keys }, JourneyFolder.Token);
        await using HistoryView view = Assert.Single(views);
        List<string> lines = [];
        int contents = 0;
        await foreach (HistoryMessage message in view.MessagesAsync(null, JourneyFolder.Token))
        {
            lines.Add(RecordLines.Line(w => RecordJson.WriteMessage(w, message with { Seen = null })));
            foreach (Attachment attachment in message.Message.Attachments.Where(a => !a.Missing))
            {
                await using Stream? content = await view.OpenAttachmentAsync(message, attachment, JourneyFolder.Token);
                MemoryStream all = new();
                Assert.NotNull(content);
                await content.CopyToAsync(all, JourneyFolder.Token);
                Assert.Equal(SHA256.HashData(all.ToArray()), attachment.Sha256);
                Assert.Contains(Convert.ToHexString(attachment.Sha256!), known);
                contents++;
            }
        }

        return (lines, contents);
    }
}
