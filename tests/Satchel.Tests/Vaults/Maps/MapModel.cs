using System.Buffers.Binary;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Vaults.Maps;

/// <summary>A map next to the sorted dictionary that it should equal.</summary>
internal sealed class MapModel(MapKind kind)
{
    public static readonly byte[] EvidenceKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public MemoryNodeStore Store { get; } = new();

    public MapContext Context { get; } = new(EvidenceKey);

    public MapRoot? Root { get; private set; }

    public SortedDictionary<byte[], byte[]> Entries { get; private set; } = new(KeyOrder.Instance);

    public static byte[] Key(int number, int table = 1)
    {
        byte[] key = new byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(key, (ushort)table);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(2), number ^ long.MinValue);
        return key;
    }

    public static byte[] Record(int seed, int textLength)
    {
        var random = new Random(seed);
        var writer = new RecordWriter();
        writer.Begin(4);
        writer.AddInteger(random.Next());
        writer.AddText(string.Concat(Enumerable.Range(0, textLength).Select(_ => (char)random.Next(' ', 'z'))));
        writer.AddNull();
        writer.AddReal(random.NextDouble());
        return writer.Written.ToArray();
    }

    public SortedMap Open() => new(Store, Root!, Context);

    /// <summary>Puts (a record) or removes (null) each key, in the map and in the model.</summary>
    public async Task EditAsync(IReadOnlyDictionary<byte[], byte[]?> edits, CancellationToken cancellationToken)
    {
        var editor = new MapEditor(Store, kind, Root, Context);
        foreach ((byte[] key, byte[]? record) in edits.OrderBy(edit => edit.Key, KeyOrder.Instance))
        {
            if (record is null)
            {
                Entries.Remove(key);
                await editor.RemoveAsync(key, cancellationToken);
            }
            else
            {
                Entries[key] = record;
                await editor.PutAsync(key, record, cancellationToken);
            }
        }

        Root = await editor.CompleteAsync(cancellationToken);
    }

    /// <summary>The root that the model's entries have when they are written at once.</summary>
    public async Task<MapRoot> WriteAtOnceAsync(CancellationToken cancellationToken)
    {
        var editor = new MapEditor(new MemoryNodeStore(), kind, null, Context);
        foreach ((byte[] key, byte[] record) in Entries)
        {
            await editor.PutAsync(key, record, cancellationToken);
        }

        return await editor.CompleteAsync(cancellationToken);
    }

    public static Dictionary<byte[], byte[]?> NoEdits() => new(KeyOrder.Instance);

    internal sealed class KeyOrder : IComparer<byte[]>, IEqualityComparer<byte[]>
    {
        public static KeyOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => BitConverter.ToString(obj).GetHashCode(StringComparison.Ordinal);
    }
}
