using System.Text;

namespace Satchel.TestKit.WhatsApp;

/// <summary>Protobuf messages by hand, for blobs that tests make from the description of a format alone.</summary>
public static class Protobuf
{
    /// <summary>Several fields one after the other.</summary>
    public static byte[] Of(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    /// <summary>A field that is a number.</summary>
    public static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    /// <summary>A field that is a text.</summary>
    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field that is bytes, or a message.</summary>
    public static byte[] Bytes(int field, params byte[][] value)
    {
        byte[] content = Of(value);
        return [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];
    }

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)((value & 0x7F) | 0x80);
        }

        yield return (byte)value;
    }
}
