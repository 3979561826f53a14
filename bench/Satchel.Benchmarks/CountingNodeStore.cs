using System.Collections.Concurrent;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Benchmarks;

/// <summary>Keeps nodes in memory and counts what they would cost.</summary>
internal sealed class CountingNodeStore : INodeStore
{
    /// <summary>What an object costs besides its bytes: seal, index and directory of its pack.</summary>
    private const int ObjectOverheadBytes = 118;

    private readonly ConcurrentDictionary<Digest, ReadOnlyMemory<byte>> _nodes = new();

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    public int Deltas { get; private set; }

    public long StructureBytes { get; private set; }

    public long TextBytes { get; private set; }

    public long RawBytes { get; private set; }

    public long BytesWithOverhead => Bytes + ((long)Count * ObjectOverheadBytes);

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, CancellationToken cancellationToken) => new(_nodes[node]);

    public bool Contains(Digest node) => _nodes.ContainsKey(node);

    public ValueTask WriteAsync(Digest node, ReadOnlyMemory<byte> stored, ReadOnlyMemory<Digest> prefixes, CancellationToken cancellationToken)
    {
        _nodes[node] = stored;
        Bytes += stored.Length;
        Count++;
        Deltas += prefixes.IsEmpty ? 0 : 1;
        StoredNode head = StoredNode.Read(stored.Span);
        StructureBytes += head.StoredStructureLength;
        TextBytes += head.StoredTextLength;
        RawBytes += head.Form == StoredNode.WholeLeaf ? head.RawLength : 0;
        return default;
    }

    public void Reset()
    {
        Bytes = 0;
        Count = 0;
        Deltas = 0;
    }
}
