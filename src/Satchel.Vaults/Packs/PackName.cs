using System.Buffers.Binary;
using System.Globalization;
using Satchel.Storage;

namespace Satchel.Vaults.Packs;

/// <summary>The name of a pack: its random salt of 32 bytes.</summary>
internal readonly record struct PackName(UInt128 High, UInt128 Low) : IComparable<PackName>
{
    public const int LengthBytes = 32;
    public const string Folder = "packs/";

    /// <summary>Where the pack lies.</summary>
    public BlobName Blob
    {
        get
        {
            string hex = ToString();
            return new BlobName($"{Folder}{hex.AsSpan(0, 2)}/{hex}");
        }
    }

    public static PackName Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    /// <summary>Whether a blob's name is a pack's, and of which.</summary>
    public static bool TryParse(BlobName blob, out PackName name)
    {
        string text = blob.Value;
        Span<byte> salt = stackalloc byte[LengthBytes];
        name = default;
        if (text.Length != Folder.Length + 3 + (2 * LengthBytes)
            || Convert.FromHexString(text.AsSpan(Folder.Length + 3), salt, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        name = Read(salt);
        return name.Blob == blob;
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }

    public int CompareTo(PackName other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{High:x32}{Low:x32}");
}
