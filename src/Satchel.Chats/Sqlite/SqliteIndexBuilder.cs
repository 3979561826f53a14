using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>Builds the b-tree of an index, or of a WITHOUT ROWID table, from records in their order.</summary>
internal sealed class SqliteIndexBuilder(SqliteOutput output, uint root) : SqliteTreeBuilder(output, root, isTable: false)
{
    private readonly List<Level> _levels = [];
    private byte[] _moved = [];

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        int local = LocalBytes(record.Length);
        int lengthBytes = SqliteVarint.LengthOf((ulong)record.Length);
        int cellBytes = lengthBytes + local + (local < record.Length ? 4 : 0);
        if (!Leaf.Fits(cellBytes))
        {
            int moved = TakeLast(Leaf, ref _moved);
            AddSeparator(0, Flush(Leaf, 0), _moved.AsSpan(0, moved));
        }

        Span<byte> cell = Leaf.Add(cellBytes);
        SqliteVarint.Write(cell, (ulong)record.Length);
        WritePayload(cell[lengthBytes..], record, local);
    }

    /// <summary>Writes what is left, and the root.</summary>
    public void Complete()
    {
        if (_levels.Count == 0)
        {
            FlushRoot(Leaf, 0);
            return;
        }

        uint right = Flush(Leaf, 0);
        for (int i = 0; i < _levels.Count - 1; i++)
        {
            right = Flush(_levels[i].Page, right);
        }

        FlushRoot(_levels[^1].Page, right);
    }

    // Keys in interior pages are not repeated below: the last cell of a full page moves up and parts it from the next.
    private void AddSeparator(int index, uint child, ReadOnlySpan<byte> key)
    {
        if (index == _levels.Count)
        {
            _levels.Add(new Level(NewPage(SqliteTreePage.IndexInterior)));
        }

        Level level = _levels[index];
        if (!level.Page.Fits(4 + key.Length))
        {
            int moved = TakeLast(level.Page, ref level.Moved);
            uint right = BinaryPrimitives.ReadUInt32BigEndian(level.Moved);
            AddSeparator(index + 1, Flush(level.Page, right), level.Moved.AsSpan(4, moved - 4));
        }

        Span<byte> cell = level.Page.Add(4 + key.Length);
        BinaryPrimitives.WriteUInt32BigEndian(cell, child);
        key.CopyTo(cell[4..]);
    }

    private static int TakeLast(SqlitePageBuilder page, ref byte[] copy)
    {
        ReadOnlySpan<byte> last = page.Last;
        if (copy.Length < last.Length)
        {
            copy = new byte[page.Page.Length];
        }

        last.CopyTo(copy);
        int bytes = last.Length;
        page.RemoveLast();
        return bytes;
    }

    private sealed class Level(SqlitePageBuilder page)
    {
        public byte[] Moved = [];

        public SqlitePageBuilder Page { get; } = page;
    }
}
