using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// A database file being written: gives out page numbers, leaving out those that SQLite keeps for itself, and keeps the
/// pointer map of an auto-vacuum database. Any thread.
/// </summary>
internal sealed class SqliteOutput : IDisposable
{
    private const int PageCountOffset = 28;   // in the file's header; then the first page of the list of free pages, and how many there are

    private readonly SafeFileHandle _file;
    private readonly Lock _lock = new();
    private readonly List<(uint First, uint Count)> _given = [];
    private readonly List<byte[]> _maps = [];
    private readonly uint _pagesPerMap;
    private uint _next = 2;

    public SqliteOutput(string path, SqliteDescription description)
        : this(path, description, FileMode.Create)
    {
    }

    private SqliteOutput(string path, SqliteDescription description, FileMode mode)
    {
        Name = Path.GetFileName(path);
        PageSize = description.PageSize;
        UsableSize = description.PageSize - description.ReservedBytes;
        HasPointerMap = description.AutoVacuum != 0;
        _pagesPerMap = (uint)(UsableSize / 5) + 1;
        _file = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    /// <summary>Goes on with a file that is there: its free pages are given out first, then new ones behind its end.</summary>
    /// <exception cref="ChatFormatException">Its list of free pages is damaged.</exception>
    public static SqliteOutput Append(string path, SqliteDescription description, uint pageCount)
    {
        SqliteOutput output = new(path, description, FileMode.Open) { _next = pageCount + 1 };
        try
        {
            for (int map = 0; output.HasPointerMap && output.MapPage(map) <= pageCount; map++)
            {
                output._maps.Add(output.ReadPage(output.MapPage(map)));
            }

            output.TakeFreeList(pageCount);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    public string Name { get; }

    public int PageSize { get; }

    public int UsableSize { get; }

    public bool HasPointerMap { get; }

    /// <summary>Pages until now.</summary>
    public uint PageCount => _next - 1;

    /// <summary>Takes up to so many pages that follow each other.</summary>
    public (uint First, uint Count) Take(uint most)
    {
        lock (_lock)
        {
            if (_given.Count > 0)
            {
                (uint first, uint count) = _given[^1];
                _given.RemoveAt(_given.Count - 1);
                if (count > most)
                {
                    _given.Add((first + most, count - most));
                }

                return (first, Math.Min(count, most));
            }

            while (IsKept(_next))
            {
                _next++;
            }

            uint start = _next;
            do
            {
                _next++;
            }
            while (_next - start < most && !IsKept(_next));

            return _next <= SqliteLimits.Pages
                ? (start, _next - start)
                : throw new ChatFormatException(ChatFormatProblem.LimitExceeded, Name, $"grows beyond {SqliteLimits.Pages} pages.");
        }
    }

    /// <summary>Gives back pages that were taken and not written.</summary>
    public void GiveBack(uint first, uint count)
    {
        lock (_lock)
        {
            if (count > 0)
            {
                _given.Add((first, count));
            }
        }
    }

    public void Write(uint firstPage, ReadOnlySpan<byte> pages) => RandomAccess.Write(_file, pages, (firstPage - 1L) * PageSize);

    public void WriteAt(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_file, bytes, offset);

    /// <summary>Makes the file as long as its pages are many.</summary>
    public void Extend() => RandomAccess.SetLength(_file, PageCount * (long)PageSize);

    /// <summary>Notes what a page is for and which page leads to it.</summary>
    public void Point(uint page, SqlitePointer kind, uint parent)
    {
        if (!HasPointerMap || page == 1)
        {
            return;
        }

        lock (_lock)
        {
            int map = (int)((page - 2) / _pagesPerMap);
            while (_maps.Count <= map)
            {
                _maps.Add(new byte[PageSize]);
            }

            Span<byte> entry = _maps[map].AsSpan(5 * (int)(page - MapPage(map) - 1), 5);
            entry[0] = (byte)kind;
            BinaryPrimitives.WriteUInt32BigEndian(entry[1..], parent);
        }
    }

    /// <summary>Brings the file to its length and writes the pointer map and the list of free pages; returns the list's first page and length.</summary>
    public (uint First, uint Count) Complete()
    {
        lock (_lock)
        {
            TrimEnd();
            (uint first, uint count) = WriteFreeList();
            for (int i = 0; i < _maps.Count && MapPage(i) < _next; i++)
            {
                Write(MapPage(i), _maps[i]);
            }

            Extend();
            return (first, count);
        }
    }

    /// <summary><see cref="Complete"/>, and the file's header says so.</summary>
    public void CompleteAppended()
    {
        (uint first, uint count) = Complete();
        Span<byte> numbers = stackalloc byte[3 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(numbers, PageCount);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[4..], first);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[8..], count);
        WriteAt(PageCountOffset, numbers);
    }

    public void Dispose() => _file.Dispose();

    private byte[] ReadPage(uint page)
    {
        byte[] bytes = new byte[PageSize];
        return RandomAccess.Read(_file, bytes, (page - 1L) * PageSize) == PageSize
            ? bytes
            : throw new ChatFormatException(ChatFormatProblem.Truncated, Name, $"page {page} is cut short.");
    }

    private void TakeFreeList(uint pageCount)
    {
        byte[] header = ReadPage(1);
        uint trunk = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(PageCountOffset + 4));
        long left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(PageCountOffset + 8));
        while (trunk != 0)
        {
            byte[] page = trunk <= pageCount ? ReadPage(trunk) : throw DamagedFreeList();
            uint leaves = BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(4));
            left -= 1 + (long)leaves;
            if (left < 0 || leaves > (UsableSize / 4) - 2)
            {
                throw DamagedFreeList();
            }

            for (int leaf = 0; leaf < leaves; leaf++)
            {
                uint free = BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(8 + (4 * leaf)));
                _given.Add(free >= 2 && free <= pageCount ? (free, 1u) : throw DamagedFreeList());
            }

