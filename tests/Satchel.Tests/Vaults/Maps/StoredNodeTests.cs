using FsCheck;
using FsCheck.Fluent;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Vaults.Maps;

public sealed class StoredNodeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_records_under_any_keys_come_back_to_the_byte() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll<int>(seed => ComesBackAsync(seed)));

    [Theory]
    [InlineData("", "no record has no bytes")]
    [InlineData("01", "ends before its field")]
    [InlineData("0100ff", "goes on after its field")]
    [InlineData("810000", "a field count longer than it must be")]
    [InlineData("01018000", "an integer longer than it must be")]
    [InlineData("010200", "ends inside a real")]
    [InlineData("010941", "ends inside a text")]
    [InlineData("010305ffffff7f", "names more chunks than it has")]
    [InlineData("01ffffffffffffffffffff01", "a tag of more than 64 bits")]
    public async Task What_no_RecordWriter_makes_is_refused(string hex, string why)
    {
        var editor = new MapEditor(new MemoryNodeStore(), MapKind.Files, null, new MapContext(default));

        async Task WriteAsync()
        {
            await editor.PutAsync(MapModel.Key(1), Convert.FromHexString(hex), Token);
            await editor.CompleteAsync(Token);
        }

        Assert.NotEmpty(why);
        await Assert.ThrowsAsync<ArgumentException>(WriteAsync);
    }

    [Fact]
    public async Task Keys_out_of_order_are_refused()
    {
        var editor = new MapEditor(new MemoryNodeStore(), MapKind.Files, null, new MapContext(default));
        await editor.PutAsync(MapModel.Key(2), MapModel.Record(1, 1), Token);

        await Assert.ThrowsAsync<ArgumentException>(async () => await editor.PutAsync(MapModel.Key(2), MapModel.Record(1, 1), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await editor.RemoveAsync(MapModel.Key(1), Token));
    }

    [Theory]
    [InlineData(MapKind.Rows)]
    [InlineData(MapKind.History)]
    public async Task A_flipped_bit_of_any_node_never_gives_other_entries(MapKind kind)
    {
        MapModel model = await NewModelWithDeltasAsync(kind);
        string expected = await ReadAllAsync(model.Store, model.Root!);
        foreach ((Digest digest, byte[] stored) in model.Store.Nodes.ToArray())
        {
            for (int bit = 0; bit < stored.Length * 8; bit += stored.Length < 700 ? 1 : 97)
            {
                byte[] damaged = [.. stored];
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                model.Store.Nodes[digest] = damaged;
                await AssertSameOrDamagedAsync(model, expected);
            }

            model.Store.Nodes[digest] = stored;
        }
    }

    [Fact]
    public async Task Mutated_nodes_are_refused_and_nothing_else_happens()
    {
        MapModel model = await NewModelWithDeltasAsync(MapKind.Rows);
        string expected = await ReadAllAsync(model.Store, model.Root!);
        var random = new Random(11);
        (Digest Digest, byte[] Stored)[] nodes = [.. model.Store.Nodes.Select(node => (node.Key, node.Value))];
        for (int round = 0; round < 4_000; round++)
        {
            (Digest digest, byte[] stored) = nodes[random.Next(nodes.Length)];
            model.Store.Nodes[digest] = Mutate(random, stored, nodes[random.Next(nodes.Length)].Stored);
            await AssertSameOrDamagedAsync(model, expected);
            model.Store.Nodes[digest] = stored;
        }
    }

    [Fact]
    public void Mutated_columns_are_refused_and_nothing_else_happens()
    {
        var random = new Random(12);
        var writer = new LeafColumnWriter();
        for (int round = 0; round < 20_000; round++)
        {
            LeafBuffer leaf = RandomLeaf(random, maxEntries: 5);
            writer.Write(leaf);
            byte[] structure = Mutate(random, writer.Structure.Span.ToArray(), [0xFF, 0xFF, 0xFF, 0x7F]);
            byte[] bytes = [.. structure, .. writer.Text.Span, .. writer.Raw.Span];
            var body = new NodeBody(bytes, structure.Length, writer.Text.Count, 0);
            try
            {
                LeafBuffer read = LeafColumnReader.Read(body, leaf.LengthBytes);
                Assert.Equal(leaf.LengthBytes, read.LengthBytes);
            }
            catch (VaultException error)
            {
                Assert.Equal(VaultProblem.Damaged, error.Problem);
            }
        }
    }

    [Fact]
    public async Task A_ring_of_deltas_is_refused()
    {
        MapModel model = await NewModelWithDeltasAsync(MapKind.Rows);
        (Digest digest, byte[] stored) = model.Store.Nodes.First(node => node.Value[0] == StoredNode.DeltaLeaf);
        byte[] ring = [.. stored];
        ring[1] = VaultLimits.MaxDeltaDepth;
        digest.CopyTo(ring.AsSpan(3));
        model.Store.Nodes[digest] = ring;

        using var context = new MapContext(MapModel.EvidenceKey);
        var map = new SortedMap(model.Store, new MapRoot(MapKind.Rows, digest, 0, 1), context);
        VaultException error = await Assert.ThrowsAsync<VaultException>(async () => await map.FindAsync(MapModel.Key(1), Token));

        Assert.Equal(VaultProblem.Damaged, error.Problem);
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(0, 61)]
    [InlineData(13, 60)]
    [InlineData(-1, 60)]
    public async Task A_root_that_says_what_its_node_does_not_is_refused(int height, long entries)
    {
        MapModel model = new(MapKind.Rows);
        Dictionary<byte[], byte[]?> edits = MapModel.NoEdits();
        for (int i = 0; i < 60; i++)
        {
            edits[MapModel.Key(i)] = MapModel.Record(i, 5);
        }

        await model.EditAsync(edits, Token);
        VaultException error = await Assert.ThrowsAsync<VaultException>(async () =>
            await new SortedMap(model.Store, model.Root! with { Height = height, Entries = entries }, model.Context).FindAsync(MapModel.Key(1), Token));

        Assert.Equal(VaultProblem.Damaged, error.Problem);
    }

    private static async Task<bool> ComesBackAsync(int seed)
    {
        var random = new Random(seed);
        LeafBuffer leaf = RandomLeaf(random, maxEntries: 60);
        var store = new MemoryNodeStore();
        using var context = new MapContext(MapModel.EvidenceKey);
        MapKind kind = (MapKind)random.Next(1, 5);
        var editor = new MapEditor(store, kind, null, context);
        for (int i = 0; i < leaf.Count; i++)
        {
            await editor.PutAsync(leaf.KeyAt(i), leaf.RecordAt(i), CancellationToken.None);
        }

        var map = new SortedMap(store, await editor.CompleteAsync(CancellationToken.None), context);
        int at = 0;
        await foreach (MapEntry entry in map.ReadAsync(KeyRange.All, CancellationToken.None))
        {
            Assert.True(entry.Key.Span.SequenceEqual(leaf.KeyAt(at).Span));
            Assert.True(entry.Record.Span.SequenceEqual(leaf.RecordAt(at).Span));
            at++;
        }

        return at == leaf.Count;
    }

    private static LeafBuffer RandomLeaf(Random random, int maxEntries)
    {
        SortedDictionary<byte[], byte[]> entries = new(MapModel.KeyOrder.Instance);
        int keyForm = random.Next(3);
        int count = random.Next(1, maxEntries + 1);
        for (int i = 0; i < count; i++)
        {
            entries[RandomKey(random, keyForm)] = RandomRecord.Make(random);
        }

        var leaf = new LeafBuffer(1024, 16);
        foreach ((byte[] key, byte[] record) in entries)
        {
            leaf.Append(key, record);
        }

        return leaf;
    }

    private static byte[] RandomKey(Random random, int form)
    {
        byte[] key = new byte[form == 1 ? 10 : random.Next(0, 30)];
        random.NextBytes(key);
        if (form == 1)
        {
            key[0] = 3;
            key[1] = 4;
        }
        else if (form == 2)
        {
            byte[] chat = new byte[random.Next(4)];
            byte[] native = new byte[random.Next(20)];
            random.NextBytes(native);
            key = [.. BitConverter.GetBytes(random.NextInt64()), (byte)chat.Length, .. chat, (byte)native.Length, .. native, 0, (byte)random.Next(3)];
        }

        return key;
    }

    private static byte[] Mutate(Random random, byte[] bytes, byte[] other)
    {
        List<byte> mutated = [.. bytes];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(Math.Min(mutated.Count, random.Next(2) == 0 ? 40 : int.MaxValue));
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 2:
                    mutated.RemoveRange(at, Math.Min(random.Next(1, 20), mutated.Count - at - (at == 0 ? 1 : 0)));
                    break;
                case 3:
                    mutated.InsertRange(at, other.Take(random.Next(1, 20)));
                    break;
                default:
                    mutated[at] = 0xFF;
                    break;
            }

            if (mutated.Count == 0)
            {
                mutated.Add(0);
            }
        }

        return [.. mutated];
    }

    private static async Task<MapModel> NewModelWithDeltasAsync(MapKind kind)
    {
        var model = new MapModel(kind);
        for (int round = 0; round < 3; round++)
        {
            Dictionary<byte[], byte[]?> edits = MapModel.NoEdits();
            for (int i = 0; i < (round == 0 ? 260 : 2); i++)
            {
                edits[MapModel.Key((i * 2) + round)] = MapModel.Record(i + round, 60);
            }

            await model.EditAsync(edits, Token);
        }

        Assert.Contains(model.Store.Prefixes.Values, prefixes => prefixes.Length > 0);
        return model;
    }

    private static async Task<string> ReadAllAsync(MemoryNodeStore store, MapRoot root)
    {
        using var context = new MapContext(MapModel.EvidenceKey);
        var text = new System.Text.StringBuilder();
        await foreach (MapEntry entry in new SortedMap(store, root, context).ReadAsync(KeyRange.All, Token))
        {
            text.Append(Convert.ToHexString(entry.Key.Span)).Append(Convert.ToHexString(entry.Record.Span));
        }

        return text.ToString();
    }

    private static async Task AssertSameOrDamagedAsync(MapModel model, string expected)
    {
        try
        {
            Assert.Equal(expected, await ReadAllAsync(model.Store, model.Root!));
        }
        catch (VaultException error)
        {
            Assert.Equal(VaultProblem.Damaged, error.Problem);
        }
    }
}
