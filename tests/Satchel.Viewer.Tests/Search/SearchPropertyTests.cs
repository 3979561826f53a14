using Satchel.Archive;
using Satchel.SearchIndex;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Journeys;
using Satchel.Vaults;

namespace Satchel.Viewer.Tests.Search;

/// <summary>What the index finds is what a reader of the whole export finds, whatever people write and however their phones change.</summary>
public sealed class SearchPropertyTests
{
    private const string Group = "12036300000000001@g.us";
    private const int SegmentRows = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_index_finds_what_the_export_holds(int seed)
    {
        var texts = new RandomTexts(seed);
        using var folder = new JourneyFolder();
        var written = new List<string>();
        folder.Build(b => Write(b, texts, written, 0, 120));
        await folder.BackUpAsync();
        folder.Build(b => Change(b, texts, written, 120));
        await folder.BackUpAsync();
        List<string> lines = await folder.StreamAsync(HistoryOrigin.Archive);

        await using Vault vault = await folder.Vault.OpenAsync();
        HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
        await using HistoryView view = Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, HistoryFilter.Everything, options, JourneyFolder.Token));
        for (int i = 0; i < 150; i++)
        {
            string query = texts.Query(written);
            if (SearchQuery.Parse(query) is not { } parsed)
            {
                continue;
            }

            IReadOnlyList<SearchHit> hits = await Satchel.Search.RunAsync([view], parsed, new SearchOptions { Limit = 0 }, null, JourneyFolder.Token);

            Assert.Equal(BruteForce.Find(lines, query), hits.OrderByDescending(h => h.Message.Message.SentAtMillis).ThenBy(h => h.Message.Id, StringComparer.Ordinal).Select(h => h.Message.Id));
            Assert.All(hits, hit => Assert.All(hit.Marks, mark => Assert.InRange(mark.Start + mark.Length, 1, hit.Snippet.Length)));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task An_index_that_grew_is_the_one_that_is_made_anew(int seed)
    {
        var texts = new RandomTexts(seed);
        using var folder = new JourneyFolder();
        var written = new List<string>();
        folder.Build(b => Write(b, texts, written, 0, 60));
        for (int round = 1; round <= 5; round++)
        {
            await folder.BackUpAsync();
            await using Vault vault = await folder.Vault.OpenAsync();
            HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
            await using HistoryView view = Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, HistoryFilter.Everything, options, JourneyFolder.Token));
            var stored = (StoredHistoryView)view;
            var store = new IndexStore(stored, SegmentRows);

            IndexManifest grown = await store.UpdateAsync(null, JourneyFolder.Token);
            IndexManifest anew = await new IndexUpdate(stored, store, null).MakeAsync(JourneyFolder.Token);

            Assert.Equal(RowsOf(store, anew), RowsOf(store, grown));
            int first = round * 60;
            folder.Build(b => Change(b, texts, written, first));
        }
    }

    [Fact]
    public async Task A_cache_that_is_gone_or_damaged_is_made_anew()
    {
        using var folder = new JourneyFolder();
        folder.Build(b => b.Message(JourneyFolder.Ben, "K1", JourneyFolder.Noon, text: "The needle"));
        await folder.BackUpAsync();
        Assert.Single(await FindAsync(folder, "needle"));
        string cache = Path.Combine(folder.Vault.FolderOf("phone"), "cache");
        for (int i = 0; i < 2; i++)
        {
            // The manifest and the only segment, whose names change as they are made anew.
            string[] files = [.. Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories).Where(f => f.Contains("/search/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.Equal(2, files.Length);
            byte[] bytes = await File.ReadAllBytesAsync(files[i], JourneyFolder.Token);
            bytes[^20] ^= 1;
            await File.WriteAllBytesAsync(files[i], bytes, JourneyFolder.Token);
            Assert.Single(await FindAsync(folder, "needle"));
            Assert.DoesNotContain("needle", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        }

        folder.Vault.DropCache();
        Assert.Single(await FindAsync(folder, "needle"));
    }

    [Fact]
    public async Task What_narrows_a_search_narrows_the_index_alike()
    {
        using var folder = new JourneyFolder().WithSample();
        await folder.BackUpAsync();
        await using Vault vault = await folder.Vault.OpenAsync();
        HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
        await using HistoryView view = Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, HistoryFilter.Everything, options, JourneyFolder.Token));
        List<HistoryMessage> all = await folder.MessagesAsync(HistoryOrigin.Archive);
        HistoryMessage middle = all[all.Count / 2];
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(middle.Message.SentAtMillis);
        SearchOptions[] narrowed =
        [
            new() { ChatId = middle.Message.ChatId }, new() { SenderId = middle.Message.SenderId }, new() { Outgoing = true }, new() { Outgoing = false }, new() { From = at }, new() { To = at },
            new() { Kinds = [middle.Message.Kind, Satchel.Chats.MessageKind.Image] }, new() { HasFiles = true }, new() { HasFiles = false }, new() { Limit = 3, Offset = 2 }, new() { ChatId = "nobody" },
        ];
        foreach (SearchOptions wanted in narrowed.Select(o => o.Limit == 50 ? o with { Limit = 0 } : o))
        {
            foreach (SearchQuery query in (SearchQuery[])[SearchQuery.Parse("a")!, SearchQuery.Parse("the e")!, SearchQuery.Everything])
            {
                IReadOnlyList<SearchHit> hits = await Satchel.Search.RunAsync([view], query, wanted, null, JourneyFolder.Token);
                IEnumerable<SearchHit> scanned = await Satchel.Search.ScanAsync(view, query, wanted, wanted.Limit == 0 ? int.MaxValue : wanted.Offset + wanted.Limit, null, JourneyFolder.Token);
                Assert.Equal(scanned.Skip(wanted.Offset).Select(h => (h.Message.Id, h.Snippet)), hits.Select(h => (h.Message.Id, h.Snippet)));
            }
        }
    }

    private static async Task<IReadOnlyList<SearchHit>> FindAsync(JourneyFolder folder, string query)
    {
        await using Vault vault = await folder.Vault.OpenAsync();
        HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
        await using HistoryView view = Assert.Single(await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, HistoryFilter.Everything, options, JourneyFolder.Token));
        return await Satchel.Search.RunAsync([view], SearchQuery.Parse(query)!, new SearchOptions(), null, JourneyFolder.Token);
    }

    private static void Write(MsgstoreBuilder builder, RandomTexts texts, List<string> written, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            string text = texts.Text();
            written.Add(text);
            bool inGroup = texts.Below(2) == 0;
            long sent = JourneyFolder.Noon + (i / 3 * 90_000L);
            long id = builder.Message(inGroup ? Group : JourneyFolder.Ben, $"3EB0{i:X8}", sent, type: i % 11 == 0 ? 9 : 0, text: i % 11 == 0 ? null : text, sender: inGroup ? JourneyFolder.Ben : null);
            if (i % 11 == 0)
            {
                builder.Media(id, $"Media/{i}.pdf", "application/pdf", 10, name: text);
            }
        }
    }

    // New ones, and of the old ones some edited, some deleted, some starred.
    private static void Change(MsgstoreBuilder builder, RandomTexts texts, List<string> written, int first)
    {
        Write(builder, texts, written, first, 60);
        for (int i = 0; i < 6; i++)
        {
            string text = texts.Text();
            written.Add(text);
            string key = $"3EB0{texts.Below(first):X8}";
            switch (texts.Below(3))
            {
                case 0:
                    builder.Run("UPDATE message SET text_data = ? WHERE key_id = ? AND message_type = 0", text, key);
                    break;
                case 1:
                    builder.Run("DELETE FROM message WHERE key_id = ?", key);
                    break;
                default:
                    builder.Run("UPDATE message SET starred = 1 WHERE key_id = ?", key);
                    break;
            }
        }
    }

    private static List<string> RowsOf(IndexStore store, IndexManifest manifest)
    {
        List<string> rows = [];
        foreach (IndexSegment segment in manifest.Segments.Select(s => store.TryRead(s)!))
        {
            for (int row = 0; row < segment.Rows; row++)
            {
                string text = Convert.ToHexString(segment.Text[segment.TextStart[row]..segment.TextStart[row + 1]]);
                rows.Add($"{segment.SentAt[row]} {segment.Id[row]:x} {manifest.Chats[segment.Chat[row]]} {segment.Sender[row]} {segment.KindOf(row)} {segment.Flags[row]} {segment.Files[row]} {text}");
            }
        }

        return rows;
    }
}
