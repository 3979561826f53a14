using System.Text;
using System.Text.Unicode;
using Satchel.Chats.Native;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Columns of text that may be compressed. Not thread-safe.</summary>
internal sealed class PackedText : IDisposable
{
    private readonly ZstdFrames _zstd = new();

    private static ReadOnlySpan<byte> ZstdMagic => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>Reads what is text, or zstd by its first bytes: the column beside it with the kind of compression says no more, and is not always there.</summary>
    /// <returns>Null where it is empty, does not decompress, or is longer than the limit; <paramref name="isBroken"/> tells.</returns>
    public string? Read(ReadOnlySpan<byte> cell, int limitBytes, out bool isBroken)
    {
        isBroken = false;
        if (!cell.StartsWith(ZstdMagic))
        {
            return TextOf(cell, limitBytes, ref isBroken);
        }

        isBroken = !_zstd.TryDecompress(cell, limitBytes, out ReadOnlySpan<byte> content);
        return isBroken ? null : TextOf(content, limitBytes, ref isBroken);
    }

    /// <summary>Reads what is zstd, an LZ4 block, or text.</summary>
    public string? ReadPacked(ReadOnlySpan<byte> cell, int limitBytes, out bool isBroken)
    {
        if (cell.IsEmpty || cell.StartsWith(ZstdMagic))
        {
            return Read(cell, limitBytes, out isBroken);
        }

        isBroken = false;
        if (Lz4Block.TryDecompress(cell, limitBytes, out ReadOnlySpan<byte> content))
        {
            return TextOf(content, limitBytes, ref isBroken);
        }

        if (cell[0] == (byte)'<' && Utf8.IsValid(cell))
        {
            return TextOf(cell, limitBytes, ref isBroken);   // some tools decompress what they copy
        }

        isBroken = true;
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _zstd.Dispose();

    // Some clients store the zero that ends a text in C.
    private static string? TextOf(ReadOnlySpan<byte> bytes, int limitBytes, ref bool isBroken)
    {
        isBroken = bytes.Length > limitBytes;
        bytes = bytes.TrimEnd((byte)0);
        return isBroken || bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes);
    }
}