            _given.Add((trunk, 1));
            trunk = BinaryPrimitives.ReadUInt32BigEndian(page);
        }
    }

    private ChatFormatException DamagedFreeList() => new(ChatFormatProblem.Damaged, Name, "its list of free pages is not one.");

    // Pages given back at the end of the file are no more.
    private void TrimEnd()
    {
        bool isTrimmed;
        do
        {
            int last = _given.FindIndex(run => run.First + run.Count == _next);
            isTrimmed = last >= 0;
            if (isTrimmed)
            {
                _next = _given[last].First;
                _given.RemoveAt(last);
            }

            while (_next > 2 && IsKept(_next - 1))
            {
                _next--;
                isTrimmed = true;
            }
        }
        while (isTrimmed);
    }

    // A trunk page holds the number of the next one, a count, and so many free pages.
    private (uint First, uint Count) WriteFreeList()
    {
        List<uint> free = [];
        foreach ((uint first, uint count) in _given)
        {
            for (uint i = 0; i < count; i++)
            {
                free.Add(first + i);
            }
        }

        int perTrunk = UsableSize / 4 - 8;   // SQLite leaves the last 6 entries empty
        byte[] page = new byte[PageSize];
        for (int i = 0; i < free.Count; i += perTrunk + 1)
        {
            Array.Clear(page);
            int leaves = Math.Min(perTrunk, free.Count - i - 1);
            int next = i + perTrunk + 1;
            BinaryPrimitives.WriteUInt32BigEndian(page, next < free.Count ? free[next] : 0);
            BinaryPrimitives.WriteInt32BigEndian(page.AsSpan(4), leaves);
            for (int leaf = 0; leaf < leaves; leaf++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(8 + 4 * leaf), free[i + 1 + leaf]);
            }

            Write(free[i], page);
        }

        free.ForEach(page => Point(page, SqlitePointer.Free, 0));
        return free.Count > 0 ? (free[0], (uint)free.Count) : (0, 0);
    }

    private uint LockBytePage => (uint)((1 << 30) / PageSize) + 1;

    private uint MapPage(int map)
    {
        uint page = (uint)map * _pagesPerMap + 2;
        return page == LockBytePage ? page + 1 : page;
    }

    private bool IsKept(uint page) => page == LockBytePage || (HasPointerMap && page == MapPage((int)((page - 2) / _pagesPerMap)));
}
