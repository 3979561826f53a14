using Satchel.Archive;
using Satchel.Storage;
using Satchel.TestKit.Stores;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

public sealed class SalvageTests
{
    private const int Places = 16;

    // The history is written when all rows are.
    private const double HistoryStartsBehind = 0.75;

    [Fact]
    public async Task Wherever_the_maps_are_damaged_the_rest_restores_and_what_is_lost_is_named()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 3000, mediaBytes: 100_000);
        await folder.BackUpAsync();
        BlobInfo pack = await NodePackAsync(folder);
        Dictionary<string, byte[]> files = ReadTree(folder.Source);
        int withRows = 0;
        for (int place = 0; place < Places; place++)
        {
            FaultyBlobStore store = Damaged(folder, pack, (double)place / Places);
            string to = Path.Combine(folder.Root, $"back-{place}");
            await using Vault vault = await folder.Vault.OpenAsync($"device {place}", store);
            RestoreReport report = await Restore.RunAsync(vault, vault.Snapshots[^1], new RestoreOptions { To = to }, null, JourneyFolder.Token);

            Dictionary<string, byte[]> back = ReadTree(to);
            Assert.All(back.Where(f => !IsDatabase(f.Key)), f => Assert.Equal(files[f.Key], f.Value));
            Assert.True(report.Lost.Count > 0 || back.Count == files.Count);
            withRows += report.Lost.Any(l => l.Contains("rows of the table", StringComparison.Ordinal)) && report is { Databases: 2, Rows: > 1000 } ? 1 : 0;
        }

        Assert.True(withRows >= 3, $"{withRows} of {Places} flips met rows");
    }

    [Fact]
    public async Task Wherever_the_maps_are_damaged_the_other_messages_are_read_and_the_gap_is_named()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 3000, mediaBytes: 20_000);
        await folder.BackUpAsync();
        BlobInfo pack = await NodePackAsync(folder);
        HashSet<string> whole = [.. (await folder.MessagesAsync(HistoryOrigin.Latest)).Select(m => m.Id)];
        int partial = 0;
        for (int place = 0; place < Places; place++)
        {
            await using Vault vault = await folder.Vault.OpenAsync($"device {place}", Damaged(folder, pack, HistoryStartsBehind + (place * (1 - HistoryStartsBehind) / Places)));
            HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("views") };
            await using HistoryView view = await HistoryViews.OfSnapshotAsync(vault, vault.Snapshots[^1], options, JourneyFolder.Token);
            HashSet<string> read = [];
            await foreach (HistoryMessage message in view.MessagesByChatAsync(JourneyFolder.Token))
            {
                read.Add(message.Id);
            }

            Assert.Subset(whole, read);
            Assert.True(view.Problems.Count > 0 || read.Count == whole.Count);
            partial += read.Count < whole.Count && read.Count > 500 ? 1 : 0;
        }

        Assert.True(partial > 0, "no flip met the history");
    }

    private static async Task<BlobInfo> NodePackAsync(JourneyFolder folder)
    {
        List<BlobInfo> packs = await folder.Vault.Memory.ListAsync("packs/", JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        Assert.Equal(2, packs.Count);
        BlobInfo? nodes = null;
        foreach (BlobInfo pack in packs)
        {
            // The pack without which nobody knows what files there are.
            FaultyBlobStore store = new(folder.Vault.Memory);
            store.Lose(pack.Name);
            await using Vault vault = await folder.Vault.OpenAsync("finder " + pack.Name, store);
            RestoreReport report = await Restore.RunAsync(
                vault, vault.Snapshots[^1], new RestoreOptions { To = Path.Combine(folder.Root, "finder"), Overwrite = true }, null, JourneyFolder.Token);
            Assert.NotEmpty(report.Lost);
            nodes = report.Lost.Any(l => l.Contains("the list of files", StringComparison.Ordinal)) ? pack : nodes;
        }

        return nodes!.Value;
    }

    private static FaultyBlobStore Damaged(JourneyFolder folder, BlobInfo pack, double place)
    {
        FaultyBlobStore store = new(folder.Vault.Memory);
        store.FlipBit(pack.Name, (40 + (long)((pack.LengthBytes - 50_000) * place)) * 8);
        return store;
    }

    private static bool IsDatabase(string path) => path.StartsWith("Databases", StringComparison.Ordinal) || path.EndsWith(".db", StringComparison.Ordinal);

    private static Dictionary<string, byte[]> ReadTree(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f), File.ReadAllBytes);
}
