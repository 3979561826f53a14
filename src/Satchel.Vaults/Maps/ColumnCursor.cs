namespace Satchel.Vaults.Maps;

/// <summary>
/// A column of a leaf that is being read: where its next cell's type, number, length and bytes are. The numbers were
/// unpacked into an array of the reader's; everything else is an offset into the leaf's body.
/// </summary>
internal struct ColumnCursor
{
    /// <summary>The type of all cells, or <see cref="CellType.Mixed"/>.</summary>
    public byte Type;

    /// <summary>The next cell's type, where they are mixed.</summary>
    public int TypeAt;

    /// <summary>The next integer, in the numbers.</summary>
    public int IntegerAt;

    /// <summary>1; 0 where all are the same.</summary>
    public int IntegerStep;

    /// <summary>The next length, in the numbers.</summary>
    public int LengthAt;

    /// <summary>1; 0 where all are the same.</summary>
    public int LengthStep;

    /// <summary>The next real's 8 bytes.</summary>
    public int RealAt;

    /// <summary>The next text.</summary>
    public int TextAt;

    /// <summary>The next blob, packed text or digests.</summary>
    public int BytesAt;
}
