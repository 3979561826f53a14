using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Tests.Journeys;

public sealed class VersionTests
{
    private const long Noon = JourneyFolder.Noon;

    [Fact]
    public async Task A_reaction_makes_a_version_and_the_one_before_ends()
    {
        using JourneyFolder folder = Talk();
        BackupReport first = await folder.BackUpAsync();
        folder.Build(b => b.React(2, "👍", Noon + 5000));

        BackupReport second = await folder.BackUpAsync();

        Assert.Equal((0, 1, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages));
        List<HistoryMessage> versions = await VersionsAsync(folder, "AA");
        Assert.Equal([0, 1], versions.Select(v => v.Message.Reactions.Count));
        Assert.Single(versions.Select(v => v.Id).Distinct());
        Assert.Equal((first.TakenAt, first.TakenAt), (versions[0].Seen!.First, versions[0].Seen!.Last));
        Assert.Equal((second.TakenAt, second.TakenAt), (versions[1].Seen!.First, versions[1].Seen!.Last));
        Assert.All(versions, v => Assert.Null(v.Seen!.RemovedAfter));
    }

    [Fact]
    public async Task A_removed_message_stays_in_the_archive_and_tells_when_it_was_last_seen()
    {
        using JourneyFolder folder = Talk();
        BackupReport first = await folder.BackUpAsync();
        BackupReport second = await folder.BackUpAsync();
        folder.Build(b => b.Delete(2));

        BackupReport third = await folder.BackUpAsync();
        await folder.BackUpAsync();

        Assert.Equal((0, 0, 1), (third.NewMessages, third.ChangedMessages, third.RemovedMessages));
        HistoryMessage removed = Assert.Single(await VersionsAsync(folder, "AA"));
        Assert.Equal(new Seen(first.TakenAt, second.TakenAt, second.TakenAt), removed.Seen);
        Assert.DoesNotContain(await folder.MessagesAsync(HistoryOrigin.Latest), m => m.Message.NativeId == "AA");
        Assert.Contains(await folder.MessagesAsync(HistoryOrigin.Parse(second.Snapshot!)), m => m.Message.NativeId == "AA" && m.Seen is null);
    }

    [Fact]
    public async Task A_recalled_message_keeps_its_text_and_is_told_when()
    {
        using JourneyFolder folder = Talk();
        await folder.BackUpAsync();
        folder.Build(b => b.Run("UPDATE message SET message_type = 15, text_data = NULL WHERE key_id = 'AA'"));

        BackupReport second = await folder.BackUpAsync();

        Assert.Equal(1, second.ChangedMessages);
        List<HistoryMessage> versions = await VersionsAsync(folder, "AA");
        Assert.Equal([MessageKind.Text, MessageKind.Revoked], versions.Select(v => v.Message.Kind));
        Assert.Equal("first", versions[0].Message.Text);
        Assert.NotNull(versions[0].Message.RevokedAtMillis);
        Assert.Null(versions[1].Message.Text);
    }

    [Fact]
    public async Task A_message_that_comes_back_gets_a_further_version()
    {
        using JourneyFolder folder = Talk();
        await folder.BackUpAsync();
        folder.Build(b => b.Delete(2));
        await folder.BackUpAsync();
        folder.Build(b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "first"));

        BackupReport third = await folder.BackUpAsync();

