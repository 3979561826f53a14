using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>A b-tree page in memory, with the checks that make its cells safe to read.</summary>
internal sealed class SqliteTreePage(SqlitePages pages)
{
    public const byte IndexInterior = 2;
    public const byte TableInterior = 5;
    public const byte IndexLeaf = 10;
    public const byte TableLeaf = 13;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(pages.PageSize);
    private int _header;
    private int _cells;

    public uint Number { get; private set; }

    public byte Kind { get; private set; }

    public int CellCount { get; private set; }

    /// <summary>Where a walk is in this page; kept here for walks that use a stack of pages.</summary>
    public int Cell { get; set; }

    public bool IsLeaf => Kind is IndexLeaf or TableLeaf;

    public ReadOnlySpan<byte> Usable => _bytes.AsSpan(0, pages.UsableSize);

    /// <summary>The child after the last cell, of an interior page.</summary>
    public uint RightChild => BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(_header + 8));

    /// <summary>Reads a page that must be of one tree's two kinds.</summary>
    public void Load(uint number, bool isTable)
    {
        pages.Read(number, _bytes);
        Number = number;
        Cell = 0;
        _header = number == 1 ? SqliteHeader.Length : 0;
        Kind = _bytes[_header];
        if (Kind != (isTable ? TableLeaf : IndexLeaf) && Kind != (isTable ? TableInterior : IndexInterior))
        {
            throw pages.Damaged(number, $"a page of kind {Kind} where {(isTable ? "a table's" : "an index's")} was expected.");
        }

        CellCount = BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(_header + 3));
        _cells = _header + (IsLeaf ? 8 : 12);
        if (_cells + 2 * CellCount > pages.UsableSize)
        {
            throw pages.Damaged(number, $"{CellCount} cells do not fit.");
        }
    }

    /// <summary>Where a cell starts.</summary>
    public int CellOffset(int cell)
    {
        int offset = BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(_cells + 2 * cell));
        if (offset < _cells + 2 * CellCount || offset > pages.UsableSize - 4)
        {
            throw pages.Damaged(Number, $"cell {cell} lies outside of its page.");
        }

        return offset;
    }

    /// <summary>The child left of a cell, of an interior page.</summary>
    public uint LeftChild(int cell) => BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(CellOffset(cell)));

    /// <summary>The largest rowid left of a cell, of an interior page of a table.</summary>
    public long Separator(int cell)
    {
        int offset = CellOffset(cell) + 4;
        if (!SqliteVarint.TryRead(Usable, ref offset, out ulong key))
        {
            throw pages.Damaged(Number, $"cell {cell} is cut short.");
        }

        return unchecked((long)key);
    }
}
