using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Vaults.Maps;

public sealed class SortedMapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_map_reads_as_nothing()
    {
        var model = new MapModel(MapKind.Files);
        await model.EditAsync(MapModel.NoEdits(), Token);
        SortedMap map = model.Open();

        Assert.Equal(new MapRoot(MapKind.Files, NodeDigest.OfEmpty(MapKind.Files), 0, 0), map.Root);
        Assert.Null(await map.FindAsync(MapModel.Key(1), Token));
        Assert.Empty(await ReadAsync(map.ReadAsync(KeyRange.All, Token)));
        Assert.Empty(model.Store.Nodes);
    }

    [Fact]
    public async Task Each_key_is_found_and_no_other()
    {
        MapModel model = await NewModelAsync(MapKind.Rows, 3_000);
        SortedMap map = model.Open();

        for (int i = 0; i < 6_000; i += 7)
        {
            byte[] key = MapModel.Key(i);
            ReadOnlyMemory<byte>? found = await map.FindAsync(key, Token);
            Assert.Equal(model.Entries.GetValueOrDefault(key), found?.ToArray());
        }
    }

    [Fact]
    public async Task Ranges_read_as_in_the_model_in_both_directions()
    {
        MapModel model = await NewModelAsync(MapKind.History, 3_000);
        SortedMap map = model.Open();
        var random = new Random(5);
        for (int round = 0; round < 40; round++)
        {
            byte[] from = MapModel.Key(random.Next(6_000));
            byte[] before = MapModel.Key(random.Next(6_000));
            byte[][] expected = [.. model.Entries.Keys.Where(key =>
                MapModel.KeyOrder.Instance.Compare(key, from) >= 0 && MapModel.KeyOrder.Instance.Compare(key, before) < 0)];
            var range = new KeyRange(from, before);

            Assert.Equal(expected, await ReadAsync(map.ReadAsync(range, Token)));
            Assert.Equal(expected.Reverse(), await ReadAsync(map.ReadDescendingAsync(range, Token)));
        }
    }

    [Theory]
    [InlineData(MapKind.Rows)]
    [InlineData(MapKind.History)]
    public async Task Whatever_node_is_lost_the_entries_of_the_others_are_read_and_the_gap_is_told(MapKind kind)
    {
        MapModel model = await NewModelAsync(kind, 9_000);
        foreach (Digest lost in model.Store.Nodes.Keys)
        {
            model.Store.Nodes.Remove(lost, out byte[]? stored);
            var map = new SortedMap(model.Store, model.Root!, new MapContext(MapModel.EvidenceKey));
            List<MapLoss> losses = [];
            List<byte[]> left = [];
            await foreach (IReadOnlyList<MapEntry> node in map.SalvageNodesAsync(KeyRange.All, losses.Add, Token))
            {
                left.AddRange(node.Select(entry => entry.Key.ToArray()));
            }

            Assert.NotEmpty(losses);
            Assert.Equal(model.Entries.Count, left.Count + losses.Sum(loss => loss.Entries));
            Assert.Equal(model.Entries.Keys.Where(key => !losses.Any(loss => IsIn(loss, key))), left);
            model.Store.Nodes[lost] = stored!;
        }
    }

    [Fact]
    public async Task A_lost_leaf_of_one_table_leaves_the_others_whole()
    {
        var model = new MapModel(MapKind.Rows);
        Dictionary<byte[], byte[]?> edits = MapModel.NoEdits();
        for (int table = 1; table <= 3; table++)
        {
            for (int row = 0; row < 2_000; row++)
            {
                edits[MapModel.Key(row, table)] = MapModel.Record(row, 40);
            }
        }

        await model.EditAsync(edits, Token);
        List<NodeReference> nodes = await model.Open().WalkAsync(_ => false, readLeaves: false, Token).ToListAsync(Token);
        NodeReference last = nodes.Last(node => node.Level == 0 && node.FirstKey.Span[1] == 1);
        model.Store.Nodes.Remove(last.Digest, out _);
        var map = new SortedMap(model.Store, model.Root!, new MapContext(MapModel.EvidenceKey));
        for (int table = 1; table <= 3; table++)
        {
            List<MapLoss> losses = [];
            int rows = 0;
            await foreach (IReadOnlyList<MapEntry> node in map.SalvageNodesAsync(KeyRange.StartingWith(new byte[] { 0, (byte)table }), losses.Add, Token))
            {
                rows += node.Count;
            }

            Assert.Equal(table == 1 ? 1 : 0, losses.Count);
            Assert.Equal(table == 1 ? 2_000 - last.Entries : 2_000, rows);
        }
    }

    [Fact]
    public async Task A_prefix_reads_the_keys_that_start_with_it()
    {
        MapModel model = await NewModelAsync(MapKind.Rows, 500);
        await model.EditAsync(new Dictionary<byte[], byte[]?>(MapModel.KeyOrder.Instance)
        {
            [[0, 0xFF, 1]] = MapModel.Record(1, 5),
            [[0, 0xFF, 0xFF]] = MapModel.Record(2, 5),
            [[1, 0]] = MapModel.Record(3, 5),
        }, Token);

        byte[][] keys = await ReadAsync(model.Open().ReadAsync(KeyRange.StartingWith(new byte[] { 0, 0xFF }), Token));

        Assert.Equal([[0, 0xFF, 1], [0, 0xFF, 0xFF]], keys);
    }

    [Theory]
    [InlineData(MapKind.Rows)]
    [InlineData(MapKind.History)]
    public async Task Comparing_tells_what_was_edited_and_reads_little_else(MapKind kind)
    {
        MapModel model = await NewModelAsync(kind, 20_000);
        SortedMap before = model.Open();
        SortedDictionary<byte[], byte[]> entriesBefore = new(model.Entries, MapModel.KeyOrder.Instance);
        Dictionary<byte[], byte[]?> edits = MapModel.NoEdits();
        for (int i = 0; i < 10; i++)
        {
            edits[MapModel.Key(i * 3_990)] = i % 3 == 0 ? null : MapModel.Record(-i, 40);
            edits[MapModel.Key((i * 3_990) + 1)] = MapModel.Record(-i, 40);
        }

        await model.EditAsync(edits, Token);
        using var context = new MapContext(MapModel.EvidenceKey);
        var after = new SortedMap(model.Store, model.Root!, context);
        int readsBefore = model.Store.Reads;
        List<MapDifference> differences = await ListAsync(after.CompareAsync(new SortedMap(model.Store, before.Root, context), Token));

        byte[][] expected = [.. edits.Keys.Order(MapModel.KeyOrder.Instance).Where(key =>
            !entriesBefore.GetValueOrDefault(key).AsSpan().SequenceEqual(model.Entries.GetValueOrDefault(key)))];
        Assert.Equal(expected, differences.Select(difference => difference.Key.ToArray()));
        Assert.All(differences, difference =>
        {
            Assert.Equal(entriesBefore.GetValueOrDefault(difference.Key.ToArray()), difference.Before?.ToArray());
            Assert.Equal(model.Entries.GetValueOrDefault(difference.Key.ToArray()), difference.After?.ToArray());
        });
        Assert.InRange(model.Store.Reads - readsBefore, 1, 90);
    }

    [Fact]
    public async Task A_walk_names_every_node_once_and_reads_no_leaf_unasked()
    {
        MapModel model = await NewModelAsync(MapKind.Rows, 20_000);
        using var context = new MapContext(default);
        var map = new SortedMap(model.Store, model.Root!, context);
        int readsBefore = model.Store.Reads;
        HashSet<Digest> seen = [];

        List<NodeReference> nodes = await ListAsync(map.WalkAsync(digest => !seen.Add(digest), readLeaves: false, Token));

        Assert.Equal(model.Store.Nodes.Keys.Order(), nodes.Select(node => node.Digest).Order());
        Assert.Equal(nodes.Count(node => node.Level > 0), model.Store.Reads - readsBefore);
        Assert.Equal(20_000, nodes.Where(node => node.Level == 0).Sum(node => node.Entries));
        Assert.Empty(await ListAsync(map.WalkAsync(seen.Contains, readLeaves: true, Token)));
    }

    [Fact]
    public async Task A_small_edit_reads_and_writes_few_nodes()
    {
        MapModel model = await NewModelAsync(MapKind.Rows, 20_000);
        int reads = model.Store.Reads;
        int nodes = model.Store.Nodes.Count;
        long bytes = model.Store.BytesWritten;

        await model.EditAsync(new Dictionary<byte[], byte[]?>(MapModel.KeyOrder.Instance) { [MapModel.Key(20_000)] = MapModel.Record(1, 30) }, Token);

        Assert.InRange(model.Store.Reads - reads, 1, 4);
        Assert.InRange(model.Store.Nodes.Count - nodes, 2, 5);
        Assert.InRange(model.Store.BytesWritten - bytes, 1, 1_500);
    }

    [Fact]
    public async Task Deltas_rest_on_at_most_three_nodes_and_are_at_most_four_deep()
    {
        MapModel model = await NewModelAsync(MapKind.Rows, 2_000);
        for (int day = 0; day < 12; day++)
        {
            await model.EditAsync(new Dictionary<byte[], byte[]?>(MapModel.KeyOrder.Instance)
            {
                [MapModel.Key(1_000)] = MapModel.Record(day, 30),
                [MapModel.Key(1_001 + (2 * day))] = MapModel.Record(day, 30),
            }, Token);
        }

        Dictionary<Digest, Digest[]> prefixes = new(model.Store.Prefixes);
        int DepthOf(Digest node) => prefixes[node].Length == 0 ? 0 : 1 + prefixes[node].Max(DepthOf);
        Assert.InRange(prefixes.Keys.Max(DepthOf), 2, VaultLimits.MaxDeltaDepth);
        Assert.All(prefixes.Values, rested => Assert.InRange(rested.Length, 0, VaultLimits.MaxDeltaPrefixes));
    }

    private static bool IsIn(MapLoss loss, byte[] key) =>
        key.AsSpan().SequenceCompareTo(loss.From.Span) >= 0 && (loss.Before is not { } before || key.AsSpan().SequenceCompareTo(before.Span) < 0);

    private static async Task<MapModel> NewModelAsync(MapKind kind, int count)
    {
        var model = new MapModel(kind);
        Dictionary<byte[], byte[]?> edits = MapModel.NoEdits();
        for (int i = 0; i < count; i++)
        {
            edits[MapModel.Key(i * 2)] = MapModel.Record(i, 60);
        }

        await model.EditAsync(edits, Token);
        return model;
    }

    private static async Task<byte[][]> ReadAsync(IAsyncEnumerable<MapEntry> entries) =>
        [.. (await ListAsync(entries)).Select(entry => entry.Key.ToArray())];

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
