using System.Collections.Concurrent;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Vaults.Maps;

/// <summary>Nodes in memory, with what was written and read counted.</summary>
internal sealed class MemoryNodeStore : INodeStore
{
    private int _reads;

    public ConcurrentDictionary<Digest, byte[]> Nodes { get; } = new();

    public ConcurrentDictionary<Digest, Digest[]> Prefixes { get; } = new();

    public int Reads => _reads;

    public long BytesWritten { get; private set; }

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Nodes.TryGetValue(node, out byte[]? stored)
            ? ValueTask.FromResult<ReadOnlyMemory<byte>>(stored)
            : throw new VaultException(VaultProblem.Damaged, $"node {node} is not there");
    }

    public bool Contains(Digest node) => Nodes.ContainsKey(node);

    public ValueTask WriteAsync(Digest node, ReadOnlyMemory<byte> stored, ReadOnlyMemory<Digest> prefixes, CancellationToken cancellationToken)
    {
        Assert.True(Nodes.TryAdd(node, stored.ToArray()), "a node is written once");
        Prefixes[node] = prefixes.ToArray();
        Assert.All(prefixes.ToArray(), prefix => Assert.Contains(prefix, Nodes.Keys));
        BytesWritten += stored.Length;
        return default;
    }
}
