namespace Satchel.Vaults.Maps;

/// <summary>
/// A place in the older tree of an edit. Moving on hands everything passed to the new tree: whole nodes where the new tree
/// has a boundary too, entries elsewhere.
/// </summary>
internal sealed class BaseCursor(NodeLoader loader, MapRoot root)
{
    private readonly Predecessor?[] _inner = new Predecessor?[VaultLimits.MaxHeight + 1];
    private readonly List<Frame> _frames = [new Frame([new NodeReference(root.Digest, root.Height, root.Entries, default)])];
    private LeafBuffer? _leaf;
    private Predecessor? _leafSource;
    private int _index;

    /// <summary>The inner node of this level that was entered last.</summary>
    public Predecessor? InnerAt(int level) => _inner[level];

    /// <summary>Moves to the first entry whose key is not below <paramref name="key"/>. Completes at once where that lies in the open leaf's reach.</summary>
    public ValueTask MoveToAsync(ReadOnlyMemory<byte> key, TreeBuilder tree, CancellationToken cancellationToken) =>
        _leaf is not null && _index < _leaf.Count && _leaf.KeyAt(_index).Span.SequenceCompareTo(key.Span) >= 0
            ? default
            : MoveAsync(key, toEnd: false, tree, cancellationToken);

    /// <summary>Moves behind the last entry.</summary>
    public ValueTask MoveToEndAsync(TreeBuilder tree, CancellationToken cancellationToken) => MoveAsync(default, toEnd: true, tree, cancellationToken);

    /// <summary>Leaves out the entry at this place, if it has this key.</summary>
    public void Skip(ReadOnlySpan<byte> key, TreeBuilder tree)
    {
        if (_leaf is not null && _index < _leaf.Count && _leaf.KeyAt(_index).Span.SequenceEqual(key))
        {
            tree.NoteLeafSource(_leafSource!);
            _index++;
        }
    }

    private async ValueTask MoveAsync(ReadOnlyMemory<byte> key, bool toEnd, TreeBuilder tree, CancellationToken cancellationToken)
    {
        while (true)
        {
            for (; _leaf is not null && _index < _leaf.Count; _index++)
            {
                if (!toEnd && _leaf.KeyAt(_index).Span.SequenceCompareTo(key.Span) >= 0)
                {
                    return;
                }

                await tree.PartAsync(_leaf.KeyAt(_index), cancellationToken);
                tree.NoteLeafSource(_leafSource!);
                await tree.AddAsync(_leaf.KeyAt(_index), _leaf.RecordAt(_index), cancellationToken);
            }

            _leaf = null;
            if (!Climb() || (!toEnd && key.Span.SequenceCompareTo(Next.FirstKey.Span) < 0))
            {
                return;
            }

            if ((toEnd || EndsAtOrBefore(key.Span)) && await TryShareAsync(tree, cancellationToken))
            {
                continue;
            }

            await EnterAsync(cancellationToken);
        }
    }

    private NodeReference Next => _frames[^1].Children[_frames[^1].Next];

    private bool Climb()
    {
        while (_frames.Count > 0 && _frames[^1].Next == _frames[^1].Children.Length)
        {
            _frames.RemoveAt(_frames.Count - 1);
        }

        return _frames.Count > 0;
    }

    // Whether the whole next node lies before the key: another one follows it that starts there or earlier.
    private bool EndsAtOrBefore(ReadOnlySpan<byte> key)
    {
        int ahead = 1;
        for (int i = _frames.Count - 1; i >= 0; i--, ahead = 0)
        {
            Frame frame = _frames[i];
            if (frame.Next + ahead < frame.Children.Length)
            {
                return frame.Children[frame.Next + ahead].FirstKey.Span.SequenceCompareTo(key) <= 0;
            }
        }

        return false;
    }

    private async ValueTask<bool> TryShareAsync(TreeBuilder tree, CancellationToken cancellationToken)
    {
        NodeReference next = Next;
        await tree.PartAsync(next.FirstKey, cancellationToken);
        if (!tree.IsClean(next.Level))
        {
            return false;
        }

        _frames[^1].Next++;
        await tree.AddNodeAsync(next, cancellationToken);
        return true;
    }

    private async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        NodeReference next = Next;
        _frames[^1].Next++;
        if (next.Level == 0)
        {
            LeafNode leaf = await loader.LoadLeafAsync(next, withBody: true, cancellationToken);
            _leaf = leaf.Entries;
            _leafSource = new Predecessor(next.Digest, leaf.Body!);
            _index = 0;
            return;
        }

        InnerNode inner = await loader.LoadInnerAsync(next, cancellationToken);
        _inner[next.Level] = new Predecessor(next.Digest, inner.Body);
        _frames.Add(new Frame(inner.Children));
    }

    private sealed class Frame(NodeReference[] children)
    {
        public NodeReference[] Children { get; } = children;

        public int Next { get; set; }
    }
}
