namespace Satchel.Vaults;

/// <summary>Reads bytes that came from outside, one part after another; whatever is not there is damage, named by where it was read.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, string where)
{
    private const int MaxVarintBytes = 10;   // ceil(64 / 7)
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next byte is read.</summary>
    public int Offset { get; private set; }

    public readonly int Remaining => _bytes.Length - Offset;

    public ReadOnlySpan<byte> Take(int lengthBytes)
    {
        if (lengthBytes > Remaining)
        {
            throw Damaged("ends early");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Offset, lengthBytes);
        Offset += lengthBytes;
        return taken;
    }

    public byte ReadByte() => Take(1)[0];

    /// <summary>Reads a varint that must not go beyond <paramref name="max"/>.</summary>
    public int ReadVarint(int max, string what)
    {
        ulong value = ReadVarint();
        return value <= (ulong)max ? (int)value : throw Damaged($"names {value} {what}, more than {max}");
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (int i = 0; i < MaxVarintBytes; i++)
        {
            byte b = ReadByte();
            if (i == MaxVarintBytes - 1 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged("has a number of more than 64 bits");
    }

    /// <summary>Damage at what is being read.</summary>
    public readonly VaultException Damaged(string what) => new(VaultProblem.Damaged, $"{where}: {what}");
}
