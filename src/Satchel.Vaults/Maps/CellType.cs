namespace Satchel.Vaults.Maps;

/// <summary>How a field lies in its column (docs/format.md, section 9.4).</summary>
internal static class CellType
{
    public const byte Null = 0;
    public const byte Integer = 1;
    public const byte Real = 2;
    public const byte Text = 3;
    public const byte Blob = 4;
    public const byte ExternalText = 5;
    public const byte ExternalBlob = 6;

    /// <summary>A text that is canonical base64, kept as the bytes that it stands for.</summary>
    public const byte Base64Text = 7;

    /// <summary>A text of hex digits in upper case, kept as bytes.</summary>
    public const byte UpperHexText = 8;

    /// <summary>A text of hex digits in lower case, kept as bytes.</summary>
    public const byte LowerHexText = 9;

    /// <summary>The largest.</summary>
    public const byte Last = LowerHexText;

    /// <summary>The low bits of a column's first byte, where its cells are not of one type.</summary>
    public const byte Mixed = 15;

    /// <summary>The bits of a column's first byte that are the type.</summary>
    public const byte TypeMask = 15;

    /// <summary>Of a column: integers are themselves, not differences from the one before.</summary>
    public const byte PlainIntegers = 16;

    /// <summary>Of a column: blobs and packed texts lie among the texts, for they compress.</summary>
    public const byte CompressedBytes = 32;

    /// <summary>Of a column: all integers are the same, and stand once.</summary>
    public const byte ConstantIntegers = 64;

    /// <summary>Of a column: all lengths are the same, and stand once.</summary>
    public const byte ConstantLengths = 128;
}
