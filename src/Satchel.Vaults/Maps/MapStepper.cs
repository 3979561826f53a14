namespace Satchel.Vaults.Maps;

/// <summary>A place in a map for comparing: before a node that may be left out as a whole, or at an entry.</summary>
internal sealed class MapStepper
{
    private readonly NodeLoader _loader;
    private readonly Stack<NodeReference> _open = new();
    private LeafBuffer? _leaf;
    private int _index;

    public MapStepper(NodeLoader loader, MapRoot root)
    {
        _loader = loader;
        if (root.Entries > 0)
        {
            _open.Push(new NodeReference(root.Digest, root.Height, root.Entries, default));
        }
    }

    public bool IsAtEnd => _leaf is null && _open.Count == 0;

    /// <summary>Whether the next thing is an entry; else, unless at the end, a node.</summary>
    public bool IsAtEntry => _leaf is not null;

    public NodeReference Node => _open.Peek();

    public MapEntry Entry => _leaf!.EntryAt(_index);

    /// <summary>The key of what is next.</summary>
    public ReadOnlySpan<byte> Key => _leaf is null ? Node.FirstKey.Span : _leaf.KeyAt(_index).Span;

    public void SkipNode() => _open.Pop();

    public void NextEntry()
    {
        if (++_index == _leaf!.Count)
        {
            _leaf = null;
        }
    }

    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        NodeReference node = _open.Pop();
        if (node.Level == 0)
        {
            _leaf = (await _loader.LoadLeafAsync(node, withBody: false, cancellationToken)).Entries;
            _index = 0;
            return;
        }

        NodeReference[] children = (await _loader.LoadInnerAsync(node, cancellationToken)).Children;
        for (int i = children.Length - 1; i >= 0; i--)
        {
            _open.Push(children[i]);
        }
    }
}
