using Satchel.Archive;
using Satchel.TestKit.Containers;
using Satchel.TestKit.WhatsApp;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

/// <summary>One account seen from several phones and platforms: every message is there once, whichever of them knows it, and however exactly its time is kept.</summary>
public sealed class ArchiveMergeTests : IDisposable
{
    private const string Me = "85255501234@s.whatsapp.net";
    private const string Group = "85255501234-1600000000@g.us";
    private const long Noon = JourneyFolder.Noon;

    private readonly JourneyFolder _folder = new();
    private readonly FakeBackupFormat _iPhone = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_from_both_platforms_is_one_though_one_keeps_whole_seconds()
    {
        BackupReport android = await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "AA", Noon + 750, text: "hello"));
        BackupReport iPhone = await BackUpAsync("ios", b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "hello"));

        await using HistoryView archive = await ArchiveAsync();
        List<HistoryMessage> versions = await archive.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);

        Assert.Equal([Noon + 750, Noon], versions.Select(v => v.Message.SentAtMillis));
        Assert.Single(versions.Select(v => v.Id).Distinct());
        Assert.Equal([false, true], versions.Select(v => v.IsLastVersion));
        Assert.Equal([android.TakenAt, iPhone.TakenAt], versions.Select(v => v.Seen!.First));
        Assert.All(versions, v => Assert.Null(v.Seen!.RemovedAfter));
        Assert.Equal(1, (await archive.ChatsAsync(JourneyFolder.Token).SingleAsync(JourneyFolder.Token)).Messages);
        Assert.Single(await Search.RunAsync([archive], SearchQuery.Parse("hello")!, new SearchOptions(), null, JourneyFolder.Token));
    }

    [Fact]
    public async Task What_both_platforms_know_alike_is_one_version()
    {
        BackupReport android = await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "hello"));
        BackupReport iPhone = await BackUpAsync("ios", b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "hello"));

        HistoryMessage only = Assert.Single(await MessagesAsync());

        Assert.Equal(new Seen(android.TakenAt, iPhone.TakenAt, null), only.Seen);
    }

    [Fact]
    public async Task A_message_that_one_platform_lost_and_the_other_shows_is_not_removed()
    {
        await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "AA", Noon + 750, text: "hello"));
        await BackUpAsync("ios", b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "hello"));
        await BackUpAsync("android", b => b.Delete(2));

        List<HistoryMessage> versions = await MessagesAsync();

        Assert.Equal([Noon + 750, Noon], versions.Select(v => v.Message.SentAtMillis));   // what is still shown comes last
        Assert.All(versions, v => Assert.Null(v.Seen!.RemovedAfter));
    }

    [Fact]
    public async Task A_message_that_both_lost_is_removed_after_the_last_that_showed_it()
    {
        await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "AA", Noon + 750, text: "hello"));
        BackupReport last = await BackUpAsync("ios", b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "hello"));
        await BackUpAsync("android", b => b.Delete(2));
        await BackUpAsync("ios", b => b.Delete(2));

        List<HistoryMessage> versions = await MessagesAsync();

        Assert.Equal([null, last.TakenAt], versions.Select(v => v.Seen!.RemovedAfter));
    }

    [Fact]
    public async Task A_notice_that_the_platforms_number_differently_is_one()
    {
        await BackUpAsync("android", b => Notices(b, "ANDROID", Noon + 300));
        await BackUpAsync("ios", b => Notices(b, "IPHONE", Noon));

        List<HistoryMessage> notices = await MessagesAsync();

        Assert.Equal(["IPHONE1", "IPHONE2"], notices.Select(n => n.Message.NativeId));
        Assert.Equal(2, notices.Select(n => n.Id).Distinct().Count());

        static void Notices(MsgstoreBuilder builder, string key, long millis)
        {
            builder.System(Group, key + "1", millis, 12, JourneyFolder.Ben, null, "85255508888@s.whatsapp.net");
            builder.System(Group, key + "2", millis, 12, JourneyFolder.Ben, null, "85255507777@s.whatsapp.net");
        }
    }

    [Fact]
    public async Task A_source_that_does_not_tell_its_owner_joins_the_only_account_also_afterwards()
    {
        await BackUpAsync("ios", b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "hello"), account: null);
        await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "BB", Noon + 5000, text: "later"));

        await using HistoryView archive = await ArchiveAsync(new HistoryFilter(Account: Me));
        List<HistoryMessage> messages = await archive.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);

        Assert.Equal(Me, archive.Account.Id);
        Assert.Equal(["AA", "BB"], messages.Select(m => m.Message.NativeId));
    }

    [Fact]
    public async Task A_platform_is_chosen_by_the_filter()
    {
        await BackUpAsync("android", b => b.Message(JourneyFolder.Ben, "AA", Noon + 750, text: "hello"));
        await BackUpAsync("ios", b => b.Message(JourneyFolder.Ben, "AA", Noon, text: "hello"));

        await using HistoryView iPhone = await ArchiveAsync(new HistoryFilter(Platform: "ios"));
        await using HistoryView android = await ArchiveAsync(new HistoryFilter(Platform: "android"));

        Assert.Equal(Noon, (await iPhone.MessagesAsync(null, JourneyFolder.Token).SingleAsync(JourneyFolder.Token)).Message.SentAtMillis);
        Assert.Equal(Noon + 750, (await android.MessagesAsync(null, JourneyFolder.Token).SingleAsync(JourneyFolder.Token)).Message.SentAtMillis);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Any_split_of_a_history_over_several_sources_gives_each_message_once(int seed)
    {
        Random random = new(seed);
        int span = random.Next(2) == 0 ? 5_000 : 5_000_000;
        List<Sent> all = [.. Enumerable.Range(0, 120).Select(i => new Sent($"{i:X8}", Noon + random.Next(span), random.Next(3) == 0 ? JourneyFolder.Ben : Group, random.Next(1, 8)))];
        string[] sources = ["android", "ios", "android two"];
        for (int i = 0; i < sources.Length; i++)
        {
            await BackUpAsync(sources[i], b =>
            {
                foreach (Sent sent in all.Where(s => (s.Where & (1 << i)) != 0))
                {
                    long millis = sources[i] == "ios" ? sent.Millis / 1000 * 1000 : sent.Millis;
                    long row = b.Message(sent.Chat, sent.Key, millis, text: $"message {sent.Key}", sender: sent.Chat == Group ? JourneyFolder.Ben : null);
                    if (random.Next(4) == 0)
                    {
                        b.React(row, "👍", millis + 1000);
                    }
                }
            });
        }

        await using HistoryView archive = await ArchiveAsync();
        List<HistoryMessage> lines = await archive.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        List<HistoryMessage> byChat = await archive.MessagesByChatAsync(JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        List<HistoryMessage> last = [.. lines.Where(l => l.IsLastVersion)];

        Assert.Equal(all.Select(s => s.Key).Order(StringComparer.Ordinal), last.Select(l => l.Message.NativeId).Order(StringComparer.Ordinal));
        Assert.Equal(all.Count, lines.Select(l => l.Id).Distinct().Count());
        Assert.Equal(last.Select(l => l.Message.SentAtMillis).Order(), last.Select(l => l.Message.SentAtMillis));
        Assert.Equal(lines.Select(l => l.Id).Distinct(), Runs(lines));
        Assert.Equal(lines.Count, byChat.Count);
        Assert.Equal(all.Count, Runs(byChat).Count());
        Assert.Equal(all.Count, (await archive.ChatsAsync(JourneyFolder.Token).ToListAsync(JourneyFolder.Token)).Sum(c => c.Messages));
        Assert.All(lines.GroupBy(l => l.Id), AreOldestFirst);
    }

    private static void AreOldestFirst(IEnumerable<HistoryMessage> versions)
    {
        List<HistoryMessage> all = [.. versions];
        Assert.Equal(all.Select(v => v.Seen!.First).Order(), all.Select(v => v.Seen!.First));
        Assert.All(all, v => Assert.Equal(v == all[^1], v.IsLastVersion));
    }

    // The ids, one for each unbroken run of lines.
    private static IEnumerable<string> Runs(List<HistoryMessage> lines) => lines.Where((l, i) => i == 0 || lines[i - 1].Id != l.Id).Select(l => l.Id);

    private async Task<BackupReport> BackUpAsync(string source, Action<MsgstoreBuilder> change, string? account = Me)
    {
        string phone = Path.Combine(_folder.Root, source);
        string messages = Path.Combine(phone, "Databases", "msgstore.db");
        bool isNew = !File.Exists(messages);
        Directory.CreateDirectory(Path.GetDirectoryName(messages)!);
        using (MsgstoreBuilder builder = isNew ? MsgstoreBuilder.Create(messages) : MsgstoreBuilder.Open(messages))
        {
            change(builder);
        }

        if (source != "ios")
        {
            return await _folder.BackUpAsync(source, with: o => o with { AccountId = account }, path: phone);
        }

        string backup = phone + "-backup";
        FakeBackup.Write(phone, backup, null);
        return await _folder.BackUpAsync(source, with: o => o with { AccountId = account, Formats = [_iPhone] }, path: backup);
    }

    private async Task<List<HistoryMessage>> MessagesAsync()
    {
        await using HistoryView archive = await ArchiveAsync();
        return await archive.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
    }

    private async Task<HistoryView> ArchiveAsync(HistoryFilter? filter = null)
    {
        Vault vault = await _folder.Vault.OpenAsync();
        HistoryViewOptions options = new() { CacheFolder = _folder.CacheOf("views") };
        return Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, filter ?? HistoryFilter.Everything, options, JourneyFolder.Token));
    }

    private sealed record Sent(string Key, long Millis, string Chat, int Where);
}
