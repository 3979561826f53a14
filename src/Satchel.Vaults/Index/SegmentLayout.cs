using System.Numerics;
using System.Runtime.InteropServices;

namespace Satchel.Vaults.Index;

/// <summary>
/// The bytes of a segment of the local index, in the order of this machine's bytes; it never leaves it:
/// <code>
/// OFFSET  SIZE    MEANING
/// 0       4       "SLI1"
/// 4       4       u32 records
/// 8       4       u32 packs
/// 12      4       u32 prefix lists
/// 16      4       u32 CRC-32C of everything from offset 32
/// 20      12      zero
/// 32      32 × r  records, ascending
/// …       40 × p  packs: name, epoch, length
/// …       56 × n  prefix lists by record number: u32 record, u32 count, three ids
/// </code>
/// </summary>
internal static class SegmentLayout
{
    public const int HeaderBytes = 32;
    public const int PrefixListBytes = 8 + (VaultLimits.MaxDeltaPrefixes * Packs.ObjectId.LengthBytes);
    public const uint Magic = 0x31494C53;
    public const int ChecksumOffset = 16;

    public static long LengthOf(long records, long packs, long prefixLists) =>
        HeaderBytes + (records * IndexRecord.SizeBytes) + (packs * IndexPack.SizeBytes) + (prefixLists * PrefixListBytes);

    /// <summary>Goes on with a CRC-32C; every part of a segment is a multiple of 8 bytes long.</summary>
    public static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            checksum = BitOperations.Crc32C(checksum, word);
        }

        return checksum;
    }
}
