using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>An encrypted database opened with the person's keys, with the committed changes of its write-ahead log. One thread at a time.</summary>
internal sealed class CipherFile : IDisposable
{
    private const int PagesPerBatch = 256;

    private readonly SafeFileHandle _file;
    private readonly CipherKey _key;
    private readonly SqliteWalPages? _log;
    private readonly string _name;
    private readonly List<uint> _damaged = [];

    private CipherFile(SafeFileHandle file, CipherKey key, SqliteWalPages? log, string name)
    {
        _file = file;
        _key = key;
        _log = log;
        _name = name;
        PageCount = log?.PageCount ?? (uint)Math.Min(uint.MaxValue, RandomAccess.GetLength(file) / key.Scheme.PageSize);
    }

    /// <summary>How it is encrypted.</summary>
    public CipherScheme Scheme => _key.Scheme;

    /// <summary>How many pages it has, with its log.</summary>
    public uint PageCount { get; }

    /// <summary>The pages that were found not to be what their MACs say.</summary>
    public IReadOnlyList<uint> Damaged => _damaged;

    /// <summary>Opens a file with the first key and scheme that fit its first page.</summary>
    /// <param name="path">The file; a <c>-wal</c> beside it is applied.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="schemes">The schemes to try.</param>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.KeyNeeded"/>: no key of a kind that could open it; <see cref="ChatFormatProblem.WrongKey"/>: none opens it;
    /// <see cref="ChatFormatProblem.Truncated"/>: it is shorter than a page.
    /// </exception>
    public static CipherFile Open(string path, SourceKeys keys, IReadOnlyList<CipherScheme> schemes)
    {
        string name = Path.GetFileName(path);
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            CipherKey key = FindKey(file, name, keys, schemes);
            try
            {
                return new CipherFile(file, key, SqliteWalPages.Open(path + "-wal", key.Scheme.PageSize), name);
            }
            catch
            {
                key.Dispose();
                throw;
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the database as plain SQLite. Pages that fail their MACs are zeros there, and named in <see cref="Damaged"/>.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>: its first page, without which nothing can be read.</exception>
    public void Decrypt(string plainPath, CancellationToken cancellationToken)
    {
        int pageSize = Scheme.PageSize;
        using SafeFileHandle output = File.OpenHandle(plainPath, FileMode.Create, FileAccess.Write, preallocationSize: (long)PageCount * pageSize);
        byte[] stored = GC.AllocateUninitializedArray<byte>(PagesPerBatch * pageSize);
        byte[] plain = GC.AllocateUninitializedArray<byte>(stored.Length);
        _damaged.Clear();
        for (uint first = 1; first <= PageCount; first += PagesPerBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(PagesPerBatch, PageCount - first + 1);
            ReadStored(first, stored.AsSpan(0, count * pageSize));
            for (int i = 0; i < count; i++)
            {
                Decrypt(first + (uint)i, stored.AsSpan(i * pageSize, pageSize), plain.AsSpan(i * pageSize, pageSize));
            }

            RandomAccess.Write(output, plain.AsSpan(0, count * pageSize), (first - 1L) * pageSize);
        }
    }

    /// <summary>Reads pages as they are stored, from the log where it has them.</summary>
    public void ReadStored(uint first, Span<byte> stored)
    {
        int pageSize = Scheme.PageSize;
        long offset = (first - 1L) * pageSize;
        int filled = 0;
        while (filled < stored.Length && RandomAccess.Read(_file, stored[filled..], offset + filled) is > 0 and int read)
        {
            filled += read;
        }

        stored[filled..].Clear();
        for (int i = 0; _log is not null && i < stored.Length / pageSize; i++)
        {
            _log.TryRead(first + (uint)i, stored.Slice(i * pageSize, pageSize));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _key.Dispose();
        _log?.Dispose();
    }

    private void Decrypt(uint number, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        if (!_key.TryDecrypt(number, stored, plain))
        {
            if (number == 1)
            {
                throw new ChatFormatException(ChatFormatProblem.Damaged, $"{_name}, page 1", "is not what its checksum says, and nothing can be read without it");
            }

            plain.Clear();
            if (number != SqlitePages.LockBytePageOf(Scheme.PageSize))
            {
                _damaged.Add(number);
            }
        }

        if (number == 1)
        {
            // Without a log beside it, it is not to be opened as one that has a log.
            plain[18] = 1;
            plain[19] = 1;
        }
    }

    private static CipherKey FindKey(SafeFileHandle file, string name, SourceKeys keys, IReadOnlyList<CipherScheme> schemes)
    {
        byte[] page = new byte[schemes.Max(s => s.PageSize)];
        int read = 0;
        while (read < page.Length && RandomAccess.Read(file, page.AsSpan(read), read) is > 0 and int more)
        {
            read += more;
        }

        bool isTried = false;
        foreach (CipherScheme scheme in schemes.Where(s => s.PageSize <= read))
        {
            foreach (SourceKey key in keys.All.Where(scheme.Takes))
            {
                isTried = true;
                CipherKey candidate = new(scheme, key.Bytes, page.AsSpan(0, CipherScheme.SaltBytes));
                if (Opens(candidate, page.AsSpan(0, scheme.PageSize)))
                {
                    return candidate;
                }

                candidate.Dispose();
            }
        }

        if (read < schemes.Min(s => s.PageSize))
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, name, $"has {read} bytes, less than a page of an encrypted database");
        }

        throw isTried
            ? new ChatFormatException(ChatFormatProblem.WrongKey, name, "none of the keys opens it")
            : new ChatFormatException(ChatFormatProblem.KeyNeeded, name, "is encrypted, and no key was given that could open it");
    }

    // A MAC tells for certain. Without one, what SQLite's header has at fixed places does: a wrong key makes all of it right once in 2^48.
    private static bool Opens(CipherKey key, ReadOnlySpan<byte> page)
    {
        Span<byte> plain = stackalloc byte[4096];
        plain = plain[..key.Scheme.PageSize];
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
