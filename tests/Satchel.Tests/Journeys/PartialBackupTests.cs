using Satchel.Archive;
using Satchel.Cli.Samples;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Chats.WhatsApp.Crypt;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

public sealed class PartialBackupTests
{
    private const string Cleo = "85255507777@s.whatsapp.net";
    private const long Noon = JourneyFolder.Noon;

    [Fact]
    public async Task Since_a_day_only_what_was_sent_from_then_on_is_kept_and_what_was_there_stays()
    {
        using JourneyFolder folder = Talk();
        DateTimeOffset since = DateTimeOffset.FromUnixTimeMilliseconds(Noon + 1000);

        BackupReport part = await folder.BackUpAsync("one", with: o => o with { Since = since });
        List<HistoryMessage> kept = await folder.MessagesAsync(HistoryOrigin.Latest);
        await folder.BackUpAsync("two");
        folder.Build(b => b.Delete(2));
        BackupReport again = await folder.BackUpAsync("two", with: o => o with { Since = since });

        Assert.Equal(["CC", "BB"], kept.Select(m => m.Message.NativeId).OrderDescending());
        Assert.Equal(2, part.Messages);
        Assert.Equal(0, again.RemovedMessages);
        Assert.Contains(await folder.MessagesAsync(HistoryOrigin.Latest), m => m.Message.NativeId == "AA");
    }

    [Theory]
    [InlineData(Cleo)]
    [InlineData("+85255507777")]
    [InlineData("Cleo")]
    public async Task Only_chats_that_were_named_are_kept(string asked)
    {
        using JourneyFolder folder = Talk();
        using (ContactsBuilder contacts = new(Path.Combine(folder.Source, "Databases", "wa.db")))
        {
            contacts.Add(Cleo, "Cleo", number: "+85255507777");
        }

        BackupReport part = await folder.BackUpAsync(with: o => o with { OnlyChats = [asked] });

        Assert.All(await folder.MessagesAsync(HistoryOrigin.Latest), m => Assert.Equal(Cleo, m.Message.ChatId));
        Assert.Equal((1, 1), (part.Chats, part.Messages));
        Assert.Contains(part.Warnings, w => w.Contains("only a part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_media_the_databases_and_every_message_are_kept()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 100_000);
        BackupReport whole = await folder.BackUpAsync("whole");
        BackupReport bare = await folder.BackUpAsync("bare", with: o => o with { NoMedia = true });
        await folder.RestoreAsync(Path.Combine(folder.Root, "back"), snapshot: bare.Snapshot);

        Assert.Equal((whole.Messages, whole.Chats), (bare.Messages, bare.Chats));
        Assert.Equal(TreeText.OfDatabase(folder.Messages), TreeText.OfDatabase(Path.Combine(folder.Root, "back", "Databases", "msgstore.db")));
        Assert.False(Directory.Exists(Path.Combine(folder.Root, "back", "Media", "WhatsApp Images")));
        Assert.True(Directory.Exists(Path.Combine(folder.Source, "Media", "WhatsApp Images")));
    }

    [Fact]
    public async Task Contacts_without_a_key_are_kept_as_they_lie_and_the_messages_are_read()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 10_000);
        string contacts = Path.Combine(folder.Source, "Databases", "wa.db");
        byte[] container = CryptFolder.Sealed("crypt15", File.ReadAllBytes(contacts), 0);
        File.Delete(contacts);
        File.WriteAllBytes(contacts + ".crypt15", container);

        BackupReport report = await folder.BackUpAsync();
        await folder.RestoreAsync(Path.Combine(folder.Root, "back"));

        Assert.Contains(report.Warnings, w => w.Contains("wa.db.crypt15", StringComparison.Ordinal));
        Assert.Empty(report.Unreadable);
        Assert.True(report.Messages > 900);
        Assert.Equal(container, File.ReadAllBytes(Path.Combine(folder.Root, "back", "Databases", "wa.db.crypt15")));
    }

    [Fact]
    public async Task A_report_counts_what_its_snapshot_shows()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1500, mediaBytes: 100_000);
        await AssertCountsAsync(folder, await folder.BackUpAsync());
        SamplePhone.AppendDay(folder.Root, 60, 50_000, leaveLog: true, JourneyFolder.Token);
        await AssertCountsAsync(folder, await folder.BackUpAsync());
        foreach (string image in Directory.EnumerateFiles(Path.Combine(folder.Source, "Media"), "*.jpg", SearchOption.AllDirectories).Take(3))
        {
            File.Delete(image);
        }

        await AssertCountsAsync(folder, await folder.BackUpAsync());
        await AssertCountsAsync(folder, await folder.BackUpAsync());
    }

    private static JourneyFolder Talk() => new JourneyFolder().Build(b =>
    {
        b.Message(JourneyFolder.Ben, "AA", Noon, text: "first");
        b.Message(JourneyFolder.Ben, "BB", Noon + 1000, text: "second");
        b.Message(Cleo, "CC", Noon + 2000, text: "third");
    });

    private static async Task AssertCountsAsync(JourneyFolder folder, BackupReport report)
    {
        List<HistoryMessage> messages = await folder.MessagesAsync(HistoryOrigin.Parse(report.Snapshot!));
        await using Vault vault = await folder.Vault.OpenAsync();
        HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
        await using HistoryView view = await HistoryViews.OfSnapshotAsync(vault, vault.FindSnapshot(report.Snapshot!), options, JourneyFolder.Token);
        long chats = await view.ChatsAsync(JourneyFolder.Token).CountAsync(JourneyFolder.Token);
        Assert.Equal(
            (chats, (long)messages.Count, messages.Sum(m => (long)m.Message.Attachments.Count)),
            (report.Chats, report.Messages, report.Attachments));
    }
}
