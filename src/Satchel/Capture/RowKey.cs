using System.Buffers.Binary;
using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>Keys of a <c>rows</c> map (docs/format.md, 10.2): table number, then rowid or primary key.</summary>
internal static class RowKey
{
    /// <summary>The length of the key of a row with a rowid.</summary>
    public const int LengthBytes = TableBytes + sizeof(ulong);

    public const int TableBytes = sizeof(ushort);

    private const ulong SignBit = 1UL << 63;

    public static void Write(Span<byte> key, int table, long rowId)
    {
        BinaryPrimitives.WriteUInt16BigEndian(key, (ushort)table);
        BinaryPrimitives.WriteUInt64BigEndian(key[TableBytes..], unchecked((ulong)rowId) ^ SignBit);
    }

    public static byte[] Of(int table, long rowId)
    {
        byte[] key = new byte[LengthBytes];
        Write(key, table, rowId);
        return key;
    }

    public static int Table(ReadOnlySpan<byte> key) => key.Length < TableBytes ? -1 : BinaryPrimitives.ReadUInt16BigEndian(key);

    /// <summary>The rowid; only of a table that has them.</summary>
    public static long RowId(ReadOnlySpan<byte> key) => unchecked((long)(BinaryPrimitives.ReadUInt64BigEndian(key[TableBytes..]) ^ SignBit));

    /// <summary>All rows of a table.</summary>
    public static KeyRange TableRange(int table)
    {
        byte[] prefix = new byte[TableBytes];
        BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)table);
        return KeyRange.StartingWith(prefix);
    }

    /// <summary>The rows of a table from one rowid to another, both included.</summary>
    public static KeyRange Range(int table, long first, long last) =>
        new(Of(table, first), last == long.MaxValue ? TableRange(table).Before : Of(table, last + 1));
}
