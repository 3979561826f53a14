namespace Satchel.Vaults.Maps;

/// <summary>Where the nodes of maps lie, by digest. What it hands out was authenticated; what it takes may be written later.</summary>
internal interface INodeStore
{
    /// <summary>The stored form of a node, as it was given to <see cref="WriteAsync"/>; the least deep, where there are several.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not there, or not what it should be.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, CancellationToken cancellationToken);

    /// <summary>
    /// A stored form of a node that is less deep than <paramref name="depthBelow"/>. Where several writers stored one
    /// node in different forms, a delta is undone with those that were there when it was made.
    /// </summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: there is none.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, int depthBelow, CancellationToken cancellationToken) => ReadAsync(node, cancellationToken);

    /// <summary>Whether the node is stored, or on its way.</summary>
    bool Contains(Digest node);

    /// <summary>Stores a node. <paramref name="stored"/> is the store's from here on.</summary>
    /// <param name="node">Its digest.</param>
    /// <param name="stored">Its stored form.</param>
    /// <param name="prefixes">The nodes that a delta rests on, which must live as long as it does; empty for a whole node.</param>
    /// <param name="cancellationToken">Cancels the wait for room.</param>
    ValueTask WriteAsync(Digest node, ReadOnlyMemory<byte> stored, ReadOnlyMemory<Digest> prefixes, CancellationToken cancellationToken);
}
