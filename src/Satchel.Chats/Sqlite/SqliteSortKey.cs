using System.Buffers.Binary;
using System.Numerics;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// Turns the fields of an index's record into bytes that sort as SQLite sorts the record. Each field begins with a byte
/// between 0x01 and 0xFE that tells its class, also when its bytes are inverted for a descending order:
/// <list type="bullet">
/// <item>NULL: 0x05.</item>
/// <item>Numbers: 0x20 plus the count of magnitude bytes, and these; 0x29 and the real's bits from 2^64 on. A fraction
/// follows as 0xFF, which is more than any class, and its bits. All inverted where negative (0x20 less the count).</item>
/// <item>Texts 0x30, blobs 0x31: the bytes, 00 written as 00 FF, then 00 00.</item>
/// </list>
/// </summary>
internal sealed class SqliteSortKey(SqliteEncoding encoding)
{
    private const byte NullTag = 0x05;
    private const byte NumberTag = 0x20;
    private const byte HugeTag = 0x29;
    private const byte TextTag = 0x30;
    private const byte BlobTag = 0x31;
    private const byte FractionTag = 0xFF;
    private const byte EndTag = 0x80;
    private const double HugeFrom = 18_446_744_073_709_551_616.0;

    private byte[] _bytes = new byte[256];
    private byte[] _utf8 = [];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Adds what ends a key, so that a fraction in its last field counts.</summary>
    public void End() => Reserve(1)[0] = EndTag;

    /// <summary>Adds a field by its serial type and bytes; false for what has no place in an index (a NaN).</summary>
    public bool TryAdd(uint type, ReadOnlySpan<byte> stored, SqliteCollation collation, bool isDescending)
    {
        int start = _length;
        switch (type)
        {
            case 0:
                Reserve(1)[0] = NullTag;
                break;
            case 7:
                double real = BinaryPrimitives.ReadDoubleBigEndian(stored);
                if (double.IsNaN(real))
                {
                    return false;
                }

                AddReal(real);
                break;
            case < 12:
                AddInteger(ReadInteger(type, stored));
                break;
            default:
                AddBytes((type & 1) == 0 ? BlobTag : TextTag, stored, (type & 1) == 0 ? SqliteCollation.Binary : collation);
                break;
        }

        if (isDescending)
        {
            Invert(start);
        }

        return true;
    }

    /// <summary>Adds an integer, such as a rowid.</summary>
    public void AddInteger(long value)
    {
        int start = _length;
        ulong magnitude = value < 0 ? unchecked((ulong)-value) : (ulong)value;
        AddMagnitude(magnitude);
        if (value < 0)
        {
            SetNegative(start);
        }
    }

    /// <summary>Adds an integer of a descending field.</summary>
    public void AddDescending(long value)
    {
        int start = _length;
        AddInteger(value);
        Invert(start);
    }

    private void AddReal(double value)
    {
        int start = _length;
        double magnitude = Math.Abs(value);
        if (magnitude >= HugeFrom)
        {
            Span<byte> huge = Reserve(9);
            huge[0] = HugeTag;
            BinaryPrimitives.WriteInt64BigEndian(huge[1..], BitConverter.DoubleToInt64Bits(magnitude));
        }
        else
        {
            double whole = Math.Truncate(magnitude);
            AddMagnitude((ulong)whole);
            if (magnitude != whole)
            {
                Span<byte> fraction = Reserve(9);
                fraction[0] = FractionTag;
                BinaryPrimitives.WriteInt64BigEndian(fraction[1..], BitConverter.DoubleToInt64Bits(magnitude - whole));
            }
        }

        if (value < 0)
        {
            SetNegative(start);
        }
    }

    private void AddMagnitude(ulong magnitude)
    {
        int bytes = (71 - BitOperations.LeadingZeroCount(magnitude)) / 8;
        Span<byte> space = Reserve(9);
        space[0] = (byte)(NumberTag + bytes);
        BinaryPrimitives.WriteUInt64BigEndian(space[1..], bytes == 0 ? 0 : magnitude << (64 - 8 * bytes));
        _length -= 8 - bytes;
    }

    private void SetNegative(int start)
    {
        Invert(start);
        int tag = 0xFF - _bytes[start];
        _bytes[start] = (byte)(2 * NumberTag - tag);
    }

