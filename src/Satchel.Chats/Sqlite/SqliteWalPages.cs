using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite;

/// <summary>The pages that a write-ahead log has of its database, up to its last commit; each is found by number.</summary>
internal sealed class SqliteWalPages : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<uint, long> _offsets;

    private SqliteWalPages(SafeFileHandle file, Dictionary<uint, long> offsets, uint pageCount)
    {
        _file = file;
        _offsets = offsets;
        PageCount = pageCount;
    }

    /// <summary>How many pages the database has after the last commit.</summary>
    public uint PageCount { get; }

    /// <summary>Opens a log; null where there is none, or nothing in it is committed.</summary>
    /// <exception cref="ChatFormatException">It is of a database with pages of another size, or too long.</exception>
    public static SqliteWalPages? Open(string path, int pageSize)
    {
        if (!SqliteWal.IsThere(path))
        {
            return null;
        }

        Dictionary<uint, long> offsets = SqliteWal.FindPages(path, pageSize, out uint pageCount);
        return pageCount == 0
            ? null
            : new SqliteWalPages(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), offsets, pageCount);
    }

    /// <summary>Reads a page; false where the log has none of it.</summary>
    public bool TryRead(uint number, Span<byte> page)
    {
        if (!_offsets.TryGetValue(number, out long offset))
        {
            return false;
        }

        int filled = 0;
        while (filled < page.Length && RandomAccess.Read(_file, page[filled..], offset + filled) is > 0 and int read)
        {
            filled += read;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
