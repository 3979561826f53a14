using System.Buffers.Binary;
using System.Text;

namespace Satchel.Chats.Apple.Plists;

// A binary property list:
//   "bplist00", objects, offset table, trailer
// trailer, the last 32 bytes, big-endian:
//   OFFSET  SIZE  MEANING
//   0       6     nothing
//   6       1     bytes of an entry of the offset table
//   7       1     bytes of a reference to an object
//   8       8     how many objects
//   16      8     the number of the outermost object
//   24      8     where the offset table begins
// An object begins with a byte: type in the upper four bits, length in the lower ones (15: an integer object follows that holds it).
// Source: docs/formats/iphone-backup.md, "Property lists".

/// <summary>Reads binary property lists. Each object is read once; objects that lie over each other are refused, so a list is never larger than its file.</summary>
internal sealed class BinaryPlistReader
{
    private const int HeaderBytes = 8;
    private const int TrailerBytes = 32;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly string _where;
    private readonly PlistValue?[] _objects;
    private readonly bool[] _open;
    private readonly int _offsetBytes;
    private readonly int _referenceBytes;
    private readonly int _tableOffset;
    private long _used;
    private int _depth;

    private BinaryPlistReader(ReadOnlyMemory<byte> bytes, string where)
    {
        _bytes = bytes;
        _where = where;
        if (bytes.Length > PlistLimits.MaxBytes)
        {
            throw Failure(ChatFormatProblem.LimitExceeded, $"has {bytes.Length} bytes; at most {PlistLimits.MaxBytes} are read");
        }

        if (bytes.Length < HeaderBytes + TrailerBytes)
        {
            throw Failure(ChatFormatProblem.Truncated, $"ends after {bytes.Length} bytes; a binary property list has more than {HeaderBytes + TrailerBytes}");
        }

        ReadOnlySpan<byte> trailer = bytes.Span[^TrailerBytes..];
        _offsetBytes = trailer[6];
        _referenceBytes = trailer[7];
        ulong count = BinaryPrimitives.ReadUInt64BigEndian(trailer[8..]);
        ulong top = BinaryPrimitives.ReadUInt64BigEndian(trailer[16..]);
        ulong table = BinaryPrimitives.ReadUInt64BigEndian(trailer[24..]);
        int end = bytes.Length - TrailerBytes;
        if (_offsetBytes is < 1 or > 8 || _referenceBytes is < 1 or > 8 || table < HeaderBytes || table > (ulong)end)
        {
            throw Failure(ChatFormatProblem.Damaged, "has a trailer that makes no sense; it was cut short or overwritten");
        }

        if (count > PlistLimits.MaxValues)
        {
            throw Failure(ChatFormatProblem.LimitExceeded, $"says it holds {count} objects; at most {PlistLimits.MaxValues} are read");
        }

        if (count * (ulong)_offsetBytes > (ulong)end - table || top >= count)
        {
            throw Failure(ChatFormatProblem.Damaged, $"says it holds {count} objects, more than its table has");
        }

        _tableOffset = (int)table;
        _objects = new PlistValue?[(int)count];
        _open = new bool[(int)count];
        Top = (int)top;
    }

    private int Top { get; }

    /// <summary>Reads a list.</summary>
    /// <exception cref="ChatFormatException">It is none.</exception>
    public static PlistValue Read(ReadOnlyMemory<byte> bytes, string where)
    {
        BinaryPlistReader reader = new(bytes, where);
        return reader.Object(reader.Top);
    }

    private PlistValue Object(int index)
    {
        if (_objects[index] is { } known)
        {
            return known;
        }

        if (_open[index])
        {
            throw Failure(ChatFormatProblem.Damaged, $"object {index} holds itself");
        }

        if (++_depth > PlistLimits.MaxDepth)
        {
            throw Failure(ChatFormatProblem.LimitExceeded, $"is nested more than {PlistLimits.MaxDepth} deep");
        }

        _open[index] = true;
        ulong offset = Number(_tableOffset + (index * _offsetBytes), _offsetBytes);
        if (offset < HeaderBytes || offset >= (ulong)_tableOffset)
        {
            throw Failure(ChatFormatProblem.Damaged, $"object {index} lies at {offset}, outside the list");
        }

        PlistValue value = ReadAt((int)offset);
        _objects[index] = value;
        _open[index] = false;
        _depth--;
        return value;
    }

