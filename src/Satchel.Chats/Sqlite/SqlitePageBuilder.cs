using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>A b-tree page being filled: cells grow down from its end, their pointers up from its header.</summary>
internal sealed class SqlitePageBuilder
{
    private const int CellBytesAtLeast = 4;   // a freed cell must hold a freeblock's header

    private readonly byte[] _page;
    private readonly int _usable;
    private readonly int _headerBytes;
    private readonly int _setAside;
    private int _content;
    private int _lastBytes;

    /// <param name="pageSize">Bytes of a page.</param>
    /// <param name="usable">Those of them that are SQLite's.</param>
    /// <param name="kind">A kind of <see cref="SqliteTreePage"/>.</param>
    /// <param name="setAside">Bytes to leave free, so that the page may become page 1.</param>
    public SqlitePageBuilder(int pageSize, int usable, byte kind, int setAside)
    {
        _page = new byte[pageSize];
        _usable = usable;
        _setAside = setAside;
        Kind = kind;
        _headerBytes = kind is SqliteTreePage.IndexInterior or SqliteTreePage.TableInterior ? 12 : 8;
        Clear();
    }

    public byte Kind { get; }

    public int CellCount { get; private set; }

    public bool IsInterior => _headerBytes == 12;

    /// <summary>The page; complete after <see cref="Finish"/>.</summary>
    public ReadOnlySpan<byte> Page => _page;

    /// <summary>The cell added last.</summary>
    public ReadOnlySpan<byte> Last => _page.AsSpan(_content, _lastBytes);

    public uint RightChild => BinaryPrimitives.ReadUInt32BigEndian(_page.AsSpan(8));

    public bool Fits(int cellBytes) =>
        _content - Math.Max(cellBytes, CellBytesAtLeast) - _setAside >= _headerBytes + 2 * (CellCount + 1);

    /// <summary>Adds a cell after the others, for the caller to fill.</summary>
    public Span<byte> Add(int cellBytes)
    {
        _content -= Math.Max(cellBytes, CellBytesAtLeast);
        _lastBytes = cellBytes;
        BinaryPrimitives.WriteUInt16BigEndian(_page.AsSpan(_headerBytes + 2 * CellCount), (ushort)_content);
        CellCount++;
        return _page.AsSpan(_content, cellBytes);
    }

    /// <summary>Takes the last cell off; only once after each <see cref="Add"/>.</summary>
    public void RemoveLast()
    {
        int bytes = Math.Max(_lastBytes, CellBytesAtLeast);
        _page.AsSpan(_content, bytes).Clear();
        _content += bytes;
        CellCount--;
        _page.AsSpan(_headerBytes + 2 * CellCount, 2).Clear();
    }

    /// <summary>A cell, up to the end of the page.</summary>
    public ReadOnlySpan<byte> Cell(int index) =>
        _page.AsSpan(BinaryPrimitives.ReadUInt16BigEndian(_page.AsSpan(_headerBytes + 2 * index)).._usable);

    /// <summary>Writes the header of the page.</summary>
    public void Finish(uint rightChild)
    {
        _page[0] = Kind;
        BinaryPrimitives.WriteUInt16BigEndian(_page.AsSpan(3), (ushort)CellCount);
        BinaryPrimitives.WriteUInt16BigEndian(_page.AsSpan(5), unchecked((ushort)_content));   // 65,536 is written as 0
        if (IsInterior)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_page.AsSpan(8), rightChild);
        }
    }

    /// <summary>Moves header and pointers behind the file's header: for the page that becomes page 1.</summary>
    public void MoveBehindFileHeader()
    {
        int bytes = _headerBytes + 2 * CellCount;
        _page.AsSpan(0, bytes).CopyTo(_page.AsSpan(SqliteHeader.Length));
        _page.AsSpan(0, SqliteHeader.Length).Clear();
    }

    public void Clear()
    {
        Array.Clear(_page);
        _content = _usable;
        _lastBytes = 0;
        CellCount = 0;
    }
}
