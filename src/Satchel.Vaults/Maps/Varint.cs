using System.Numerics;

namespace Satchel.Vaults.Maps;

/// <summary>Unsigned LEB128 (docs/format.md, section 2).</summary>
internal static class Varint
{
    /// <summary>The longest: 64 bits in groups of 7.</summary>
    public const int MaxBytes = 10;

    /// <summary>How many bytes <paramref name="value"/> takes.</summary>
    public static int LengthOf(ulong value) => ((BitOperations.Log2(value | 1) * 9) + 73) >> 6;

    /// <summary>Writes <paramref name="value"/> and returns how many bytes it took.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        int i = 0;
        while (value >= 0x80)
        {
            destination[i++] = unchecked((byte)(value | 0x80));
            value >>= 7;
        }

        destination[i++] = (byte)value;
        return i;
    }

    /// <summary>Reads a varint at <paramref name="offset"/> and moves behind it; false where it is cut, too long, or longer than it must be.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int offset, out ulong value)
    {
        value = 0;
        int at = offset;
        if ((uint)at < (uint)bytes.Length && bytes[at] < 0x80)
        {
            value = bytes[at];
            offset = at + 1;
            return true;
        }

        for (int shift = 0; shift < 7 * MaxBytes && (uint)at < (uint)bytes.Length; shift += 7)
        {
            byte b = bytes[at++];
            if (shift == 63 && b > 1)
            {
                return false;
            }

            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                offset = at;
                return b != 0;
            }
        }

        return false;
    }
}
