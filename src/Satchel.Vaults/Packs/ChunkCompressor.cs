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

    /// <summary>
    /// Compresses a chunk where that pays. A large one gets a buffer only once its start has shrunk: most are media,
    /// and stay as they are.
    /// </summary>
    /// <param name="content">The chunk.</param>
    /// <param name="rented">The frame is in it, from its start; to be returned to the shared pool. Null where the chunk stays as it is.</param>
    /// <returns>The frame's length; 0 where the chunk stays as it is.</returns>
    public static int TryCompress(ReadOnlySpan<byte> content, out byte[]? rented)
    {
        rented = null;
        if (content.Length < MinBytes)
        {
            return 0;
        }

        ZstdCompressor compressor = ZstdCompressor.Rent();
        try
        {
            ReadOnlySpan<byte> start = content[..Math.Min(content.Length, ProbeBytes)];
            int length = TryCompress(compressor, start, ref rented);
            return length == 0 || start.Length == content.Length ? length : TryCompress(compressor, content, ref rented);
        }
        finally
        {
            ZstdCompressor.Return(compressor);
        }
    }

    private static int TryCompress(ZstdCompressor compressor, ReadOnlySpan<byte> content, ref byte[]? rented)
    {
        int worthwhile = content.Length - (content.Length * 3 / 100) - 1;
        Return(ref rented);
        rented = ArrayPool<byte>.Shared.Rent(worthwhile);
        int length = compressor.Compress(content, rented.AsSpan(0, worthwhile), [], Level);
        if (length == 0)
        {
            Return(ref rented);
        }

        return length;
    }

    private static void Return(ref byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }
    }
}
