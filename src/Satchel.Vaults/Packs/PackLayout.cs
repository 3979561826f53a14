using System.Buffers.Binary;

namespace Satchel.Vaults.Packs;

/// <summary>
/// The bytes of a pack (docs/format.md, "A pack"):
/// <code>
/// OFFSET   SIZE  MEANING
/// 0        4     "SPK1"
/// 4        4     u32 epoch
/// 8        32    salt, which is also the pack's name
/// 40       …     the objects, each sealed with its number as nonce
///          d     the directory, sealed
/// end − 4  4     u32 d
/// </code>
/// </summary>
internal static class PackLayout
{
    public const int HeaderBytes = 40;
    public const int TagBytes = 16;
    public const int NonceBytes = 12;
    public const int KeyBytes = 32;
    public const int TrailerBytes = sizeof(uint);

    /// <summary>The longest stored form of a node: a zstd frame of what does not shrink is a little longer than it.</summary>
    public const int MaxStoredNodeBytes = VaultLimits.MaxNodeBytes + (64 * 1024);

    public const int MaxSealedBytes = MaxStoredNodeBytes + TagBytes;

    /// <summary>An object's associated data: the magic, its type, its codec, its id.</summary>
    public const int ObjectDataBytes = 4 + 2 + ObjectId.LengthBytes;

    public static ReadOnlySpan<byte> Magic => "SPK1"u8;

    /// <summary>No object has this number, so the directory's nonce is its own.</summary>
    public static ReadOnlySpan<byte> DirectoryNonce => [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

    public static void WriteHeader(Span<byte> pack, int epoch, PackName name)
    {
        Magic.CopyTo(pack);
        BinaryPrimitives.WriteInt32LittleEndian(pack[4..], epoch);
        name.CopyTo(pack[8..]);
    }

    public static void WriteNonce(Span<byte> nonce, int number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, (ulong)number);
        BinaryPrimitives.WriteUInt32LittleEndian(nonce[8..], 0);
    }

    public static void WriteObjectData(Span<byte> data, ObjectType type, ObjectCodec codec, ObjectId id)
    {
        Magic.CopyTo(data);
        data[4] = (byte)type;
        data[5] = (byte)codec;
        id.CopyTo(data[6..]);
    }
}
