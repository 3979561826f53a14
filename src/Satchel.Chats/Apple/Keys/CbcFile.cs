using System.Security.Cryptography;

namespace Satchel.Chats.Apple.Keys;

/// <summary>Whole files under AES-256-CBC with an initial vector of zeros and PKCS#7 padding, as payloads and the manifest are.</summary>
internal static class CbcFile
{
    /// <summary>What encrypted files are multiples of.</summary>
    public const int BlockBytes = 16;

    private const int CopyBytes = 256 * 1024;

    /// <summary>The length of a file's content encrypted: at least one byte of padding, up to a whole block.</summary>
    public static long EncryptedLength(long plain) => (plain / BlockBytes * BlockBytes) + BlockBytes;

    /// <summary>Encrypts what a stream holds from its place on.</summary>
    /// <param name="plain">The content.</param>
    /// <param name="output">Takes it encrypted.</param>
    /// <param name="key">The key.</param>
    /// <param name="padding">What fills up the last block; none where the content is whole blocks.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>How many bytes the content has.</returns>
    public static long Encrypt(Stream plain, Stream output, ReadOnlySpan<byte> key, PaddingMode padding, CancellationToken cancellationToken)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        byte[] read = new byte[CopyBytes];
        byte[] written = new byte[CopyBytes + BlockBytes];
        Span<byte> vector = stackalloc byte[BlockBytes];
        vector.Clear();
        long length = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = plain.ReadAtLeast(read, CopyBytes, throwOnEndOfStream: false);
            length += count;
            bool isLast = count < CopyBytes;
            int encrypted = aes.EncryptCbc(read.AsSpan(0, count), vector, written, isLast ? padding : PaddingMode.None);
            output.Write(written, 0, encrypted);
            if (isLast)
            {
                CryptographicOperations.ZeroMemory(read);
                return length;
            }

            written.AsSpan(encrypted - BlockBytes, BlockBytes).CopyTo(vector);
        }
    }

    /// <summary>
    /// The length of the content of an encrypted file: what is told of it where that fits, else what the padding says, else all of it.
    /// </summary>
    /// <param name="encrypted">The file; its place is changed.</param>
    /// <param name="key">Its key.</param>
    /// <param name="told">The length that the manifest tells; null where it tells none.</param>
    /// <returns>The length; null where the file cannot hold what is told of it, because it was cut short.</returns>
    public static long? PlainLength(Stream encrypted, ReadOnlySpan<byte> key, long? told)
    {
        long length = encrypted.Length;
        if (told is { } size && size <= length && length - size <= BlockBytes && length % BlockBytes == 0)
        {
            return size;
        }

        if (length % BlockBytes != 0 || (told > length))
        {
            return null;
        }

        return length == 0 ? 0 : length - Padding(encrypted, key);
    }

    // The bytes of valid padding at the end; 0 where it is not valid.
    private static int Padding(Stream encrypted, ReadOnlySpan<byte> key)
    {
        Span<byte> last = stackalloc byte[2 * BlockBytes];
        last.Clear();
        int count = (int)Math.Min(encrypted.Length, last.Length);
        encrypted.Position = encrypted.Length - count;
        encrypted.ReadExactly(last[^count..]);
        Span<byte> plain = stackalloc byte[BlockBytes];
        using var aes = Aes.Create();
        aes.SetKey(key);
        _ = aes.DecryptCbc(last[BlockBytes..], last[..BlockBytes], plain, PaddingMode.None);
        int padding = plain[^1];
        bool isValid = padding is >= 1 and <= BlockBytes && !plain[^padding..].ContainsAnyExcept((byte)padding);
        CryptographicOperations.ZeroMemory(plain);
        return isValid ? padding : 0;
    }
}
