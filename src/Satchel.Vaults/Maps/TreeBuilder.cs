namespace Satchel.Vaults.Maps;

/// <summary>
/// Makes the tree over entries that come in order, with whole nodes of an older tree among them. In memory are the open
/// node of each level and, for a first write, a few finished leaves that other threads encode.
/// </summary>
internal sealed class TreeBuilder(INodeStore nodes, MapKind kind, MapContext context, int maxEncoding)
{
    private readonly List<OpenLevel> _levels = [];
    private readonly List<Predecessor> _leafSources = [];
    private readonly Queue<FinishedLeaf> _encoding = new();
    private readonly Stack<LeafBuffer> _spare = new();
    private LeafBuffer _leaf = NewLeaf();

    /// <summary>The older tree, of which deltas are taken.</summary>
    public BaseCursor? Base { get; init; }

    /// <summary>Whether no node up to <paramref name="level"/> is open, so that a whole one of that level may follow.</summary>
    public bool IsClean(int level)
    {
        if (_leaf.Count > 0 || _encoding.Count > 0)
        {
            return false;
        }

        for (int i = 0; i < Math.Min(level, _levels.Count); i++)
        {
            if (_levels[i].Children.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Says that what is added next, or left out, came from this leaf.</summary>
    public void NoteLeafSource(Predecessor source) => Note(_leafSources, source);

    /// <summary>Adds an entry. Completes at once but where a leaf ends.</summary>
    public ValueTask AddAsync(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (MustPart(key.Span))
        {
            return PartAndAddAsync(key, record, cancellationToken);
        }

        return Append(key.Span, record.Span) ? FinishLeafAsync(cancellationToken) : default;
    }

    /// <summary>Ends the open leaf where the entry with this key may not be in it.</summary>
    public ValueTask PartAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        MustPart(key.Span) ? FinishLeafAsync(cancellationToken) : default;

    /// <summary>Adds a whole node behind everything added before.</summary>
    public async ValueTask AddNodeAsync(NodeReference node, CancellationToken cancellationToken)
    {
        while (true)
        {
            int level = node.Level + 1;
            OpenLevel open = LevelAt(level);
            if (Base?.InnerAt(level) is { } source)
            {
                Note(open.Sources, source);
            }

            open.WasUsed = true;
            open.Children.Add(node);
            if (!NodeBoundary.EndsInner(open.Children.Count, level, node.FirstKey.Span))
            {
                return;
            }

            node = await FinishInnerAsync(level, cancellationToken);
        }
    }

    /// <summary>Ends what is open and returns the root.</summary>
    public async ValueTask<MapRoot> CompleteAsync(NodeLoader loader, CancellationToken cancellationToken)
    {
        if (_leaf.Count > 0)
        {
            await FinishLeafAsync(cancellationToken);
        }

        await DrainAsync(0, cancellationToken);
        if (_levels.Count == 0)
        {
            return new MapRoot(kind, NodeDigest.OfEmpty(kind), 0, 0);
        }

        NodeReference root = await FinishLevelsAsync(cancellationToken);

        // A node taken whole from the older tree may have become the root, with a single child that is then the root.
        while (root.Level > 0 && !_levels[root.Level - 1].HasFinished)
        {
            InnerNode node = await loader.LoadInnerAsync(root, cancellationToken);
            if (node.Children.Length > 1)
            {
                break;
            }

            root = node.Children[0];
        }

        return new MapRoot(kind, root.Digest, root.Level, root.Entries);
    }

    private static LeafBuffer NewLeaf() => new(NodeBoundary.MaxLeafBytes, 512);

    private static void Note(List<Predecessor> sources, Predecessor source)
    {
        if (sources.Count == 0 || !ReferenceEquals(sources[^1], source))
        {
            sources.Add(source);
        }
    }

    private bool MustPart(ReadOnlySpan<byte> key) => _leaf.Count > 0 && NodeBoundary.Parts(kind, _leaf.KeyAt(_leaf.Count - 1).Span, key);

    // Whether the leaf ends here.
    private bool Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        int before = _leaf.LengthBytes;
        _leaf.Append(key, record);
        return NodeBoundary.EndsLeaf(_leaf.LengthBytes, key, _leaf.LengthBytes - before);
    }

    private async ValueTask PartAndAddAsync(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        await FinishLeafAsync(cancellationToken);
        if (Append(key.Span, record.Span))
        {
            await FinishLeafAsync(cancellationToken);
        }
    }

    private OpenLevel LevelAt(int level)
    {
        if (level > VaultLimits.MaxHeight)
        {
            throw new VaultException(VaultProblem.LimitExceeded, $"a map is higher than {VaultLimits.MaxHeight} levels");
        }

        while (_levels.Count < level)
        {
            _levels.Add(new OpenLevel());
        }

        return _levels[level - 1];
    }

    private async ValueTask FinishLeafAsync(CancellationToken cancellationToken)
    {
        LeafBuffer leaf = _leaf;
        Predecessor[] sources = [.. _leafSources];
        _leafSources.Clear();
        _leaf = _spare.TryPop(out LeafBuffer? spare) ? spare : NewLeaf();
        Task<EncodedNode> encoding = maxEncoding == 0
            ? Task.FromResult(Encode(leaf, sources))
            : Task.Run(() => Encode(leaf, sources), CancellationToken.None);
        _encoding.Enqueue(new FinishedLeaf(leaf, encoding));
        await DrainAsync(maxEncoding, cancellationToken);
    }

    private EncodedNode Encode(LeafBuffer leaf, Predecessor[] sources)
    {
        Digest digest = context.DigestOf(kind, leaf);
        if (nodes.Contains(digest))
        {
            return new EncodedNode(digest, null, []);
        }

        NodeEncoder encoder = NodeEncoder.Rent();
        EncodedNode encoded = encoder.EncodeLeaf(digest, leaf, sources);
        NodeEncoder.Return(encoder);
        return encoded;
    }

    private async ValueTask DrainAsync(int leave, CancellationToken cancellationToken)
    {
        while (_encoding.Count > leave)
        {
            FinishedLeaf finished = _encoding.Dequeue();
            EncodedNode encoded = await finished.Encoding;
            NodeReference reference = new(encoded.Digest, 0, finished.Leaf.Count, finished.Leaf.KeyAt(0).ToArray());
            finished.Leaf.Clear();
            _spare.Push(finished.Leaf);
            await WriteAsync(encoded, cancellationToken);
            await AddNodeAsync(reference, cancellationToken);
        }
    }

    private async ValueTask<NodeReference> FinishInnerAsync(int level, CancellationToken cancellationToken)
    {
        OpenLevel open = _levels[level - 1];
        byte[] body = InnerBody.Write(level, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(open.Children));
        Digest digest = NodeDigest.OfInner(body);
        if (!nodes.Contains(digest))
        {
            NodeEncoder encoder = NodeEncoder.Rent();
            EncodedNode encoded = encoder.EncodeInner(digest, body, open.Sources);
            NodeEncoder.Return(encoder);
            await WriteAsync(encoded, cancellationToken);
        }

        long entries = 0;
        foreach (NodeReference child in open.Children)
        {
            entries += child.Entries;
        }

        var reference = new NodeReference(digest, level, entries, open.Children[0].FirstKey);
        open.Children.Clear();
        open.Sources.Clear();
        open.HasFinished = true;
        return reference;
    }

    private async ValueTask<NodeReference> FinishLevelsAsync(CancellationToken cancellationToken)
    {
        for (int level = 1; ; level++)
        {
            OpenLevel open = _levels[level - 1];
            if (open.Children.Count == 1 && !open.HasFinished && !IsUsedFrom(level))
            {
                return open.Children[0];
            }

            if (open.Children.Count > 0)
            {
                await AddNodeAsync(await FinishInnerAsync(level, cancellationToken), cancellationToken);
            }
        }
    }

    // Whether a level above this one holds something.
    private bool IsUsedFrom(int index)
    {
        for (int i = index; i < _levels.Count; i++)
        {
            if (_levels[i].WasUsed)
            {
                return true;
            }
        }

        return false;
    }

    private ValueTask WriteAsync(EncodedNode node, CancellationToken cancellationToken) =>
        node.Stored is null ? default : nodes.WriteAsync(node.Digest, node.Stored, node.Prefixes, cancellationToken);

    private readonly record struct FinishedLeaf(LeafBuffer Leaf, Task<EncodedNode> Encoding);
}
