namespace Satchel.Vaults.Maps;

/// <summary>Bytes that grow at the end and are used again.</summary>
internal sealed class ByteList
{
    private byte[] _bytes = new byte[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(byte value)
    {
        if (Count == _bytes.Length)
        {
            Array.Resize(ref _bytes, Count * 2);
        }

        _bytes[Count++] = value;
    }

    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Grow(bytes.Length));

    public void AddVarint(ulong value)
    {
        if (value < 0x80)
        {
            Add((byte)value);
            return;
        }

        int start = Count;
        int length = Varint.Write(Grow(Varint.MaxBytes), value);
        Count = start + length;
    }

    /// <summary>Makes the list longer and returns the new bytes, for the caller to fill.</summary>
    public Span<byte> Grow(int lengthBytes)
    {
        if (_bytes.Length - Count < lengthBytes)
        {
            Array.Resize(ref _bytes, Math.Max(Count + lengthBytes, _bytes.Length * 2));
        }

        Span<byte> grown = _bytes.AsSpan(Count, lengthBytes);
        Count += lengthBytes;
        return grown;
    }
}
