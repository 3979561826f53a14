using Satchel.Vaults.Native;

namespace Satchel.Vaults.Maps;

/// <summary>Reads nodes of one map: finds what a delta rests on, decodes, and checks the digest of everything it hands out. Thread-safe.</summary>
internal sealed class NodeLoader(INodeStore nodes, MapKind kind, MapContext context)
{
    /// <summary>A leaf that was checked.</summary>
    /// <param name="reference">What the node above says of it.</param>
    /// <param name="withBody">Whether its body is wanted, to be a delta's base.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<LeafNode> LoadLeafAsync(NodeReference reference, bool withBody, CancellationToken cancellationToken)
    {
        LeafNode? leaf = context.Cache.Find<LeafNode>(reference.Digest);
        if (leaf is null || (withBody && leaf.Body is null))
        {
            ReadOnlyMemory<byte> stored = await nodes.ReadAsync(reference.Digest, cancellationToken);
            NodeBody body = await ReadBodyAsync(stored, isLeaf: true, VaultLimits.MaxDeltaDepth + 1, cancellationToken);
            LeafBuffer entries = LeafColumnReader.Read(body, StoredNode.Read(stored.Span).EntriesLength);
            if (entries.Count == 0 || context.DigestOf(kind, entries) != reference.Digest)
            {
                throw NodeCursor.Damaged($"is not what its digest says: {reference.Digest}");
            }

            leaf = new LeafNode(entries, withBody ? body : null);
        }

        Check(reference, leaf.Entries.Count, leaf.Entries.KeyAt(0));
        return leaf;
    }

    /// <summary>
    /// Keeps a leaf of which more will soon be wanted. One that was read from end to end will not: keeping those of a long scan would
    /// throw out what is looked up meanwhile, and make the collector carry them about.
    /// </summary>
    public void Keep(NodeReference reference, LeafNode leaf) =>
        context.Cache.Add(reference.Digest, leaf, leaf.Entries.LengthBytes + (leaf.Entries.Count * 20));

    /// <summary>An inner node that was checked.</summary>
    public async ValueTask<InnerNode> LoadInnerAsync(NodeReference reference, CancellationToken cancellationToken)
    {
        InnerNode? node = context.Cache.Find<InnerNode>(reference.Digest);
        if (node is null)
        {
            ReadOnlyMemory<byte> stored = await nodes.ReadAsync(reference.Digest, cancellationToken);
            NodeBody body = await ReadBodyAsync(stored, isLeaf: false, VaultLimits.MaxDeltaDepth + 1, cancellationToken);
            if (NodeDigest.OfInner(body.Bytes) != reference.Digest)
            {
                throw NodeCursor.Damaged($"is not what its digest says: {reference.Digest}");
            }

            node = InnerBody.Read(body);
            context.Cache.Add(reference.Digest, node, body.Bytes.Length + (node.Children.Length * 72));
        }

        if (node.Level != reference.Level)
        {
            throw NodeCursor.Damaged("is not of the level that the node above says");
        }

        Check(reference, node.Entries, node.Children[0].FirstKey);
        return node;
    }

    // Roots come without their first key.
    private static void Check(NodeReference reference, long entries, ReadOnlyMemory<byte> firstKey)
    {
        if (entries != reference.Entries || (!reference.FirstKey.IsEmpty && !firstKey.Span.SequenceEqual(reference.FirstKey.Span)))
        {
            throw NodeCursor.Damaged("does not hold what the node above says");
        }
    }

    private static void Inflate(ReadOnlySpan<byte> stored, Span<byte> section, ReadOnlySpan<byte> prefix, bool asIs)
    {
        if (asIs)
        {
            stored.CopyTo(section);
            return;
        }

        ZstdDecompressor zstd = ZstdDecompressor.Rent();
        bool inflated = zstd.TryDecompress(stored, section, prefix);
        ZstdDecompressor.Return(zstd);
        if (!inflated)
        {
            throw NodeCursor.Damaged("does not decompress");
        }
    }

    private static NodeBody InflateWhole(StoredNode node)
    {
        byte[] body;
        if (node.IsLeaf)
        {
            int storedLength = node.StoredStructureLength + node.StoredTextLength + node.RawLength;
            if (node.Rest.Length != storedLength)
            {
                throw NodeCursor.Damaged("is not as long as it says");
            }

            body = new byte[node.BodyLength];
            ReadOnlySpan<byte> rest = node.Rest;
            Inflate(rest[..node.StoredStructureLength], body.AsSpan(0, node.StructureLength), default, node.StoredStructureLength == node.StructureLength);
            rest = rest[node.StoredStructureLength..];
            Inflate(rest[..node.StoredTextLength], body.AsSpan(node.StructureLength, node.TextLength), default, node.StoredTextLength == node.TextLength);
            rest[node.StoredTextLength..].CopyTo(body.AsSpan(node.StructureLength + node.TextLength));
        }
        else
        {
            if (node.Rest.Length > node.BodyLength)
            {
                throw NodeCursor.Damaged("is longer than it says");
            }

            body = new byte[node.BodyLength];
            Inflate(node.Rest, body, default, node.Rest.Length == node.BodyLength);
        }

        return new NodeBody(body, node.StructureLength, node.TextLength, 0);
    }

    private static NodeBody InflateDelta(StoredNode node, List<NodeBody> bases)
    {
        if (node.Depth <= bases.Max(body => body.Depth))
        {
            throw NodeCursor.Damaged("rests on nodes that are as deep as it is");
        }

        byte[] prefix = bases.Count == 1 ? bases[0].Bytes : NodeBody.Join(bases);
        byte[] bytes = new byte[node.BodyLength];
        Inflate(node.Rest, bytes, prefix, asIs: false);
        return new NodeBody(bytes, node.StructureLength, node.TextLength, node.Depth);
    }

    private async ValueTask<NodeBody> ReadBodyAsync(ReadOnlyMemory<byte> stored, bool isLeaf, int depthLimit, CancellationToken cancellationToken)
    {
        Digest[] prefixes = Prefixes(stored.Span, isLeaf, depthLimit, out int depth);
        if (prefixes.Length == 0)
        {
            return InflateWhole(StoredNode.Read(stored.Span));
        }

        var bases = new List<NodeBody>(prefixes.Length);
        foreach (Digest prefix in prefixes)
        {
            ReadOnlyMemory<byte> below = await nodes.ReadAsync(prefix, depth, cancellationToken);
            bases.Add(await ReadBodyAsync(below, isLeaf, depth, cancellationToken));
        }

        return InflateDelta(StoredNode.Read(stored.Span), bases);
    }

    // Each step down must be less deep than the one before: a ring of deltas ends here.
    private static Digest[] Prefixes(ReadOnlySpan<byte> stored, bool isLeaf, int depthLimit, out int depth)
    {
        StoredNode node = StoredNode.Read(stored);
        depth = node.Depth;
        if (node.IsLeaf != isLeaf || depth >= depthLimit)
        {
            throw NodeCursor.Damaged("is not of the form that the node above says");
        }

        return node.Prefixes;
    }
}
