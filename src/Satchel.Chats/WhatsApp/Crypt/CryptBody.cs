using System.Security.Cryptography;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>
/// An encrypted backup open for reading: header, ciphertext, and what follows it.
/// <code>
/// SIZE  MEANING
/// h     header
/// n     AES-256-GCM ciphertext
/// 16    GCM tag
/// 16    MD5 of every byte before it; not there in a backup of several files
/// 4     crypt12: two hyphens and the last two digits of the phone number
/// </code>
/// Only the MD5 tells whether it is there: it fits, or those 16 bytes are the tag.
/// </summary>
internal sealed class CryptBody : IDisposable
{
    private const int ChecksumBytes = 16;
    private const int SuffixBytes = 4;

    private readonly FileStream _file;
    private readonly string _where;
    private readonly long _end;   // of the checksum, or of the tag where there is none

    private CryptBody(FileStream file, string where, CryptHeader header, string? suffix)
    {
        _file = file;
        _where = where;
        Header = header;
        Suffix = suffix;
        _end = file.Length - (suffix is null ? 0 : SuffixBytes);
    }

    public CryptHeader Header { get; }

    public string? Suffix { get; }

    public long CipherOffset => Header.Bytes.Length;

    /// <summary>The length of the ciphertext where an MD5 follows the tag.</summary>
    private long ShortCipherBytes => _end - CipherOffset - ChecksumBytes - GcmCipher.TagBytes;

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="ChatFormatException">It is no encrypted backup, or too short to be one.</exception>
    public static CryptBody Open(string path)
    {
        string where = Path.GetFileName(path);
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            byte[] front = new byte[Math.Min(file.Length, CryptLimits.MaxHeaderBytes + 10)];
            int read = file.ReadAtLeast(front, front.Length, throwOnEndOfStream: false);
            CryptHeader header = CryptHeader.Read(front.AsSpan(0, read), where);
            string? suffix = header.Container == CryptHeader.Crypt12 ? ReadSuffix(file, where) : null;
            CryptBody body = new(file, where, header, suffix);
            return body.ShortCipherBytes >= 0
                ? body
                : throw new ChatFormatException(ChatFormatProblem.Truncated, where, $"ends after {file.Length} bytes, inside what follows the header");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads all of it once: whether the MD5 fits, and whether the tag does under a key.</summary>
    /// <param name="key">The key, or empty to look at the MD5 alone.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public CryptVerdict Verify(ReadOnlySpan<byte> key, CancellationToken cancellationToken)
    {
        using IncrementalHash md5 = NewMd5();
        using GcmCipher? cipher = key.IsEmpty ? null : new GcmCipher(key, Header.Nonce, encrypt: false);
        byte[] buffer = new byte[CryptLimits.BufferBytes];
        Span<byte> firstPlain = stackalloc byte[4];
        int firstPlainBytes = 0;
        md5.AppendData(Header.Bytes);
        _file.Position = CipherOffset;
        for (long left = ShortCipherBytes; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            ReadExactly(part);
            md5.AppendData(part);
            cipher?.Update(part, part);
            left -= part.Length;
            int taken = Math.Min(part.Length, firstPlain.Length - firstPlainBytes);
            part[..taken].CopyTo(firstPlain[firstPlainBytes..]);
            firstPlainBytes += taken;
        }

        Span<byte> trailer = buffer.AsSpan(0, GcmCipher.TagBytes + ChecksumBytes);
        ReadExactly(trailer);
        Span<byte> first = trailer[..GcmCipher.TagBytes];
        Span<byte> second = trailer[GcmCipher.TagBytes..];
        md5.AppendData(first);
        bool hasMd5 = md5.GetHashAndReset().AsSpan().SequenceEqual(second);
        bool tagFits = false;
        if (cipher is not null)
        {
            if (!hasMd5)
            {
                cipher.Update(first, first);
            }

            tagFits = (hasMd5 || Suffix is null) && cipher.Verify(hasMd5 ? first : second);
        }

        return new CryptVerdict(hasMd5, tagFits, cipher is not null && LooksPlain(firstPlain[..firstPlainBytes]));
    }

    /// <summary>The plaintext as a stream, after <see cref="Verify"/> said that the tag fits. Good until this is disposed.</summary>
    public CryptPlainStream OpenPlain(ReadOnlySpan<byte> key, bool hasMd5)
    {
        _file.Position = CipherOffset;
        long length = ShortCipherBytes + (hasMd5 ? 0 : ChecksumBytes);
        return new CryptPlainStream(_file, new GcmCipher(key, Header.Nonce, encrypt: false), length, _where);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>An MD5, which the format asks for; it protects nothing, the tag does.</summary>
    public static IncrementalHash NewMd5()
    {
#pragma warning disable CA5351 // The container's checksum is MD5.
        return IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
    }

    private static string? ReadSuffix(FileStream file, string where)
    {
        Span<byte> suffix = stackalloc byte[SuffixBytes];
        file.Position = Math.Max(0, file.Length - SuffixBytes);
        file.ReadExactly(suffix);
        return suffix.StartsWith("--"u8) && suffix[2..].IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0
            ? System.Text.Encoding.ASCII.GetString(suffix[2..])
            : throw new ChatFormatException(ChatFormatProblem.Damaged, where, "does not end in two hyphens and two digits, as crypt12 does: it is cut off or was changed");
    }

    // A ZIP, or a zlib stream of a usual level: one in four thousand for random bytes.
    private static bool LooksPlain(ReadOnlySpan<byte> plain) =>
        plain.StartsWith("PK\u0003\u0004"u8) || (plain.Length > 1 && plain[0] == 0x78 && plain[1] is 0x01 or 0x5E or 0x9C or 0xDA);

    private void ReadExactly(Span<byte> part)
    {
        if (_file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, _where, "became shorter while it was read");
        }
    }
}
