namespace Satchel.Chats.Sqlite;

/// <summary>SQLite's variable-length integers: big-endian, 7 bits a byte, a ninth byte with all 8.</summary>
internal static class SqliteVarint
{
    public const int LengthAtMost = 9;

    /// <summary>Reads one and moves the offset past it; false where the bytes end first.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int offset, out ulong value)
    {
        if ((uint)offset < (uint)bytes.Length && bytes[offset] < 0x80)
        {
            value = bytes[offset++];
            return true;
        }

        value = 0;
        for (int i = 0; i < LengthAtMost; i++)
        {
            if ((uint)(offset + i) >= (uint)bytes.Length)
            {
                return false;
            }

            byte b = bytes[offset + i];
            if (i == LengthAtMost - 1)
            {
                value = value << 8 | b;
                break;
            }

            value = value << 7 | (uint)(b & 0x7F);
            if (b < 0x80)
            {
                offset += i + 1;
                return true;
            }
        }

        offset += LengthAtMost;
        return true;
    }

    public static int LengthOf(ulong value)
    {
        int length = 1;
        while (length < LengthAtMost && value >> (7 * length) != 0)
        {
            length++;
        }

        return length;
    }

    /// <summary>Writes one at the start of the span; the bytes it took.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        if (value < 0x80)
        {
            destination[0] = (byte)value;
            return 1;
        }

        int length = LengthOf(value);
        if (length == LengthAtMost)
        {
            destination[8] = unchecked((byte)value);
            value >>= 8;
            for (int i = 7; i >= 0; i--)
            {
                destination[i] = (byte)(value & 0x7F | 0x80);
                value >>= 7;
            }

            return length;
        }

        for (int i = length - 1; i >= 0; i--)
        {
            destination[i] = (byte)(value & 0x7F | (i == length - 1 ? 0u : 0x80u));
            value >>= 7;
        }

        return length;
    }
}