    private void AddBytes(byte tag, ReadOnlySpan<byte> bytes, SqliteCollation collation)
    {
        Reserve(1)[0] = tag;
        if (collation != SqliteCollation.Binary && encoding != SqliteEncoding.Utf8)
        {
            bytes = ToUtf8(bytes);   // the other collations are of UTF-8 only
        }

        switch (collation)
        {
            case SqliteCollation.RTrim:
                AddEscaped(bytes.TrimEnd((byte)' '));
                break;
            case SqliteCollation.NoCase:
                AddWithoutCase(bytes);
                break;
            default:
                AddEscaped(bytes);
                break;
        }

        Reserve(2).Clear();
    }

    // SQLite compares ASCII letters without case up to the first NUL, and then the lengths.
    private void AddWithoutCase(ReadOnlySpan<byte> bytes)
    {
        int nul = bytes.IndexOf((byte)0);
        ReadOnlySpan<byte> compared = nul < 0 ? bytes : bytes[..nul];
        Span<byte> lower = Reserve(compared.Length);
        for (int i = 0; i < compared.Length; i++)
        {
            byte b = compared[i];
            lower[i] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        }

        if (nul >= 0)
        {
            Span<byte> length = Reserve(6);
            length[0] = 0;
            length[1] = 0xFF;
            BinaryPrimitives.WriteInt32BigEndian(length[2..], bytes.Length);
        }
    }

    private void AddEscaped(ReadOnlySpan<byte> bytes)
    {
        for (int nul = bytes.IndexOf((byte)0); nul >= 0; nul = bytes.IndexOf((byte)0))
        {
            bytes[..(nul + 1)].CopyTo(Reserve(nul + 1));
            Reserve(1)[0] = 0xFF;
            bytes = bytes[(nul + 1)..];
        }

        bytes.CopyTo(Reserve(bytes.Length));
    }

    // As SQLite does it: half a surrogate pair takes whatever follows for its other half.
    private ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> utf16)
    {
        int length = 0;
        if (_utf8.Length < 2 * utf16.Length)
        {
            _utf8 = new byte[2 * utf16.Length];
        }

        for (int i = 0; i + 1 < utf16.Length; i += 2)
        {
            int unit = ReadUnit(utf16, i);
            if (unit is >= 0xD800 and < 0xE000 && i + 3 < utf16.Length)
            {
                i += 2;
                unit = (ReadUnit(utf16, i) & 0x3FF) + ((unit & 0x3F) << 10) + (((unit & 0x3C0) + 0x40) << 10);
            }

            length += WriteUtf8(_utf8.AsSpan(length), unit);
        }

        return _utf8.AsSpan(0, length);
    }

    private int ReadUnit(ReadOnlySpan<byte> utf16, int offset) => encoding == SqliteEncoding.Utf16LittleEndian
        ? BinaryPrimitives.ReadUInt16LittleEndian(utf16[offset..])
        : BinaryPrimitives.ReadUInt16BigEndian(utf16[offset..]);

    private static int WriteUtf8(Span<byte> destination, int unit)
    {
        switch (unit)
        {
            case < 0x80:
                destination[0] = (byte)unit;
                return 1;
            case < 0x800:
                destination[0] = (byte)(0xC0 | unit >> 6);
                destination[1] = (byte)(0x80 | unit & 0x3F);
                return 2;
            case < 0x1_0000:
                destination[0] = (byte)(0xE0 | unit >> 12);
                destination[1] = (byte)(0x80 | unit >> 6 & 0x3F);
                destination[2] = (byte)(0x80 | unit & 0x3F);
                return 3;
            default:
                destination[0] = (byte)(0xF0 | unit >> 18);
                destination[1] = (byte)(0x80 | unit >> 12 & 0x3F);
                destination[2] = (byte)(0x80 | unit >> 6 & 0x3F);
                destination[3] = (byte)(0x80 | unit & 0x3F);
                return 4;
        }
    }

    private void Invert(int start)
    {
        for (int i = start; i < _length; i++)
        {
            _bytes[i] = (byte)(0xFF - _bytes[i]);
        }
    }

    private Span<byte> Reserve(int bytes)
    {
        int start = _length;
        _length += bytes;
        if (_length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)BitOperations.RoundUpToPowerOf2((uint)_length));
        }

        return _bytes.AsSpan(start, bytes);
    }

    private static long ReadInteger(uint type, ReadOnlySpan<byte> stored)
    {
        if (type >= 8)
        {
            return type - 8;
        }

        long value = unchecked((sbyte)stored[0]);
        for (int i = 1; i < stored.Length; i++)
        {
            value = value << 8 | stored[i];
        }

        return value;
    }
}
