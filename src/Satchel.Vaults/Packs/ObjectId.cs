using System.Buffers.Binary;

namespace Satchel.Vaults.Packs;

/// <summary>An object's name in packs and indexes: a keyed hash of its type and digest, 16 bytes read as big-endian (docs/format.md, "Ids").</summary>
/// <param name="Value">The 16 bytes as a number, so that order of numbers is order of bytes.</param>
internal readonly record struct ObjectId(UInt128 Value) : IComparable<ObjectId>
{
    public const int LengthBytes = 16;

    public static ObjectId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    public int CompareTo(ObjectId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
