using System.Buffers;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Packs;

/// <summary>Makes chunks smaller where that pays: media, most of what there is, is compressed already.</summary>
internal static class ChunkCompressor
{
    /// <summary>The level at which zstd still keeps up with one core's hashing and sealing.</summary>
    public const int Level = 3;

    private const int ProbeBytes = 64 * 1024;
    private const int MinBytes = 64;

    /// <summary>Compresses into memory of the shared pool, which the caller gives back; null where the content stays as it is.</summary>
    public static byte[]? TryCompress(ReadOnlySpan<byte> content, out int lengthBytes)
    {
        lengthBytes = 0;
        if (content.Length < MinBytes)
        {
            return null;
        }

        // Most does not get smaller: memory for the whole is taken once its start did.
        ReadOnlySpan<byte> start = content[..Math.Min(content.Length, ProbeBytes)];
        ZstdCompressor compressor = ZstdCompressor.Rent();
        byte[]? buffer = Compress(compressor, start, out lengthBytes);
        if (buffer is not null && content.Length > ProbeBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = Compress(compressor, content, out lengthBytes);
        }

        ZstdCompressor.Return(compressor);
        return buffer;
    }

    private static int Worthwhile(int lengthBytes) => lengthBytes - (lengthBytes * 3 / 100) - 1;

    private static byte[]? Compress(ZstdCompressor compressor, ReadOnlySpan<byte> content, out int lengthBytes)
    {
        int most = Worthwhile(content.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(most);
        lengthBytes = compressor.Compress(content, buffer.AsSpan(0, most), [], Level);
        if (lengthBytes > 0)
        {
            return buffer;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }
}