    private PlistValue ReadAt(int offset)
    {
        byte marker = _bytes.Span[offset];
        int low = marker & 0x0F;
        int next = offset + 1;
        switch (marker >> 4)
        {
            case 0x0:
                Take(next, 0);
                return low switch
                {
                    0x0 => PlistNull.Value,
                    0x8 => new PlistBoolean(false),
                    0x9 => new PlistBoolean(true),
                    _ => throw Unknown(marker, offset),
                };
            case 0x1 when low <= 4:
                return new PlistInteger(Integer(next, 1 << low));
            case 0x2 when low == 2:
                return new PlistReal(BinaryPrimitives.ReadSingleBigEndian(Take(next, 4).Span), IsSingle: true);
            case 0x2 when low == 3:
                return new PlistReal(BinaryPrimitives.ReadDoubleBigEndian(Take(next, 8).Span));
            case 0x3 when low == 3:
                return new PlistDate(BinaryPrimitives.ReadDoubleBigEndian(Take(next, 8).Span));
            case 0x8 when low < 8:
                Take(next, low + 1);
                return new PlistUid(Number(next, low + 1));
        }

        int length = low == 0x0F ? LengthAt(ref next) : low;
        return (marker >> 4) switch
        {
            0x4 => new PlistData(Take(next, length)),
            0x5 => new PlistString(Encoding.Latin1.GetString(Take(next, length).Span)),
            0x6 => new PlistString(Utf16(Take(next, 2L * length).Span)),
            0xA => Array(next, length),
            0xD => Dictionary(next, length),
            _ => throw Unknown(marker, offset),
        };
    }

    private PlistArray Array(int offset, int count)
    {
        Take(offset, (long)count * _referenceBytes);
        PlistValue[] items = new PlistValue[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = Referred(offset, i);
        }

        return new PlistArray(items);
    }

    private PlistDictionary Dictionary(int offset, int count)
    {
        Take(offset, 2L * count * _referenceBytes);
        KeyValuePair<string, PlistValue>[] entries = new KeyValuePair<string, PlistValue>[count];
        for (int i = 0; i < count; i++)
        {
            if (Referred(offset, i) is not PlistString key)
            {
                throw Failure(ChatFormatProblem.Damaged, "has a dictionary with a key that is no text");
            }

            entries[i] = new(key.Text, Referred(offset, count + i));
        }

        return new PlistDictionary(entries);
    }

    private PlistValue Referred(int offset, int position)
    {
        ulong index = Number(offset + (position * _referenceBytes), _referenceBytes);
        return index < (ulong)_objects.Length
            ? Object((int)index)
            : throw Failure(ChatFormatProblem.Damaged, $"refers to object {index} of {_objects.Length}");
    }

    // 15 in the marker: an integer object with the length follows.
    private int LengthAt(ref int offset)
    {
        int marker = offset < _tableOffset ? _bytes.Span[offset] : 0;
        if ((marker & 0xF0) != 0x10 || (marker & 0x0F) > 3)
        {
            throw Failure(ChatFormatProblem.Damaged, $"has no length at {offset}");
        }

        Int128 length = Integer(offset + 1, 1 << (marker & 0x0F));
        offset += 1 + (1 << (marker & 0x0F));
        return length >= 0 && length <= _bytes.Length
            ? (int)length
            : throw Failure(ChatFormatProblem.Damaged, $"says at {offset} that {length} items follow; the list has {_bytes.Length} bytes");
    }

    // One, two and four bytes are unsigned, eight are signed; sixteen hold what is over that.
    private Int128 Integer(int offset, int size)
    {
        ReadOnlySpan<byte> bytes = Take(offset, size).Span;
        return size switch
        {
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes),
            16 => BinaryPrimitives.ReadInt128BigEndian(bytes),
            _ => Number(offset, size),
        };
    }

    private ulong Number(int offset, int size)
    {
        ulong number = 0;
        foreach (byte b in _bytes.Span.Slice(offset, size))
        {
            number = unchecked((number << 8) | b);
        }

        return number;
    }

    // Every byte of a list belongs to one object: what is taken in all is never more than there is.
    private ReadOnlyMemory<byte> Take(int offset, long length)
    {
        _used += length + 1;
        if (length > _tableOffset - offset)
        {
            throw Failure(ChatFormatProblem.Damaged, $"has an object at {offset} that does not end inside the list");
        }

        if (_used > _bytes.Length)
        {
            throw Failure(ChatFormatProblem.Damaged, "has objects that lie over each other");
        }

        return _bytes.Slice(offset, (int)length);
    }

    private static string Utf16(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = bytes.Length <= 512 ? stackalloc char[bytes.Length / 2] : new char[bytes.Length / 2];
        for (int i = 0; i < chars.Length; i++)
        {
            chars[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        }

        return new string(chars);
    }

    private ChatFormatException Unknown(byte marker, int offset) =>
        Failure(ChatFormatProblem.UnsupportedVersion, $"has an object of the unknown kind 0x{marker:X2} at {offset}");

    private ChatFormatException Failure(ChatFormatProblem problem, string message) => new(problem, _where, message);
}
