using System.Buffers.Binary;
using System.Numerics;

namespace Satchel.Vaults;

/// <summary>
/// Writes a record, the value of a map's entry: typed fields in canonical bytes (docs/format.md, "Records"). The
/// buffer is used again for each record.
/// </summary>
public sealed class RecordWriter
{
    internal const ulong TagNull = 0;
    internal const ulong TagInteger = 1;
    internal const ulong TagReal = 2;
    internal const ulong TagExternalText = 3;
    internal const ulong TagExternalBlob = 4;
    internal const ulong FirstLength = 5;

    private const int MaxHeaderBytes = 10;

    private byte[] _buffer = new byte[512];
    private int _length;

    /// <summary>The record so far; complete once as many fields were written as <see cref="Begin"/> announced.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>The record so far, as memory that is good until the next <see cref="Begin"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>Starts a new record of <paramref name="fieldCount"/> fields.</summary>
    public void Begin(int fieldCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fieldCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fieldCount, VaultLimits.MaxFields);
        _length = 0;
        WriteVarint((ulong)fieldCount);
    }

    /// <summary>Adds NULL.</summary>
    public void AddNull() => WriteVarint(TagNull);

    /// <summary>Adds an integer.</summary>
    public void AddInteger(long value)
    {
        WriteVarint(TagInteger);
        WriteVarint(ZigZag(value));
    }

    /// <summary>Adds an integer, or NULL.</summary>
    public void AddInteger(long? value)
    {
        if (value is long number)
        {
            AddInteger(number);
        }
        else
        {
            AddNull();
        }
    }

    /// <summary>Adds a real, bit by bit.</summary>
    public void AddReal(double value)
    {
        WriteVarint(TagReal);
        Span<byte> destination = Reserve(sizeof(double));
        BinaryPrimitives.WriteInt64LittleEndian(destination, BitConverter.DoubleToInt64Bits(value));
        _length += sizeof(double);
    }

    /// <summary>Adds a text, as bytes in whatever encoding the map's owner says.</summary>
    public void AddText(ReadOnlySpan<byte> bytes) => AddBytes(bytes, isBlob: false);

    /// <summary>Adds a text in UTF-8, or NULL.</summary>
    public void AddText(string? text)
    {
        if (text is null)
        {
            AddNull();
            return;
        }

        int lengthBytes = System.Text.Encoding.UTF8.GetByteCount(text);
        WriteVarint(FirstLength + ((ulong)lengthBytes << 1));
        Span<byte> destination = Reserve(lengthBytes);
        _ = System.Text.Encoding.UTF8.GetBytes(text, destination);
        _length += lengthBytes;
    }

    /// <summary>Adds a blob.</summary>
    public void AddBlob(ReadOnlySpan<byte> bytes) => AddBytes(bytes, isBlob: true);

    /// <summary>Adds a text or blob that lies in chunks: its length and their digests in order.</summary>
    public void AddExternal(bool isBlob, long lengthBytes, ReadOnlySpan<Digest> chunks)
    {
        WriteVarint(isBlob ? TagExternalBlob : TagExternalText);
        WriteVarint((ulong)lengthBytes);
        WriteVarint((ulong)chunks.Length);
        foreach (Digest chunk in chunks)
        {
            chunk.CopyTo(Reserve(Digest.LengthBytes));
            _length += Digest.LengthBytes;
        }
    }

    internal static ulong ZigZag(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    private void AddBytes(ReadOnlySpan<byte> bytes, bool isBlob)
    {
        WriteVarint(FirstLength + ((ulong)bytes.Length << 1) + (isBlob ? 1u : 0u));
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    private void WriteVarint(ulong value)
    {
        Span<byte> destination = Reserve(MaxHeaderBytes);
        int i = 0;
        while (value >= 0x80)
        {
            destination[i++] = unchecked((byte)(value | 0x80));
            value >>= 7;
        }

        destination[i++] = (byte)value;
        _length += i;
    }

    private Span<byte> Reserve(int lengthBytes)
    {
        if (_buffer.Length - _length < lengthBytes)
        {
            Array.Resize(ref _buffer, (int)BitOperations.RoundUpToPowerOf2((uint)(_length + lengthBytes)));
        }

        return _buffer.AsSpan(_length);
    }
}
