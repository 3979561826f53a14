using System.Security.Cryptography;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>An encrypted database whose keys were found.</summary>
internal sealed class CipherDatabase : SqliteFile, IDisposable
{
    private readonly CipherKey _key;

    private CipherDatabase(string path, CipherKey key)
        : base(path) => _key = key;

    /// <summary>How it is encrypted.</summary>
    public CipherScheme Scheme => _key.Scheme;

    /// <summary>Opens a file with the first key and scheme that fit its first page.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="schemes">The schemes to try.</param>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.KeyNeeded"/>: no key of a kind that could open it; <see cref="ChatFormatProblem.WrongKey"/>: none opens it;
    /// <see cref="ChatFormatProblem.Truncated"/>: it is shorter than a page.
    /// </exception>
    public static CipherDatabase Open(string path, SourceKeys keys, IReadOnlyList<CipherScheme> schemes)
    {
        string name = System.IO.Path.GetFileName(path);
        byte[] page = ReadStart(path, schemes.Max(s => s.PageSize));
        if (page.Length < schemes.Min(s => s.PageSize))
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, name, $"has {page.Length} bytes, less than a page of an encrypted database");
        }

        bool isTried = false;
        foreach (CipherScheme scheme in schemes.Where(s => s.PageSize <= page.Length))
        {
            foreach (SourceKey key in keys.All.Where(scheme.Takes))
            {
                isTried = true;
                CipherKey candidate = new(scheme, key.Bytes, page.AsSpan(0, CipherScheme.SaltBytes));
                if (Opens(candidate, page.AsSpan(0, scheme.PageSize)))
                {
                    return new CipherDatabase(path, candidate);
                }

                candidate.Dispose();
            }
        }

        throw isTried
            ? new ChatFormatException(ChatFormatProblem.WrongKey, name, "none of the keys opens it")
            : new ChatFormatException(ChatFormatProblem.KeyNeeded, name, "is encrypted, and no key was given that could open it");
    }

    /// <summary>Its keys, for whoever writes it.</summary>
    public CipherKey CopyKey() => _key.Copy();

    /// <summary>What there is to say about its key.</summary>
    public string DescribeKey(Func<CipherKey, string> describe) => describe(_key);

    /// <inheritdoc/>
    public override SqliteDatabase OpenDatabase() => SqliteDatabase.OpenSource(OpenSource());

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <inheritdoc/>
    internal override ISqliteSource OpenSource()
    {
        CipherKey key = _key.Copy();
        try
        {
            return new CipherFile(Path, key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static byte[] ReadStart(string path, int length)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] start = new byte[length];
        return start[..file.ReadAtLeast(start, length, throwOnEndOfStream: false)];
    }

    // A MAC tells for certain. Without one, what SQLite's header has at fixed places does: a wrong key makes all of it right once in 2^48.
    private static bool Opens(CipherKey key, ReadOnlySpan<byte> page)
    {
        byte[] plain = new byte[page.Length];
        try
        {
            return page.ContainsAnyExcept((byte)0) && key.TryDecrypt(1, page, plain)
                && plain[16] == key.Scheme.PageSize >> 8 && plain[17] == 0 && plain[20] == key.Scheme.ReservedBytes
                && plain[21] == 64 && plain[22] == 32 && plain[23] == 32;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
