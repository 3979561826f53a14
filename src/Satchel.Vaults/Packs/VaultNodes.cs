using Satchel.Vaults.Index;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Maps;

namespace Satchel.Vaults.Packs;

/// <summary>The nodes of a vault's maps, to be read.</summary>
internal sealed class VaultNodes(KeyRing keys, LocalIndex index, ObjectReader objects) : INodeStore
{
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, CancellationToken cancellationToken) =>
        objects.ReadAsync(keys.IdOf(ObjectType.Node, node), $"node {node}", cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, int depthBelow, CancellationToken cancellationToken) =>
        objects.ReadAsync(keys.IdOf(ObjectType.Node, node), $"node {node}", cancellationToken, depthBelow);

    public bool Contains(Digest node) => index.TryFind(keys.IdOf(ObjectType.Node, node), out _, out bool isExcluded) && !isExcluded;

    /// <exception cref="InvalidOperationException">Always: who writes does so through a snapshot writer.</exception>
    public ValueTask WriteAsync(Digest node, ReadOnlyMemory<byte> stored, ReadOnlyMemory<Digest> prefixes, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("These maps are for reading.");
}
