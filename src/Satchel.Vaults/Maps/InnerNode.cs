namespace Satchel.Vaults.Maps;

/// <summary>A decoded inner node.</summary>
internal sealed class InnerNode
{
    /// <summary>An inner node of these children, all of the level below.</summary>
    public InnerNode(int level, NodeReference[] children, NodeBody body)
    {
        Level = level;
        Children = children;
        Body = body;
        foreach (NodeReference child in children)
        {
            Entries += child.Entries;
        }
    }

    /// <summary>1 above leaves.</summary>
    public int Level { get; }

    /// <summary>The nodes below, in the order of their keys.</summary>
    public NodeReference[] Children { get; }

    /// <summary>Its canonical bytes.</summary>
    public NodeBody Body { get; }

    /// <summary>How many entries lie below.</summary>
    public long Entries { get; }

    /// <summary>The index of the child in whose range <paramref name="key"/> lies; 0 where it is before all.</summary>
    public int IndexOf(ReadOnlySpan<byte> key)
    {
        int low = 1;
        int high = Children.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (Children[middle].FirstKey.Span.SequenceCompareTo(key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
