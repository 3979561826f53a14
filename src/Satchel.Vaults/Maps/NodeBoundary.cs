using Satchel.Vaults.Native;

namespace Satchel.Vaults.Maps;

/// <summary>
/// Where nodes end (docs/format.md, section 9.1). It depends on the entries from the node's start to its end, and never on
/// what follows but for the table of a row, so that an edit disturbs few nodes and equal entries give equal trees.
/// </summary>
internal static class NodeBoundary
{
    /// <summary>A leaf does not end below this, but at the end of a table or of the map.</summary>
    public const int MinLeafBytes = 16 * 1024;

    /// <summary>A leaf ends with the entry that reaches this.</summary>
    public const int MaxLeafBytes = 64 * 1024;

    /// <summary>The bytes after <see cref="MinLeafBytes"/> in which a leaf ends on average.</summary>
    public const int LeafSpreadBytes = 16 * 1024;

    /// <summary>An inner node does not end below this, but at the end of its level.</summary>
    public const int MinChildren = 8;

    /// <summary>An inner node ends with this many children.</summary>
    public const int MaxChildren = 128;

    /// <summary>The children after <see cref="MinChildren"/> with which an inner node ends on average.</summary>
    public const int ChildSpread = 24;

    /// <summary>The bytes of a row's key that name its table.</summary>
    public const int TableBytes = 2;

    /// <summary>Whether a leaf of <paramref name="leafBytes"/> bytes ends with the entry that made it so long.</summary>
    public static bool EndsLeaf(int leafBytes, ReadOnlySpan<byte> key, int entryBytes) => leafBytes >= MinLeafBytes
        && (leafBytes >= MaxLeafBytes
            || (XxHash.Hash64(key, seed: 0) >> 32) * LeafSpreadBytes < (ulong)entryBytes << 32);

    /// <summary>Whether an inner node ends with the child that has this first key.</summary>
    public static bool EndsInner(int children, int level, ReadOnlySpan<byte> firstKey) => children >= MinChildren
        && (children >= MaxChildren
            || (XxHash.Hash64(firstKey, (ulong)level) >> 32) * ChildSpread < 1UL << 32);

    /// <summary>Whether a leaf that holds <paramref name="lastKey"/> must end before <paramref name="key"/>: rows of two tables never share one.</summary>
    public static bool Parts(MapKind kind, ReadOnlySpan<byte> lastKey, ReadOnlySpan<byte> key) => kind == MapKind.Rows
        && !lastKey[..Math.Min(TableBytes, lastKey.Length)].SequenceEqual(key[..Math.Min(TableBytes, key.Length)]);
}
