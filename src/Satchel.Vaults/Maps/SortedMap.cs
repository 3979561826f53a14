using System.Runtime.CompilerServices;

namespace Satchel.Vaults.Maps;

/// <summary>
/// Reads a map: an ordered, content-addressed search tree from byte keys to records (docs/format.md, section 9). Every node is
/// checked against its digest, so what it hands out is what was written. Thread-safe.
/// </summary>
public sealed partial class SortedMap
{
    private const int TableBytes = 2;

    private readonly NodeLoader _loader;

    internal SortedMap(INodeStore nodes, MapRoot root, MapContext context)
    {
        Root = root;
        _loader = new NodeLoader(nodes, root.Kind, context);
        if (root.Height is < 0 or > VaultLimits.MaxHeight || root.Entries < 0
            || (root.Entries == 0 && (root.Height != 0 || root.Digest != NodeDigest.OfEmpty(root.Kind))))
        {
            throw new VaultException(VaultProblem.Damaged, "a root of a map cannot be what it says");
        }
    }

    /// <summary>Its root.</summary>
    public MapRoot Root { get; }

    private NodeReference RootReference => new(Root.Digest, Root.Height, Root.Entries, default);

    /// <summary>The record under a key; null where there is none.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: a node is lost or not what it should be.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        if (Root.Entries == 0)
        {
            return null;
        }

        NodeReference reference = RootReference;
        while (reference.Level > 0)
        {
            InnerNode inner = await _loader.LoadInnerAsync(reference, cancellationToken);
            reference = inner.Children[inner.IndexOf(key.Span)];
        }

        LeafNode node = await _loader.LoadLeafAsync(reference, withBody: false, cancellationToken);
        _loader.Keep(reference, node);
        LeafBuffer leaf = node.Entries;
        int index = leaf.IndexOf(key.Span);
        return index < leaf.Count && leaf.KeyAt(index).Span.SequenceEqual(key.Span)
            ? leaf.RecordAt(index)
            : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>The entries of a range in ascending order, one by one.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: a node is lost or not what it should be.</exception>
    public async IAsyncEnumerable<MapEntry> ReadAsync(KeyRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<MapEntry> entries in ReadNodesAsync(range, cancellationToken))
        {
            for (int i = 0; i < entries.Count; i++)
            {
                yield return entries[i];
            }
        }
    }

    /// <summary>The entries of a range in descending order, one by one.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: a node is lost or not what it should be.</exception>
    public async IAsyncEnumerable<MapEntry> ReadDescendingAsync(KeyRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<MapEntry> entries in ReadSlicesAsync(range, isDescending: true, lose: null, cancellationToken))
        {
            for (int i = entries.Count - 1; i >= 0; i--)
            {
                yield return entries[i];
            }
        }
    }

    /// <summary>The entries of a range in ascending order, a leaf at a time: the fast way to read millions.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: a node is lost or not what it should be.</exception>
    public IAsyncEnumerable<IReadOnlyList<MapEntry>> ReadNodesAsync(KeyRange range, CancellationToken cancellationToken) =>
        ReadSlicesAsync(range, isDescending: false, lose: null, cancellationToken);

    /// <summary>As <see cref="ReadNodesAsync"/>, but goes on behind a node that is lost or not what it should be.</summary>
    /// <param name="range">The range.</param>
    /// <param name="lose">Told of each stretch that is left out, in order.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<IReadOnlyList<MapEntry>> SalvageNodesAsync(KeyRange range, Action<MapLoss> lose, CancellationToken cancellationToken) =>
        ReadSlicesAsync(range, isDescending: false, lose, cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<MapEntry>> ReadSlicesAsync(
        KeyRange range, bool isDescending, Action<MapLoss>? lose, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new Stack<NodeReference>();
        if (Root.Entries > 0)
        {
            open.Push(RootReference);
        }

        while (open.TryPop(out NodeReference next))
        {
            if (IsOfAnotherTable(next, range))
            {
                continue;
            }

            LeafNode? node = null;
            try
            {
                if (next.Level > 0)
                {
                    PushChildren(open, await _loader.LoadInnerAsync(next, cancellationToken), range, isDescending);
                }
                else
                {
                    node = await _loader.LoadLeafAsync(next, withBody: false, cancellationToken);
                }
            }
            catch (VaultException e) when (lose is not null && e.Problem == VaultProblem.Damaged)
            {
                // What comes next on the stack is what lies behind it in the map.
                lose(new MapLoss(next.FirstKey, open.TryPeek(out NodeReference behind) ? behind.FirstKey : default(ReadOnlyMemory<byte>?), next.Entries, e.Message));
            }

            if (node is null)
            {
                continue;
            }

            LeafBuffer leaf = node.Entries;
            int start = leaf.IndexOf(range.From.Span);
            int end = range.Before is { } before ? leaf.IndexOf(before.Span) : leaf.Count;
            if (end - start < leaf.Count)
            {
                _loader.Keep(next, node);
            }

            if (start < end)
            {
                yield return new LeafSlice(leaf, start, end - start);
            }
        }
    }

    // Rows of two tables never share a leaf (section 9.1), so the one before a table's first has nothing of it.
    private bool IsOfAnotherTable(NodeReference node, KeyRange range) =>
        Root.Kind == MapKind.Rows && node.Level == 0 && range.From.Length >= TableBytes && node.FirstKey.Length >= TableBytes
        && node.FirstKey.Span[..TableBytes].SequenceCompareTo(range.From.Span[..TableBytes]) < 0;

    private static void PushChildren(Stack<NodeReference> open, InnerNode inner, KeyRange range, bool isDescending)
    {
        int first = inner.IndexOf(range.From.Span);
        int last = range.Before is { } before ? inner.IndexOf(before.Span) : inner.Children.Length - 1;
        for (int i = 0; i <= last - first; i++)
        {
            // What is to be read first goes on the stack last.
            open.Push(inner.Children[isDescending ? first + i : last - i]);
        }
    }
}