        Assert.Equal(1, third.NewMessages);
        List<HistoryMessage> versions = await VersionsAsync(folder, "AA");
        Assert.Equal([third.TakenAt.AddHours(-2), third.TakenAt], versions.Select(v => v.Seen!.Last));
        Assert.All(versions, v => Assert.Null(v.Seen!.RemovedAfter));
    }

    [Fact]
    public async Task A_thumbnail_that_is_all_there_is_outlives_its_row()
    {
        byte[] thumbnail = [0xFF, 0xD8, 1, 2, 3];
        using JourneyFolder folder = new JourneyFolder().Build(b =>
        {
            long message = b.Message(JourneyFolder.Ben, "AA", Noon, type: 1);
            b.Media(message, "Media/WhatsApp Images/gone.jpg", "image/jpeg", 30_000);
            b.Insert("message_thumbnail", ("message_row_id", message), ("thumbnail", thumbnail));
        });
        await folder.BackUpAsync();
        folder.Build(b => b.Database.Execute("DELETE FROM message_thumbnail; DELETE FROM message_media; DELETE FROM message WHERE key_id = 'AA'"));

        await folder.BackUpAsync();

        await using Satchel.Vaults.Vault vault = await folder.Vault.OpenAsync();
        HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
        await using HistoryView view = Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, HistoryFilter.Everything, options, JourneyFolder.Token));
        HistoryMessage message = Assert.Single(await view.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token));
        await using Stream? content = await view.OpenAttachmentAsync(message, message.Message.Attachments[^1], JourneyFolder.Token);
        using MemoryStream read = new();
        await content!.CopyToAsync(read, JourneyFolder.Token);
        Assert.Equal(thumbnail, read.ToArray());
    }

    [Fact]
    public async Task Two_phones_of_one_account_show_each_message_once()
    {
        using JourneyFolder folder = Talk();
        await folder.BackUpAsync("old phone");
        folder.Build(b =>
        {
            b.Message(JourneyFolder.Ben, "CC", Noon + 9000, text: "third");
            b.Delete(2);
        });
        await folder.BackUpAsync("new phone");

        List<HistoryMessage> archive = await folder.MessagesAsync(HistoryOrigin.Archive);

        Assert.Equal(["first", "second", "third"], archive.Select(m => m.Message.Text));
        Assert.All(archive, m => Assert.Null(m.Seen!.RemovedAfter));   // the old phone still shows what the new one lacks
    }

    [Fact]
    public async Task Only_some_chats_leaves_the_others_as_they_were()
    {
        using JourneyFolder folder = Talk();
        folder.Build(b => b.Message("85255508888@s.whatsapp.net", "DD", Noon, text: "elsewhere"));

        BackupReport partial = await folder.BackUpAsync(with: o => o with { OnlyChats = [JourneyFolder.Ben] });
        BackupReport whole = await folder.BackUpAsync();

        Assert.Equal((2, 1), (partial.Messages, partial.Chats));
        Assert.Equal(0, partial.Files);
        Assert.Equal((1, 0, 0), (whole.NewMessages, whole.ChangedMessages, whole.RemovedMessages));
        Assert.Equal(3, whole.Messages);
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        using JourneyFolder folder = Talk();
        await folder.BackUpAsync();
        int blobs = await CountAsync(folder);
        folder.Build(b => b.Message(JourneyFolder.Ben, "CC", Noon + 9000, text: "third"));

        BackupReport dry = await folder.BackUpAsync(with: o => o with { DryRun = true });

        Assert.Null(dry.Snapshot);
        Assert.Equal((1, 0, 0), (dry.NewMessages, dry.ChangedMessages, dry.RemovedMessages));
        Assert.Equal(blobs, await CountAsync(folder));
        Assert.Equal(1, (await folder.BackUpAsync()).NewMessages);
    }

    private static JourneyFolder Talk() => new JourneyFolder().Build(b =>
    {
        b.Message(JourneyFolder.Ben, "AA", Noon, text: "first");
        b.Message(JourneyFolder.Ben, "BB", Noon + 1000, text: "second", fromMe: true);
    });

    private static async Task<List<HistoryMessage>> VersionsAsync(JourneyFolder folder, string nativeId) =>
        [.. (await folder.MessagesAsync(HistoryOrigin.Archive)).Where(m => m.Message.NativeId == nativeId)];

    private static async Task<int> CountAsync(JourneyFolder folder) =>
        (await folder.Vault.Memory.ListAsync("", JourneyFolder.Token).ToListAsync(JourneyFolder.Token)).Count;
}
