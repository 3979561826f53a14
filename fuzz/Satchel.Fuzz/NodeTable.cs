using System.Collections.Concurrent;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Fuzz;

/// <summary>Nodes in memory.</summary>
internal sealed class NodeTable : INodeStore
{
    public ConcurrentDictionary<Digest, byte[]> Stored { get; } = new();

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, CancellationToken cancellationToken) => new(Stored[node]);

    public bool Contains(Digest node) => Stored.ContainsKey(node);

    public ValueTask WriteAsync(Digest node, ReadOnlyMemory<byte> stored, ReadOnlyMemory<Digest> prefixes, CancellationToken cancellationToken)
    {
        Stored[node] = stored.ToArray();
        return default;
    }
}
