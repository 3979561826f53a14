using System.Buffers.Binary;
using System.IO.Compression;

namespace Satchel.Chats.WeChat.Media;

/// <summary>Makes a PNG file of pixels: red, green and blue, or these and how solid the pixel is.</summary>
internal static class PngFile
{
    private static readonly uint[] CrcTable = MakeTable();

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="pixels">Row after row, <paramref name="channels"/> bytes a pixel.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">3 or 4.</param>
    public static byte[] Make(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        using MemoryStream png = new();
        png.Write(Magic);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        head[8] = 8;                                   // bits of a channel
        head[9] = (byte)(channels == 4 ? 6 : 2);       // colours, with or without solidity
        head[10..].Clear();
        WriteChunk(png, "IHDR"u8, head);
        WriteChunk(png, "IDAT"u8, Compress(pixels, width * channels));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // Each row as the difference from the one above: photographs shrink by half.
    private static byte[] Compress(ReadOnlySpan<byte> pixels, int rowBytes)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] row = new byte[rowBytes + 1];
            row[0] = 2;
            ReadOnlySpan<byte> above = new byte[rowBytes];
            for (int at = 0; at < pixels.Length; at += rowBytes)
            {
                ReadOnlySpan<byte> current = pixels.Slice(at, rowBytes);
                for (int i = 0; i < rowBytes; i++)
                {
                    row[i + 1] = unchecked((byte)(current[i] - above[i]));
                }

                zlib.Write(row);
                above = current;
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(name);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), content));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
