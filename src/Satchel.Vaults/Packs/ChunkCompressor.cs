using Satchel.Vaults.Native;

namespace Satchel.Vaults.Packs;

/// <summary>Makes chunks smaller where that pays: media, most of what there is, is compressed already.</summary>
internal static class ChunkCompressor
{
    /// <summary>The level at which zstd still keeps up with one core's hashing and sealing.</summary>
    public const int Level = 3;

    private const int ProbeBytes = 64 * 1024;
    private const int MinBytes = 64;

    /// <summary>Compresses into <paramref name="destination"/>, which is as long as the content; 0 where it stays as it is.</summary>
    public static int TryCompress(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        if (content.Length < MinBytes)
        {
            return 0;
        }

        ZstdCompressor compressor = ZstdCompressor.Rent();
        try
        {
            int length = Probe(compressor, content[..Math.Min(content.Length, ProbeBytes)], destination);
            return length == 0 || content.Length <= ProbeBytes
                ? length
                : compressor.Compress(content, destination[..Worthwhile(content.Length)], [], Level);
        }
        finally
        {
            ZstdCompressor.Return(compressor);
        }
    }

    private static int Worthwhile(int lengthBytes) => lengthBytes - (lengthBytes * 3 / 100) - 1;

    private static int Probe(ZstdCompressor compressor, ReadOnlySpan<byte> start, Span<byte> destination) =>
        compressor.Compress(start, destination[..Worthwhile(start.Length)], [], Level);
}
