using Satchel.Archive;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Tests.Journeys;

public sealed class ForgetTests
{
    private static readonly byte[] Thumbnail = [0xFF, 0xD8, 1, 2, 3];
    private static readonly byte[] Second = [0xFF, 0xD8, 4, 5];

    [Fact]
    public async Task What_only_a_forgotten_snapshot_showed_stays_in_the_archive_with_its_thumbnails()
    {
        using JourneyFolder folder = WithThumbnails();
        await folder.BackUpAsync();
        List<string> before = await folder.StreamAsync(HistoryOrigin.Archive);
        await using Vault vault = await folder.Vault.OpenAsync();

        ForgetReport dry = await Forget.RunAsync(vault, vault.Snapshots, dryRun: true, JourneyFolder.Token);
        ForgetReport report = await Forget.RunAsync(vault, vault.Snapshots, dryRun: false, JourneyFolder.Token);
        await PruneAsync(folder, vault);

        Assert.Single(dry.Forgotten);
        Assert.Single(report.Retained);
        Assert.Empty(vault.Snapshots);
        Assert.Equal(before.Count, (await folder.StreamAsync(HistoryOrigin.Archive)).Count);
        Assert.Equal([Convert.ToHexString(Thumbnail), Convert.ToHexString(Second)], await ThumbnailsAsync(folder));
        Assert.Empty((await vault.CheckAsync(CheckDepth.ReadEveryPack, null, JourneyFolder.Token)).Damaged);
    }

    [Fact]
    public async Task The_next_backup_goes_on_where_a_forgotten_one_was_and_makes_no_second_versions()
    {
        using JourneyFolder folder = WithThumbnails();
        await folder.BackUpAsync();
        await using (Vault vault = await folder.Vault.OpenAsync())
        {
            await Forget.RunAsync(vault, vault.Snapshots, dryRun: false, JourneyFolder.Token);
            await PruneAsync(folder, vault);
        }

        BackupReport next = await folder.BackUpAsync();
        folder.Build(b => b.Database.Execute("DELETE FROM message_thumbnail; DELETE FROM message_media"));
        await folder.BackUpAsync();

        Assert.Equal((0, 0, 0), (next.NewMessages, next.ChangedMessages, next.RemovedMessages));
        Assert.Equal([Convert.ToHexString(Thumbnail), Convert.ToHexString(Second)], await ThumbnailsAsync(folder));
    }

    [Fact]
    public async Task An_older_snapshot_is_forgotten_without_a_trace_in_the_history()
    {
        using JourneyFolder folder = WithThumbnails();
        await folder.BackUpAsync();
        BackupReport newest = await folder.BackUpAsync();
        await using Vault vault = await folder.Vault.OpenAsync();

        ForgetReport report = await Forget.RunAsync(vault, [vault.Snapshots[0]], dryRun: false, JourneyFolder.Token);
        await PruneAsync(folder, vault);

        Assert.Empty(report.Retained);
        Assert.Equal(newest.Snapshot, Assert.Single(vault.Snapshots).Id);
        Assert.Equal([Convert.ToHexString(Thumbnail), Convert.ToHexString(Second)], await ThumbnailsAsync(folder));
    }

    private static JourneyFolder WithThumbnails() => new JourneyFolder().Build(b =>
    {
        foreach ((string key, byte[] thumbnail) in new[] { ("AA", Thumbnail), ("BB", Second) })
        {
            long message = b.Message(JourneyFolder.Ben, key, JourneyFolder.Noon + key[0], type: 1);
            b.Media(message, $"Media/WhatsApp Images/{key}.jpg", "image/jpeg", 30_000);
            b.Insert("message_thumbnail", ("message_row_id", message), ("thumbnail", thumbnail));
        }
    });

    private static async Task PruneAsync(JourneyFolder folder, Vault vault)
    {
        await vault.PruneAsync(new PruneOptions(TimeSpan.Zero, DryRun: false), null, JourneyFolder.Token);
        folder.Vault.Time.Advance(TimeSpan.FromMinutes(1));
        await vault.PruneAsync(new PruneOptions(TimeSpan.Zero, DryRun: false), null, JourneyFolder.Token);
    }

    private static async Task<List<string>> ThumbnailsAsync(JourneyFolder folder)
    {
        await using Vault vault = await folder.Vault.OpenAsync();
        HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
        await using HistoryView view = Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, HistoryFilter.Everything, options, JourneyFolder.Token));
        List<string> contents = [];
        await foreach (HistoryMessage message in view.MessagesAsync(null, JourneyFolder.Token))
        {
            if (message.Message.Attachments.Count > 1)
            {
                await using Stream? content = await view.OpenAttachmentAsync(message, message.Message.Attachments[^1], JourneyFolder.Token);
                using MemoryStream read = new();
                await content!.CopyToAsync(read, JourneyFolder.Token);
                contents.Add(Convert.ToHexString(read.ToArray()));
            }
        }

        return contents;
    }
}
