using System.Security.Cryptography;

namespace Satchel.Accounts.Opaque;

/// <summary><c>expand_message_xmd</c> with SHA-512 (RFC 9380, section 5.3.1), for the one length that is used here.</summary>
internal static class ExpandMessage
{
    /// <summary>The length of the result: one block of the hash, so one round does.</summary>
    public const int Bytes = SHA512.HashSizeInBytes;

    private const int BlockBytes = 128;

    /// <summary>64 uniform bytes of a message under a domain separation tag.</summary>
    /// <param name="message">The message.</param>
    /// <param name="tag">At most 255 bytes.</param>
    public static byte[] Expand(ReadOnlySpan<byte> message, ReadOnlySpan<byte> tag)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(stackalloc byte[BlockBytes]);
        hash.AppendData(message);
        hash.AppendData([0, Bytes, 0]);
        AppendTag(hash, tag);
        byte[] first = hash.GetHashAndReset();

        hash.AppendData(first);
        hash.AppendData([1]);
        AppendTag(hash, tag);
        byte[] result = hash.GetHashAndReset();
        CryptographicOperations.ZeroMemory(first);
        return result;
    }

    private static void AppendTag(IncrementalHash hash, ReadOnlySpan<byte> tag)
    {
        hash.AppendData(tag);
        hash.AppendData([checked((byte)tag.Length)]);
    }
}
