using System.Buffers;
using System.Collections.Concurrent;
using Satchel.Vaults.Index;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Maps;

namespace Satchel.Vaults.Packs;

/// <summary>The objects that a writer sees: its own, written or on their way, and the vault's.</summary>
internal sealed class WriterObjects(KeyRing keys, LocalIndex index, ObjectReader objects, PackWriter packs) : INodeStore
{
    private readonly ConcurrentDictionary<Digest, bool> _own = new();

    /// <summary>Whether this writer stored the node.</summary>
    public bool IsOwn(Digest node) => _own.ContainsKey(node);

    public bool Contains(Digest node) => Contains(keys.IdOf(ObjectType.Node, node));

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, CancellationToken cancellationToken) =>
        ReadAsync(node, ObjectCopies.AnyDepth, cancellationToken);

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest node, int depthBelow, CancellationToken cancellationToken) =>
        await ReadAsync(keys.IdOf(ObjectType.Node, node), $"node {node}", depthBelow, cancellationToken);

    public async ValueTask WriteAsync(Digest node, ReadOnlyMemory<byte> stored, ReadOnlyMemory<Digest> prefixes, CancellationToken cancellationToken)
    {
        ObjectId id = keys.IdOf(ObjectType.Node, node);
        if (Contains(id))
        {
            return;
        }

        if (stored.Length > PackLayout.MaxStoredNodeBytes)
        {
            throw new VaultException(VaultProblem.LimitExceeded, $"a node has {stored.Length} bytes; at most {PackLayout.MaxStoredNodeBytes} are allowed");
        }

        _ = _own.TryAdd(node, true);
        _ = await packs.AddAsync(ObjectType.Node, ObjectCodec.AsIs, id, stored, stored.Length, PrefixesOf(prefixes.Span, stored.Span), cancellationToken);
    }

    /// <summary>Whether the vault has a chunk, or will.</summary>
    public bool ContainsChunk(Digest digest) => Contains(keys.IdOf(ObjectType.Chunk, digest));

    /// <summary>Stores a chunk; false where it is there already.</summary>
    public async ValueTask<bool> PutChunkAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > VaultLimits.MaxChunkBytes)
        {
            throw new VaultException(VaultProblem.LimitExceeded, $"a chunk has {content.Length} bytes; at most {VaultLimits.MaxChunkBytes} are allowed");
        }

        ObjectId id = keys.IdOf(ObjectType.Chunk, digest);
        if (Contains(id))
        {
            return false;
        }

        byte[]? compressed = ChunkCompressor.TryCompress(content.Span, out int length);
        if (compressed is null)
        {
            return await packs.AddAsync(ObjectType.Chunk, ObjectCodec.AsIs, id, content, content.Length, default, cancellationToken);
        }

        try
        {
            return await packs.AddAsync(ObjectType.Chunk, ObjectCodec.Zstd, id, compressed.AsMemory(0, length), content.Length, default, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    /// <summary>Reads a chunk and compares it with its digest.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync(Digest digest, CancellationToken cancellationToken) =>
        Chunks.Verify(digest, await ReadAsync(keys.IdOf(ObjectType.Chunk, digest), $"chunk {digest}", ObjectCopies.AnyDepth, cancellationToken));

    private NodePrefixes PrefixesOf(ReadOnlySpan<Digest> prefixes, ReadOnlySpan<byte> stored)
    {
        Span<ObjectId> ids = stackalloc ObjectId[VaultLimits.MaxDeltaPrefixes];
        for (int i = 0; i < prefixes.Length; i++)
        {
            ids[i] = keys.IdOf(ObjectType.Node, prefixes[i]);
        }

        return NodePrefixes.Of(ids[..prefixes.Length], prefixes.IsEmpty ? 0 : StoredNode.Read(stored).Depth);
    }

    // What lies only in packs that are about to go is stored again.
    private bool Contains(ObjectId id) => packs.Contains(id) || (index.TryFind(id, out _, out bool isExcluded) && !isExcluded);

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ObjectId id, string what, int depthBelow, CancellationToken cancellationToken)
    {
        // What an index lists serves for what rests on it; a form that was stored again meanwhile may be deeper.
        if (!index.TryFind(id, out _, out _, depthBelow) && await packs.TryReadAsync(id, ReadStoredAsync, cancellationToken) is { } found)
        {
            return ObjectReader.Decode(found.Content, found.Codec, found.LengthBytes, what);
        }

        return await objects.ReadAsync(id, what, cancellationToken, depthBelow);

        async ValueTask<byte[]> ReadStoredAsync(PackListing pack, int number, PackEntry entry) => await objects.ReadSealedAsync(
            new ObjectLocation(pack.Name, pack.Epoch, pack.LengthBytes, number, entry.Type, entry.Codec, entry.Offset, entry.SealedBytes, entry.LengthBytes), id, cancellationToken);
    }
}
