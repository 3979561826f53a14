namespace Satchel.Vaults;

/// <summary>Bytes in the making, for what <see cref="ByteReader"/> reads.</summary>
internal sealed class ByteWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void WriteByte(byte value) => Append(1)[0] = value;

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte(unchecked((byte)(value | 0x80)));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    /// <summary>Makes room for <paramref name="lengthBytes"/> more bytes, which the caller fills.</summary>
    public Span<byte> Append(int lengthBytes)
    {
        if (_buffer.Length - Length < lengthBytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + lengthBytes));
        }

        Span<byte> room = _buffer.AsSpan(Length, lengthBytes);
        Length += lengthBytes;
        return room;
    }
}
