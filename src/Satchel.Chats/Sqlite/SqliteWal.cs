using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// A write-ahead log: 32 bytes of header (magic, version, page size, checkpoint, two salts, two checksums), then frames
/// of 24 bytes (page, pages after commit or 0, the salts, checksums of all until here) and a page.
/// </summary>
internal sealed class SqliteWal : IDisposable
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint Magic = 0x377F0682;   // the last bit tells the byte order of checksums
    private const uint Version = 3_007_000;
    private const int CopyBytes = 1024 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly byte[] _frame;
    private readonly bool _isBigEndian;
    private uint _sum1;
    private uint _sum2;

    private SqliteWal(string path)
    {
        _frame = [];
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int read = ReadFully(_header, 0);
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(_header);
        uint pageSize = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(8));
        _isBigEndian = (magic & 1) != 0;
        if (read < HeaderBytes || (magic & ~1u) != Magic || BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4)) != Version
            || pageSize is < 512 or > 65_536 || !uint.IsPow2(pageSize))
        {
            return;   // SQLite takes such a log for empty
        }

        AddToChecksum(_header.AsSpan(0, 24));
        if (!ChecksumIs(_header.AsSpan(24)))
        {
            return;
        }

        PageSize = (int)pageSize;
        _frame = new byte[FrameHeaderBytes + PageSize];
    }

    /// <summary>Bytes of a page; 0 where the log is none.</summary>
    private int PageSize { get; }

    /// <summary>Whether a log is there and longer than its header.</summary>
    public static bool IsThere(string walPath) => new FileInfo(walPath) is { Exists: true, Length: > HeaderBytes };

    /// <summary>Copies a database and applies the frames up to the last commit.</summary>
    public static void Fold(string databasePath, string walPath, string outputPath)
    {
        using SafeFileHandle output = File.OpenHandle(outputPath, FileMode.Create, FileAccess.ReadWrite);
        Copy(databasePath, output);
        if (!File.Exists(walPath) || RandomAccess.GetLength(output) == 0)
        {
            return;   // SQLite throws the log of an empty database away
        }

        using SqliteWal wal = new(walPath);
        (long frames, uint pages) = wal.FindLastCommit();
        if (frames == 0)
        {
            return;
        }

        if (pages > SqliteLimits.Pages)
        {
            throw TooLong(Path.GetFileName(walPath), pages);
        }

        wal.CheckPageSize(output, Path.GetFileName(walPath));
        for (long i = 0; i < frames; i++)
        {
            wal.ReadFrame(i);
            uint page = BinaryPrimitives.ReadUInt32BigEndian(wal._frame);
            if (page <= pages)
            {
                RandomAccess.Write(output, wal._frame.AsSpan(FrameHeaderBytes), (page - 1L) * wal.PageSize);
            }
        }

        RandomAccess.SetLength(output, (long)pages * wal.PageSize);
    }

    /// <summary>Where in a log each page lies as the last commit has it.</summary>
    /// <param name="walPath">The log.</param>
    /// <param name="pageSize">The pages of its database.</param>
    /// <param name="pageCount">How many pages the database has then; 0 where nothing is committed.</param>
    public static Dictionary<uint, long> FindPages(string walPath, int pageSize, out uint pageCount)
    {
        using SqliteWal wal = new(walPath);
        (long frames, pageCount) = wal.FindLastCommit();
        if (frames > 0 && wal.PageSize != pageSize)
        {
            throw OtherPages(Path.GetFileName(walPath), wal.PageSize, pageSize);
        }

        if (pageCount > SqliteLimits.Pages)
        {
            throw TooLong(Path.GetFileName(walPath), pageCount);
        }

        Dictionary<uint, long> offsets = [];
        for (long i = 0; i < frames; i++)
        {
            long start = HeaderBytes + i * wal._frame.Length;
            _ = wal.ReadFully(wal._frame.AsSpan(0, sizeof(uint)), start);
            uint page = BinaryPrimitives.ReadUInt32BigEndian(wal._frame);
            if (page <= pageCount)
            {
                offsets[page] = start + FrameHeaderBytes;
            }
        }

        return offsets;
    }

    public void Dispose() => _file.Dispose();

    // Frames count only up to the last commit, and only as long as salts and checksums go on.
    private (long Frames, uint Pages) FindLastCommit()
    {
        if (PageSize == 0)
        {
            return (0, 0);
        }

        long committed = 0;
        uint pages = 0;
        for (long i = 0; ReadFrame(i); i++)
        {
            ReadOnlySpan<byte> frame = _frame;
            uint page = BinaryPrimitives.ReadUInt32BigEndian(frame);
            if (page == 0 || !frame.Slice(8, 8).SequenceEqual(_header.AsSpan(16, 8)))
            {
                break;
            }

            AddToChecksum(frame[..8]);
            AddToChecksum(frame[FrameHeaderBytes..]);
            if (!ChecksumIs(frame[16..]))
            {
                break;
            }

            uint commit = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]);
            if (commit != 0)
            {
                committed = i + 1;
                pages = commit;
            }
        }

        return (committed, pages);
    }

    private bool ReadFrame(long index) => ReadFully(_frame, HeaderBytes + index * _frame.Length) == _frame.Length;

    private void CheckPageSize(SafeFileHandle database, string where)
    {
        Span<byte> start = stackalloc byte[18];
        start.Clear();
        _ = RandomAccess.Read(database, start, 0);
        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(start[16..]);
        pageSize = pageSize == 1 ? 65_536 : pageSize;
        if (pageSize != PageSize)
        {
            throw OtherPages(where, PageSize, pageSize);
        }
    }

    private static ChatFormatException OtherPages(string where, int found, int expected) =>
        new(ChatFormatProblem.Damaged, where, $"pages of {found} bytes beside a database with {expected}.");

    private static ChatFormatException TooLong(string where, uint pages) =>
        new(ChatFormatProblem.LimitExceeded, where, $"{pages} pages; at most {SqliteLimits.Pages} are read.");

    private void AddToChecksum(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            for (int i = 0; i < bytes.Length; i += 8)
            {
                _sum1 += ReadWord(bytes[i..]) + _sum2;
                _sum2 += ReadWord(bytes[(i + 4)..]) + _sum1;
            }
        }
    }

    private uint ReadWord(ReadOnlySpan<byte> bytes) =>
        _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private bool ChecksumIs(ReadOnlySpan<byte> stored) =>
        BinaryPrimitives.ReadUInt32BigEndian(stored) == _sum1 && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _sum2;

    private int ReadFully(Span<byte> buffer, long offset)
    {
        int filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(_file, buffer[filled..], offset + filled) is > 0 and int read)
        {
            filled += read;
        }

        return filled;
    }

    private static void Copy(string path, SafeFileHandle output)
    {
        using SafeFileHandle input = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] buffer = GC.AllocateUninitializedArray<byte>(CopyBytes);
        long offset = 0;
        while (RandomAccess.Read(input, buffer, offset) is > 0 and int read)
        {
            RandomAccess.Write(output, buffer.AsSpan(0, read), offset);
            offset += read;
        }
    }
}
