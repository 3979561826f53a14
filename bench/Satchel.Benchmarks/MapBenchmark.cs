using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Benchmarks;

/// <summary>Writes, reads and edits one map. Figures are for one run on one machine; compare ratios.</summary>
internal static partial class MapBenchmark
{
    private const int NewKeysFrom = 1_000_000_000;

    public static async Task RunSyntheticAsync(int count)
    {
        Console.WriteLine($"synthetic messages, {count:N0} entries");
        foreach (MapKind kind in new[] { MapKind.Rows, MapKind.History })
        {
            await RunOneAsync(kind, count);
        }
    }

    private static async Task RunOneAsync(MapKind kind, int count)
    {
        var store = new CountingNodeStore();
        using var context = new MapContext(new byte[32]);
        var rows = new SyntheticRows(count);
        long raw = rows.MeasureGeneration(kind, out string generation);
        var written = new Measured();
        var editor = new MapEditor(store, kind, null, context);
        for (int i = 0; i < count; i++)
        {
            await editor.PutAsync(rows.Key(kind, i), rows.Record(i, 0), CancellationToken.None);
        }

        MapRoot root = await editor.CompleteAsync(CancellationToken.None);
        Console.WriteLine($"{kind}: generating alone {generation}; raw {raw / 1e6:F1} MB, stored {store.BytesWithOverhead / 1e6:F1} MB "
            + $"({(double)store.BytesWithOverhead / raw:P1}) in {store.Count:N0} nodes, height {root.Height}");
        Console.WriteLine($"  write (with generating)  {written}");
        await ReadAllAsync(store, root, context);
        foreach (int edits in new[] { 100, 1000 })
        {
            root = await EditAsync(store, kind, root, context, rows, count, edits);
        }

        Console.WriteLine($"  peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB, nodes in memory included");
    }

    private static async Task ReadAllAsync(CountingNodeStore store, MapRoot root, MapContext context)
    {
        var read = new Measured();
        long entries = 0;
        long bytes = 0;
        await foreach (IReadOnlyList<MapEntry> leaf in new SortedMap(store, root, context).ReadNodesAsync(KeyRange.All, CancellationToken.None))
        {
            entries += leaf.Count;
            bytes += leaf[0].Record.Length;
        }

        Console.WriteLine($"  read  {entries:N0} entries  {read}");
    }

    private static async Task<MapRoot> EditAsync(
        CountingNodeStore store, MapKind kind, MapRoot root, MapContext context, SyntheticRows rows, int count, int edits)
    {
        store.Reset();
        var edited = new Measured();
        var editor = new MapEditor(store, kind, root, context);
        int step = count / edits;
        for (int i = 0; i < edits; i++)
        {
            await editor.PutAsync(rows.Key(kind, (i * step) + (step / 3)), rows.Record((i * step) + (step / 3), 1), CancellationToken.None);
        }

        root = await editor.CompleteAsync(CancellationToken.None);
        Console.WriteLine($"  {edits} scattered edits: {store.BytesWithOverhead / 1e3:F1} KB with overhead, {store.Bytes / 1e3:F1} KB in {store.Count} nodes, {store.Deltas} deltas  {edited}");
        return root;
    }

    private sealed class SyntheticRows(int count)
    {
        private static readonly string[] Words = [.. Enumerable.Range(0, 4000).Select(i => Convert.ToHexStringLower(BitConverter.GetBytes(i * 7919))[..(3 + (i % 5))])];
        private readonly RecordWriter _writer = new();
        private readonly byte[] _key = new byte[8 + 1 + 24 + 1 + 17 + 2];
        private readonly byte[] _id = new byte[16];
        private readonly StringBuilder _text = new();

        public long MeasureGeneration(MapKind kind, out string measured)
        {
            var generated = new Measured();
            long raw = 0;
            for (int i = 0; i < count; i++)
            {
                raw += Key(kind, i).Length + Record(i, 0).Length + 3;
            }

            measured = generated.ToString();
            return raw;
        }

        public ReadOnlyMemory<byte> Key(MapKind kind, int i)
        {
            if (kind == MapKind.Rows)
            {
                BinaryPrimitives.WriteUInt16BigEndian(_key, 7);
                BinaryPrimitives.WriteInt64BigEndian(_key.AsSpan(2), i ^ long.MinValue);
                return _key.AsMemory(0, 10);
            }

            BinaryPrimitives.WriteInt64BigEndian(_key, (1_600_000_000_000 + (i * 60_000L)) ^ long.MinValue);
            _key[8] = 24;
            Encoding.ASCII.GetBytes($"4915{Mix(i / 3) % 400:D8}@s.whatsapp").CopyTo(_key, 9);
            _key[33] = 17;
            _key[34] = 1;
            FillId(i).CopyTo(_key, 35);
            return _key;
        }

        public ReadOnlyMemory<byte> Record(int i, int version)
        {
            uint mixed = Mix(i);
            _writer.Begin(20);
            _writer.AddNull();
            _writer.AddInteger((Mix(i / 3) % 400) + 1);
            _writer.AddInteger(mixed & 1);
            _writer.AddText(Encoding.ASCII.GetBytes(Convert.ToHexString(FillId(i))));
            _writer.AddInteger((mixed & 1) != 0 ? 0 : (Mix(i / 3) % 400) + 5);
            _writer.AddInteger((mixed & 1) != 0 ? 13 - version : 0);
            _writer.AddInteger(0);
            _writer.AddInteger(0);
            _writer.AddNull();
            _writer.AddInteger(0);
            _writer.AddInteger(0);
            _writer.AddInteger(1_600_000_000_000 + (i * 60_000L) + (mixed % 50_000));
            _writer.AddInteger(1_600_000_000_000 + (i * 60_000L) + (mixed % 51_000));
            _writer.AddInteger(-1);
            _writer.AddInteger(0);
            _writer.AddText(Text(mixed));
            _writer.AddInteger(0);
            _writer.AddNull();
            _writer.AddNull();
            _writer.AddInteger(i);
            return _writer.WrittenMemory;
        }

        private static uint Mix(int i) => unchecked((uint)((i * 2654435761L) ^ (i >> 3)) * 2246822519u) >> 3;

        private byte[] FillId(int i)
        {
            ulong state = (ulong)i + 88172645463325252UL;
            for (int j = 0; j < 2; j++)
            {
                state = unchecked((state ^ (state >> 31)) * 0x9E3779B97F4A7C15UL);
                state ^= state >> 29;
                BinaryPrimitives.WriteUInt64LittleEndian(_id.AsSpan(8 * j), state);
            }

            return _id;
        }

        private string Text(uint mixed)
        {
            _text.Clear();
            int words = 3 + (int)(mixed % 15);
            for (int i = 0; i < words; i++)
            {
                mixed = unchecked((mixed * 1664525) + 1013904223);
                _text.Append(Words[Math.Min(mixed >> 20, mixed >> 9 & 4095) % 4000]).Append(' ');
            }

            return _text.ToString();
        }
    }
}
