using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Satchel.Chats.Apple.Plists;

/// <summary>Writes binary property lists. Equal texts, numbers and bytes are stored once, as Apple's own writer does.</summary>
internal sealed class BinaryPlistWriter
{
    private readonly List<PlistValue> _objects = [];
    private readonly List<int[]> _references = [];
    private readonly Dictionary<PlistValue, int> _shared = [];
    private int _depth;

    private BinaryPlistWriter()
    {
    }

    /// <summary>The bytes of a list.</summary>
    public static byte[] Write(PlistValue value)
    {
        BinaryPlistWriter writer = new();
        writer.Number(value);
        return writer.Encode();
    }

    // Objects are numbered as they are met, a container before what it holds.
    private int Number(PlistValue value)
    {
        bool isShared = value is PlistString or PlistInteger or PlistUid or PlistBoolean;
        if (isShared && _shared.TryGetValue(value, out int known))
        {
            return known;
        }

        if (++_depth > PlistLimits.MaxDepth || _objects.Count == PlistLimits.MaxValues)
        {
            throw new ArgumentException("The list is nested too deep, or too long.", nameof(value));
        }

        int index = _objects.Count;
        _objects.Add(value);
        _references.Add([]);
        if (isShared)
        {
            _shared.Add(value, index);
        }

        _references[index] = value switch
        {
            PlistArray array => [.. array.Items.Select(Number)],
            PlistDictionary dictionary => [.. dictionary.Entries.Select(entry => Number(new PlistString(entry.Key))), .. dictionary.Entries.Select(entry => Number(entry.Value))],
            _ => [],
        };
        _depth--;
        return index;
    }

    private byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new();
        output.Write("bplist00"u8);
        int referenceBytes = BytesFor((ulong)_objects.Count);
        int[] offsets = new int[_objects.Count];
        for (int i = 0; i < _objects.Count; i++)
        {
            offsets[i] = output.WrittenCount;
            Write(output, _objects[i]);
            foreach (int reference in _references[i])
            {
                WriteNumber(output, (ulong)reference, referenceBytes);
            }
        }

        int table = output.WrittenCount;
        int offsetBytes = BytesFor((ulong)table);
        foreach (int offset in offsets)
        {
            WriteNumber(output, (ulong)offset, offsetBytes);
        }

        output.Write<byte>([0, 0, 0, 0, 0, 0, (byte)offsetBytes, (byte)referenceBytes]);
        WriteNumber(output, (ulong)_objects.Count, 8);
        WriteNumber(output, 0, 8);
        WriteNumber(output, (ulong)table, 8);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, PlistValue value)
    {
        switch (value)
        {
            case PlistNull:
                output.Write<byte>([0x00]);
                break;
            case PlistBoolean { Value: var truth }:
                output.Write<byte>([(byte)(truth ? 0x09 : 0x08)]);
                break;
            case PlistInteger { Value: var number }:
                WriteInteger(output, number);
                break;
            case PlistReal { IsSingle: true, Value: var real }:
                output.Write<byte>([(byte)0x22]);
                BinaryPrimitives.WriteSingleBigEndian(output.GetSpan(4), (float)real);
                output.Advance(4);
                break;
            case PlistReal { Value: var real }:
                output.Write<byte>([(byte)0x23]);
                WriteNumber(output, BitConverter.DoubleToUInt64Bits(real), 8);
                break;
            case PlistDate { SecondsSince2001: var seconds }:
                output.Write<byte>([(byte)0x33]);
                WriteNumber(output, BitConverter.DoubleToUInt64Bits(seconds), 8);
                break;
            case PlistUid { Index: var index }:
                int size = BytesFor(index);
                output.Write<byte>([(byte)(0x80 | (size - 1))]);
                WriteNumber(output, index, size);
                break;
            case PlistData { Bytes: var bytes }:
                WriteMarker(output, 0x40, bytes.Length);
                output.Write(bytes.Span);
                break;
            case PlistString { Text: var text }:
                WriteText(output, text);
                break;
            case PlistArray { Items.Count: var count }:
                WriteMarker(output, 0xA0, count);
                break;
            case PlistDictionary { Entries.Count: var count }:
                WriteMarker(output, 0xD0, count);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        if (Ascii.IsValid(text))
        {
            WriteMarker(output, 0x50, text.Length);
            output.Write(Encoding.ASCII.GetBytes(text));
            return;
        }

        WriteMarker(output, 0x60, text.Length);
        foreach (char c in text)
        {
            WriteNumber(output, c, 2);
        }
    }

    private static void WriteMarker(ArrayBufferWriter<byte> output, int type, int length)
    {
        output.Write<byte>([(byte)(type | Math.Min(length, 0x0F))]);
        if (length >= 0x0F)
        {
            WriteInteger(output, length);
        }
    }

    private static void WriteInteger(ArrayBufferWriter<byte> output, Int128 number)
    {
        if (number > long.MaxValue)
        {
            output.Write<byte>([(byte)0x14]);
            BinaryPrimitives.WriteInt128BigEndian(output.GetSpan(16), number);
            output.Advance(16);
            return;
        }

        int size = number < 0 ? 8 : BytesFor((ulong)number);
        output.Write<byte>([(byte)(0x10 | System.Numerics.BitOperations.Log2((uint)size))]);
        WriteNumber(output, unchecked((ulong)(long)number), size);
    }

    private static int BytesFor(ulong largest) => largest switch
    {
        <= byte.MaxValue => 1,
        <= ushort.MaxValue => 2,
        <= uint.MaxValue => 4,
        _ => 8,
    };

    private static void WriteNumber(ArrayBufferWriter<byte> output, ulong number, int size)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(eight, number);
        output.Write(eight[(8 - size)..]);
    }
}
