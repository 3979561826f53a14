using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>
/// The bytes of an encrypted database, decrypted as they are read, with the committed changes of its write-ahead log. One thread at a time, but for
/// <see cref="ReadStored"/>.
/// </summary>
internal sealed class CipherFile : ISqliteSource
{
    private const int JournalModeOffset = 18;

    private readonly SafeFileHandle _file;
    private readonly CipherKey _key;
    private readonly SqliteWalPages? _log;
    private readonly uint _pageCount;
    private readonly byte[] _stored;
    private readonly byte[] _plain;

    /// <summary>Opens a file whose keys are known.</summary>
    /// <param name="path">The file; a <c>-wal</c> beside it is applied.</param>
    /// <param name="key">Its keys, which this then owns.</param>
    public CipherFile(string path, CipherKey key)
    {
        Name = Path.GetFileName(path);
        _key = key;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            _log = SqliteWalPages.Open(path + "-wal", key.Scheme.PageSize);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        _pageCount = _log?.PageCount ?? (uint)Math.Min(SqliteLimits.Pages + 1L, RandomAccess.GetLength(_file) / key.Scheme.PageSize);
        _stored = new byte[key.Scheme.PageSize];
        _plain = new byte[key.Scheme.PageSize];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long LengthBytes => (long)_pageCount * PageSize;

    private int PageSize => _key.Scheme.PageSize;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, long offset)
    {
        int filled = 0;
        int wanted = (int)Math.Clamp(LengthBytes - offset, 0, buffer.Length);
        while (filled < wanted)
        {
            uint number = (uint)((offset + filled) / PageSize) + 1;
            int within = (int)((offset + filled) % PageSize);
            int count = Math.Min(PageSize - within, wanted - filled);
            Span<byte> target = buffer.Slice(filled, count);
            if (count == PageSize)
            {
                ReadPage(number, target);
            }
            else
            {
                ReadPage(number, _plain);
                _plain.AsSpan(within, count).CopyTo(target);
            }

            filled += count;
        }

        return filled;
    }

    /// <inheritdoc/>
    public int ReadStored(Span<byte> buffer, long offset)
    {
        int wanted = (int)Math.Clamp(LengthBytes - offset, 0, buffer.Length);
        Span<byte> stored = buffer[..wanted];
        int filled = 0;
        while (filled < wanted && RandomAccess.Read(_file, stored[filled..], offset + filled) is > 0 and int read)
        {
            filled += read;
        }

        stored[filled..].Clear();
        if (_log is not null && offset % PageSize == 0)
        {
            uint first = (uint)(offset / PageSize) + 1;
            for (int i = 0; (i + 1) * PageSize <= wanted; i++)
            {
                _ = _log.TryRead(first + (uint)i, stored.Slice(i * PageSize, PageSize));
            }
        }

        return wanted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _key.Dispose();
        _log?.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
    }

    private void ReadPage(uint number, Span<byte> plain)
    {
        _ = ReadStored(_stored, (number - 1L) * PageSize);
        if (!_key.TryDecrypt(number, _stored, plain))
        {
            plain.Clear();
            if (number != SqlitePages.LockBytePageOf(PageSize))
            {
                throw new ChatFormatException(ChatFormatProblem.Damaged, $"{Name}, page {number}", "is not what its checksum says");
            }
        }

        if (number == 1)
        {
            // The log is applied already: it is not to be looked for.
            plain[JournalModeOffset] = plain[JournalModeOffset + 1] = 1;
        }
    }
}
