using System.Buffers.Binary;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>
/// Walks the fields of one protobuf message in hand. Every length is checked against the bytes that are there; a field
/// is consumed only where it is whole. Groups, which WhatsApp does not use, are refused.
/// </summary>
internal ref struct ProtobufCursor(ReadOnlySpan<byte> bytes)
{
    private const int MaxVarintBytes = 10;   // ceil(64 / 7)

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next field begins.</summary>
    public int Offset { get; private set; }

    /// <summary>Whether every byte was read.</summary>
    public readonly bool AtEnd => Offset == _bytes.Length;

    /// <summary>The number of the field read last.</summary>
    public int Field { get; private set; }

    /// <summary>Whether the field read last is a number; else it is bytes.</summary>
    public bool IsNumber { get; private set; }

    /// <summary>The number in the field read last; the bits of a float or a double.</summary>
    public ulong Number { get; private set; }

    /// <summary>The bytes in the field read last: a text, bytes, or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Where <see cref="Bytes"/> begins.</summary>
    public readonly int BytesOffset => Offset - Bytes.Length;

    /// <summary>Reads a varint at the front of some bytes; false where it does not end, or has more than 64 bits.</summary>
    public static bool TryReadVarint(ReadOnlySpan<byte> bytes, out ulong value, out int lengthBytes)
    {
        value = 0;
        for (int i = 0; i < MaxVarintBytes && i < bytes.Length; i++)
        {
            byte b = bytes[i];
            if (i == MaxVarintBytes - 1 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                lengthBytes = i + 1;
                return true;
            }
        }

        lengthBytes = 0;
        return false;
    }

    /// <summary>Reads the next field; false at the end, and where what follows is not a field (then <see cref="AtEnd"/> is false).</summary>
    public bool TryReadField()
    {
        int at = Offset;
        if (!TryTakeVarint(ref at, out ulong key) || key >> 3 is 0 or > 0x1FFFFFFF)
        {
            return false;
        }

        ulong number = 0;
        ReadOnlySpan<byte> content = default;
        switch ((int)(key & 7))
        {
            case 0 when TryTakeVarint(ref at, out number):
                break;
            case 1 when _bytes.Length - at >= 8:
                number = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]);
                at += 8;
                break;
            case 2 when TryTakeVarint(ref at, out ulong length) && length <= (ulong)(_bytes.Length - at):
                content = _bytes.Slice(at, (int)length);
                at += (int)length;
                break;
            case 5 when _bytes.Length - at >= 4:
                number = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);
                at += 4;
                break;
            default:
                return false;
        }

        Field = (int)(key >> 3);
        IsNumber = (key & 7) != 2;
        Number = number;
        Bytes = content;
        Offset = at;
        return true;
    }

    private readonly bool TryTakeVarint(ref int at, out ulong value)
    {
        if (!TryReadVarint(_bytes[at..], out value, out int length))
        {
            return false;
        }

        at += length;
        return true;
    }
}
