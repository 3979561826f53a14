using System.Buffers;
using System.Security.Cryptography;

namespace Satchel.Capture;

/// <summary>The SHA-256 and the length of a content.</summary>
/// <param name="Sha256">32 bytes.</param>
/// <param name="LengthBytes">How many bytes it has.</param>
internal readonly record struct ContentDigest(byte[] Sha256, long LengthBytes)
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Reads a content to its end.</summary>
    public static async ValueTask<ContentDigest> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int filled = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (filled < buffer.Length)
            {
                return new ContentDigest(SHA256.HashData(buffer.AsSpan(0, filled)), filled);
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(buffer);
            long length = filled;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                length += read;
            }

            return new ContentDigest(hash.GetHashAndReset(), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
