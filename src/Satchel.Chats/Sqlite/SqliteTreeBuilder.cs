using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// What building a b-tree from the bottom up has in common for tables and indices: cells with overflow chains, and pages
/// whose children learn of them (in an auto-vacuum database) once their number is known.
/// </summary>
internal abstract class SqliteTreeBuilder
{
    private readonly SqliteOutput _output;
    private readonly SqlitePageStream _pages;
    private readonly SqlitePayload _payload;
    private readonly byte[] _overflow;
    private readonly bool _isTable;
    private readonly int _setAside;

    protected SqliteTreeBuilder(SqliteOutput output, uint root, bool isTable)
    {
        _output = output;
        _pages = new SqlitePageStream(output);
        _payload = new SqlitePayload(output.UsableSize, isTable);
        _overflow = new byte[output.PageSize];
        _isTable = isTable;
        _setAside = root == 1 ? SqliteHeader.Length : 0;
        Root = root;
        Leaf = NewPage(isTable ? SqliteTreePage.TableLeaf : SqliteTreePage.IndexLeaf);
    }

    protected uint Root { get; }

    protected SqlitePageBuilder Leaf { get; }

    protected SqlitePageBuilder NewPage(byte kind) => new(_output.PageSize, _output.UsableSize, kind, _setAside);

    protected int LocalBytes(int payloadBytes) => _payload.LocalBytes(payloadBytes);

    /// <summary>Writes a payload, and what does not stay in the cell onto overflow pages.</summary>
    protected void WritePayload(Span<byte> cell, ReadOnlySpan<byte> payload, int local)
    {
        payload[..local].CopyTo(cell);
        if (local < payload.Length)
        {
            BinaryPrimitives.WriteUInt32BigEndian(cell[local..], WriteOverflow(payload[local..]));
        }
    }

    /// <summary>Writes a page that is full and empties it; returns its number.</summary>
    protected uint Flush(SqlitePageBuilder page, uint rightChild)
    {
        page.Finish(rightChild);
        uint number = _pages.Append(page.Page);
        PointChildren(page, number);
        page.Clear();
        return number;
    }

    /// <summary>Writes the page that has no parent, and ends the tree.</summary>
    protected void FlushRoot(SqlitePageBuilder page, uint rightChild)
    {
        page.Finish(rightChild);
        PointChildren(page, Root);
        if (Root == 1)
        {
            page.MoveBehindFileHeader();
        }

        _output.Point(Root, SqlitePointer.Root, 0);
        _output.Write(Root, page.Page);
        _pages.Complete();
    }

    // From the last page to the first, so that each knows the number of the next.
    private uint WriteOverflow(ReadOnlySpan<byte> bytes)
    {
        int perPage = _payload.OverflowBytes;
        uint next = 0;
        for (int start = (bytes.Length - 1) / perPage * perPage; start >= 0; start -= perPage)
        {
            ReadOnlySpan<byte> part = bytes[start..Math.Min(bytes.Length, start + perPage)];
            Array.Clear(_overflow);
            BinaryPrimitives.WriteUInt32BigEndian(_overflow, next);
            part.CopyTo(_overflow.AsSpan(4));
            uint number = _pages.Append(_overflow);
            if (next != 0)
            {
                _output.Point(next, SqlitePointer.NextOverflow, number);
            }

            next = number;
        }

        return next;
    }

    private void PointChildren(SqlitePageBuilder page, uint number)
    {
        if (!_output.HasPointerMap)
        {
            return;
        }

        for (int i = 0; i < page.CellCount; i++)
        {
            ReadOnlySpan<byte> cell = page.Cell(i);
            if (page.IsInterior)
            {
                _output.Point(BinaryPrimitives.ReadUInt32BigEndian(cell), SqlitePointer.Tree, number);
                cell = cell[4..];
            }

            if (!page.IsInterior || !_isTable)
            {
                PointOverflow(cell, number);
            }
        }

        if (page.IsInterior)
        {
            _output.Point(page.RightChild, SqlitePointer.Tree, number);
        }
    }

    private void PointOverflow(ReadOnlySpan<byte> cell, uint number)
    {
        int offset = 0;
        _ = SqliteVarint.TryRead(cell, ref offset, out ulong payloadBytes);
        if (_isTable)
        {
            _ = SqliteVarint.TryRead(cell, ref offset, out _);
        }

        int local = LocalBytes((int)payloadBytes);
        if (local < (int)payloadBytes)
        {
            _output.Point(BinaryPrimitives.ReadUInt32BigEndian(cell[(offset + local)..]), SqlitePointer.FirstOverflow, number);
        }
    }
}
