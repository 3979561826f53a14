using System.IO.Compression;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>WhatsApp's encrypted backups: <c>.crypt12</c>, <c>.crypt14</c>, <c>.crypt15</c>.</summary>
public static partial class CryptFile
{
    /// <summary>
    /// Decrypts a backup into a file that only its owner may read. Nothing of the plaintext is looked at before the tag was
    /// verified; memory does not grow with the file.
    /// </summary>
    /// <param name="path">The backup.</param>
    /// <param name="keys">The person's keys; each that could fit is tried.</param>
    /// <param name="outputPath">The file to make; nothing is left of it on failure.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>What <see cref="Seal"/> needs to make the container again, as JSON without secrets.</returns>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.WrongKey"/> and <see cref="ChatFormatProblem.KeyNeeded"/> only where the file is whole;
    /// <see cref="ChatFormatProblem.Damaged"/> or <see cref="ChatFormatProblem.Truncated"/> where it is not.
    /// </exception>
    public static string Open(string path, SourceKeys keys, string outputPath, CancellationToken cancellationToken)
    {
        string where = Path.GetFileName(path);
        using CryptBody body = CryptBody.Open(path);
        List<CryptKey> candidates = CryptKey.For(body.Header, keys);
        try
        {
            CryptKey key = FindKey(body, candidates, where, out CryptVerdict verdict, cancellationToken);
            CryptParameters parameters = new()
            {
                Header = body.Header,
                HasMd5 = verdict.HasMd5,
                ZlibLevel = null,
                Suffix = body.Suffix,
                KeyFingerprint = key.Fingerprint,
            };
            using CryptPlainStream plain = body.OpenPlain(key.Key, verdict.HasMd5);
            return MakeFile(outputPath, output => Inflate(plain, output, parameters, where, cancellationToken)).ToJson();
        }
        finally
        {
            candidates.ForEach(candidate => candidate.Dispose());
        }
    }

    private static CryptKey FindKey(CryptBody body, List<CryptKey> candidates, string where, out CryptVerdict verdict, CancellationToken cancellationToken)
    {
        verdict = default;
        bool keySeemsRight = false;
        foreach (CryptKey candidate in candidates)
        {
            verdict = body.Verify(candidate.Key, cancellationToken);
            if (verdict.TagFits)
            {
                return candidate;
            }

            keySeemsRight |= verdict.BeginsPlain || (candidate.KeyFile is { } keyFile && body.Header.Names(keyFile));
        }

        if (candidates.Count == 0)
        {
            verdict = body.Verify(default, cancellationToken);
        }

        // Without an MD5 that fits, only a backup of several files can be whole.
        if (keySeemsRight || (!verdict.HasMd5 && (body.Suffix is not null || !CryptNames.IsMultiFile(where))))
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, verdict.HasMd5
                ? "the key belongs to this backup, and its tag does not fit: it was changed"
                : "neither its MD5 nor its tag fits: it is cut off or was changed");
        }

        throw candidates.Count == 0
            ? new ChatFormatException(ChatFormatProblem.KeyNeeded, where, $"is encrypted ({body.Header.Container}), and no key for that was given")
            : new ChatFormatException(ChatFormatProblem.WrongKey, where, candidates.Count == 1
                ? "the key does not open this backup"
                : $"none of the {candidates.Count} keys opens this backup");
    }

    private static CryptParameters Inflate(CryptPlainStream plain, Stream output, CryptParameters parameters, string where, CancellationToken cancellationToken)
    {
        byte[] front = new byte[2];
        int frontBytes = plain.ReadAtLeast(front, 2, throwOnEndOfStream: false);
        bool compressed = frontBytes == 2 && front[0] == 0x78 && ((front[0] << 8) | front[1]) % 31 == 0;
        using PrefixedStream whole = new(front.AsSpan(0, frontBytes).ToArray(), plain);
        using Stream source = compressed ? new ZLibStream(whole, CompressionMode.Decompress, leaveOpen: true) : whole;
        long limit = Math.Min(CryptLimits.MaxPlainBytes, CryptLimits.InflateAllowanceBytes + (Math.Min(plain.Length, CryptLimits.MaxPlainBytes) * CryptLimits.MaxInflateRatio));
        CryptContent content = CryptContent.Other;
        try
        {
            content = Copy(source, output, limit, where, cancellationToken);
        }
        catch (InvalidDataException failure)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "decrypts to a zlib stream that cannot be inflated", failure);
        }

        return plain.EndsAsVerified()
            ? parameters with { ZlibLevel = compressed ? LevelOf(front[1]) : null, Content = content }
            : throw new ChatFormatException(ChatFormatProblem.Damaged, where, "changed while it was read");
    }

    private static CryptContent Copy(Stream source, Stream output, long limit, string where, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[CryptLimits.BufferBytes];
        CryptContent? content = null;
        long written = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            content ??= ContentOf(buffer.AsSpan(0, read));
            written += read;
            if (written > limit)
            {
                throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"inflates to more than {limit} bytes");
            }

            output.Write(buffer, 0, read);
            if (read < buffer.Length)
            {
                return content.Value;
            }
        }
    }

    private static CryptContent ContentOf(ReadOnlySpan<byte> plain) => plain switch
    {
        _ when plain.StartsWith("SQLite format 3\0"u8) => CryptContent.Sqlite,
        _ when plain.StartsWith("PK\u0003\u0004"u8) => CryptContent.Zip,
        _ when plain.StartsWith("{"u8) || plain.StartsWith("["u8) => CryptContent.Json,
        _ => CryptContent.Other,
    };

    // The two top bits of a zlib header's second byte say how hard the compressor tried.
    private static int LevelOf(byte flags) => (flags >> 6) switch
    {
        0 => 1,
        1 => 5,
        2 => 6,
        _ => 9,
    };

    private static T MakeFile<T>(string path, Func<FileStream, T> write)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        bool done = false;
        try
        {
            using FileStream output = new(path, options);
            T result = write(output);
            done = true;
            return result;
        }
        finally
        {
            if (!done)
            {
                File.Delete(path);
            }
        }
    }
}
