namespace Satchel.Vaults.Maps;

/// <summary>Takes every node for one that is stored, so that a new map is digested and nothing is compressed or written.</summary>
internal sealed class UnstoredNodes : INodeStore
{
    public bool Contains(Digest node) => true;

    public ValueTask WriteAsync(Digest node, ReadOnlyMemory<byte> stored, ReadOnlyMemory<Digest> prefixes, CancellationToken cancellationToken) => default;

    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>: always.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, CancellationToken cancellationToken) =>
        throw new VaultException(VaultProblem.NotFound, $"node {node} was not stored");
}
