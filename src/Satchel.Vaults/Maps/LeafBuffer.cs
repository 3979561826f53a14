namespace Satchel.Vaults.Maps;

/// <summary>
/// The entries of a leaf, one after another, in canonical bytes: a domain byte (so that digesting is one call), then for
/// each entry varint key length, key, varint record length, record.
/// </summary>
internal sealed class LeafBuffer
{
    private byte[] _bytes;
    private EntrySlot[] _slots;

    /// <summary>An empty leaf with room to start with.</summary>
    public LeafBuffer(int capacityBytes, int capacityEntries)
    {
        _bytes = new byte[capacityBytes + 1];
        _slots = new EntrySlot[capacityEntries];
        Clear();
    }

    /// <summary>Entries that lie in <paramref name="bytes"/> already, behind the domain byte.</summary>
    public LeafBuffer(byte[] bytes, int lengthBytes, EntrySlot[] slots)
    {
        _bytes = bytes;
        _bytes[0] = NodeDigest.LeafDomain;
        _slots = slots;
        LengthBytes = lengthBytes;
        Count = slots.Length;
    }

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The length of the entries, without the domain byte.</summary>
    public int LengthBytes { get; private set; }

    /// <summary>The domain byte and the entries.</summary>
    public ReadOnlySpan<byte> DomainAndBytes => _bytes.AsSpan(0, LengthBytes + 1);

    /// <summary>Where each entry lies in <see cref="DomainAndBytes"/>.</summary>
    public ReadOnlySpan<EntrySlot> Slots => _slots.AsSpan(0, Count);

    /// <summary>The key of an entry.</summary>
    public ReadOnlyMemory<byte> KeyAt(int index) => _bytes.AsMemory(_slots[index].KeyStart, _slots[index].KeyLength);

    /// <summary>The record of an entry.</summary>
    public ReadOnlyMemory<byte> RecordAt(int index) => _bytes.AsMemory(_slots[index].RecordStart, _slots[index].RecordLength);

    /// <summary>An entry.</summary>
    public MapEntry EntryAt(int index) => new(KeyAt(index), RecordAt(index));

    /// <summary>What an entry of this size takes.</summary>
    public static int SizeOf(int keyLength, int recordLength) =>
        Varint.LengthOf((ulong)keyLength) + keyLength + Varint.LengthOf((ulong)recordLength) + recordLength;

    /// <summary>Forgets the entries and keeps the room.</summary>
    public void Clear()
    {
        _bytes[0] = NodeDigest.LeafDomain;
        Count = 0;
        LengthBytes = 0;
    }

    /// <summary>Adds an entry behind the others.</summary>
    public void Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        Span<byte> destination = Reserve(SizeOf(key.Length, record.Length));
        int at = Varint.Write(destination, (ulong)key.Length);
        int keyAt = at;
        key.CopyTo(destination[at..]);
        at += key.Length;
        at += Varint.Write(destination[at..], (ulong)record.Length);
        record.CopyTo(destination[at..]);
        int start = LengthBytes + 1;
        AddSlot(new EntrySlot(start, start + keyAt, key.Length, start + at, record.Length));
        LengthBytes += at + record.Length;
    }

    /// <summary>The index of the first entry whose key is not below <paramref name="key"/>.</summary>
    public int IndexOf(ReadOnlySpan<byte> key)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (KeyAt(middle).Span.SequenceCompareTo(key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void AddSlot(EntrySlot slot)
    {
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(16, Count * 2));
        }

        _slots[Count++] = slot;
    }

    private Span<byte> Reserve(int lengthBytes)
    {
        int end = LengthBytes + 1;
        if (_bytes.Length - end < lengthBytes)
        {
            Array.Resize(ref _bytes, Math.Max(end + lengthBytes, _bytes.Length * 2));
        }

        return _bytes.AsSpan(end, lengthBytes);
    }
}
