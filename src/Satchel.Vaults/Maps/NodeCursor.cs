namespace Satchel.Vaults.Maps;

/// <summary>Reads a node's bytes from the front; every length meets its limit and what is there.</summary>
internal ref struct NodeCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _offset;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_offset..];

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _offset == _bytes.Length;

    public static VaultException Damaged(string what) => new(VaultProblem.Damaged, $"a node of a map {what}");

    public byte ReadByte()
    {
        if (_offset >= _bytes.Length)
        {
            throw Damaged("ends too early");
        }

        return _bytes[_offset++];
    }

    public ulong ReadVarint() => Varint.TryRead(_bytes, ref _offset, out ulong value) ? value : throw Damaged("has a malformed number");

    public int ReadLength(int limit)
    {
        ulong length = ReadVarint();
        return length <= (ulong)limit ? (int)length : throw Damaged("names a length over its limit");
    }

    public ReadOnlySpan<byte> Take(int lengthBytes)
    {
        if (lengthBytes > _bytes.Length - _offset)
        {
            throw Damaged("ends too early");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_offset, lengthBytes);
        _offset += lengthBytes;
        return taken;
    }
}
