using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>Builds the b-tree of a table from rows in the order of their rowids.</summary>
internal sealed class SqliteTableBuilder(SqliteOutput output, uint root) : SqliteTreeBuilder(output, root, isTable: true)
{
    private readonly List<Level> _levels = [];
    private long _last;
    private bool _hasRows;

    /// <summary>Adds a row.</summary>
    public void Add(long rowId, ReadOnlySpan<byte> record)
    {
        if (_hasRows && rowId <= _last)
        {
            throw new InvalidOperationException($"Rows come in the order of their rowids; {rowId} came after {_last}.");
        }

        ulong key = unchecked((ulong)rowId);
        int local = LocalBytes(record.Length);
        int lengthBytes = SqliteVarint.LengthOf((ulong)record.Length);
        int headBytes = lengthBytes + SqliteVarint.LengthOf(key);
        int cellBytes = headBytes + local + (local < record.Length ? 4 : 0);
        if (!Leaf.Fits(cellBytes))
        {
            AddChild(0, Flush(Leaf, 0), _last);
        }

        Span<byte> cell = Leaf.Add(cellBytes);
        SqliteVarint.Write(cell, (ulong)record.Length);
        SqliteVarint.Write(cell[lengthBytes..], key);
        WritePayload(cell[headBytes..], record, local);
        _last = rowId;
        _hasRows = true;
    }

    /// <summary>Writes what is left, and the root.</summary>
    public void Complete()
    {
        if (_levels.Count == 0)
        {
            FlushRoot(Leaf, 0);
            return;
        }

        AddChild(0, Flush(Leaf, 0), _last);
        for (int i = 0; ; i++)
        {
            Level level = _levels[i];
            if (i == _levels.Count - 1)
            {
                FlushRoot(level.Page, level.Child);
                return;
            }

            AddChild(i + 1, Flush(level.Page, level.Child), level.Key);
        }
    }

    // A child waits beside its page until it is known whether it has a cell there or is the right child. A full page gives
    // its last cell's child the place on the right, so that the next page begins with a cell.
    private void AddChild(int index, uint child, long key)
    {
        if (index == _levels.Count)
        {
            _levels.Add(new Level(NewPage(SqliteTreePage.TableInterior)) { Child = child, Key = key });
            return;
        }

        Level level = _levels[index];
        int cellBytes = 4 + SqliteVarint.LengthOf(unchecked((ulong)level.Key));
        if (!level.Page.Fits(cellBytes))
        {
            ReadOnlySpan<byte> last = level.Page.Last;
            uint right = BinaryPrimitives.ReadUInt32BigEndian(last);
            int offset = 4;
            _ = SqliteVarint.TryRead(last, ref offset, out ulong rightKey);
            level.Page.RemoveLast();
            AddChild(index + 1, Flush(level.Page, right), unchecked((long)rightKey));
        }

        Span<byte> cell = level.Page.Add(cellBytes);
        BinaryPrimitives.WriteUInt32BigEndian(cell, level.Child);
        SqliteVarint.Write(cell[4..], unchecked((ulong)level.Key));
        level.Child = child;
        level.Key = key;
    }

    private sealed class Level(SqlitePageBuilder page)
    {
        public SqlitePageBuilder Page { get; } = page;

        public uint Child { get; set; }

        public long Key { get; set; }
    }
}
