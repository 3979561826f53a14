using System.Buffers.Binary;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Snapshots;

/// <summary>The newest record of a device, as its head says it (docs/format.md, "Heads and chains"): u64 number and 32 bytes of its id.</summary>
/// <param name="Number">The record's number, from 1.</param>
/// <param name="Id">The record's id.</param>
internal readonly record struct DeviceHead(long Number, Digest Id)
{
    public const string Kind = "head";
    public const string Folder = "heads/";

    private const int LengthBytes = sizeof(ulong) + Digest.LengthBytes;

    public byte[] Seal(KeyRing keys)
    {
        Span<byte> content = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(content, (ulong)Number);
        Id.CopyTo(content[sizeof(ulong)..]);
        return SealedBlob.Seal(keys, Kind, content);
    }

    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no head.</exception>
    public static DeviceHead Open(KeyRing keys, ReadOnlySpan<byte> blob, string where)
    {
        byte[] content = SealedBlob.Open(keys, Kind, blob, where);
        ulong number = content.Length == LengthBytes ? BinaryPrimitives.ReadUInt64LittleEndian(content) : 0;
        return number is > 0 and <= long.MaxValue
            ? new DeviceHead((long)number, new Digest(content.AsSpan(sizeof(ulong))))
            : throw new VaultException(VaultProblem.Damaged, $"{where}: is not a head");
    }
}
