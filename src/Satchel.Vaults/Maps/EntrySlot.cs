namespace Satchel.Vaults.Maps;

/// <summary>Where an entry lies in the bytes of its leaf.</summary>
/// <param name="Start">Where it starts, with the length of its key.</param>
/// <param name="KeyStart">Where its key starts.</param>
/// <param name="KeyLength">The key's length in bytes.</param>
/// <param name="RecordStart">Where its record starts.</param>
/// <param name="RecordLength">The record's length in bytes; the entry ends with it.</param>
internal readonly record struct EntrySlot(int Start, int KeyStart, int KeyLength, int RecordStart, int RecordLength)
{
    /// <summary>Where the entry ends.</summary>
    public int End => RecordStart + RecordLength;
}
