namespace Satchel.Chats.Sqlite;

public sealed partial class SqliteImage
{
    /// <summary>
    /// The leaves of a table with rowids, in the order of these. Reads interior pages only; a leaf is what it is said to
    /// be only once <see cref="ReadLeaf"/> has read it.
    /// </summary>
    /// <exception cref="ChatFormatException">The b-tree is damaged.</exception>
    public IEnumerable<SqliteLeaf> Leaves(SqliteTable table) =>
        table.WithoutRowId
            ? throw new ArgumentException($"{table.Name} has no rowids.", nameof(table))
            : new SqliteTableWalk(_pages, table.RootPage).Leaves();

    /// <summary>Reads a leaf's rows in the order of their rowids.</summary>
    /// <exception cref="ChatFormatException">The page is damaged, or a row too large.</exception>
    public void ReadLeaf<TSink>(SqliteLeaf leaf, TSink sink) where TSink : ISqliteRowSink
    {
        _leaf.Load(leaf.Page, isTable: true);
        if (!_leaf.IsLeaf)
        {
            throw _pages.Damaged(leaf.Page, "an interior page where a leaf was expected.");
        }

        _assembler.BeginWalk();
        long least = leaf.FirstRowId;
        bool isOver = false;
        for (int cell = 0; cell < _leaf.CellCount; cell++)
        {
            int offset = _leaf.CellOffset(cell);
            ReadOnlySpan<byte> usable = _leaf.Usable;
            if (!SqliteVarint.TryRead(usable, ref offset, out ulong payloadBytes) || !SqliteVarint.TryRead(usable, ref offset, out ulong key))
            {
                throw _pages.Damaged(leaf.Page, $"cell {cell} is cut short.");
            }

            long rowId = unchecked((long)key);
            if (isOver || rowId < least || rowId > leaf.LastRowId)
            {
                throw _pages.Damaged(leaf.Page, $"rowid {rowId} is out of order.");
            }

            Give(sink, _leaf, offset, payloadBytes, rowId, isTable: true);
            isOver = rowId == long.MaxValue;
            least = isOver ? rowId : rowId + 1;
        }
    }

    /// <summary>Reads all rows of a table: by rowid, or in the order of the primary key.</summary>
    /// <exception cref="ChatFormatException">A page is damaged, or a row too large.</exception>
    public void ReadRows<TSink>(SqliteTable table, TSink sink) where TSink : ISqliteRowSink
    {
        if (table.WithoutRowId)
        {
            ReadIndexRows(table.RootPage, sink);
            return;
        }

        foreach (SqliteLeaf leaf in Leaves(table))
        {
            ReadLeaf(leaf, sink);
        }
    }

    // The rows of a WITHOUT ROWID table are the keys of an index b-tree, and lie in its interior pages as well.
    private void ReadIndexRows<TSink>(uint root, TSink sink) where TSink : ISqliteRowSink
    {
        SqlitePageSet met = new(_pages);
        List<SqliteTreePage> stack = [];
        int level = 0;
        _assembler.BeginWalk();
        Enter(root);
        while (level >= 0)
        {
            SqliteTreePage page = stack[level];
            if (page.IsLeaf)
            {
                for (int cell = 0; cell < page.CellCount; cell++)
                {
                    GiveKey(sink, page, page.CellOffset(cell));
                }

                level--;
                continue;
            }

            // An interior page is met once before each cell's key and once before its last child.
            if (page.Cell > 0 && page.Cell <= page.CellCount)
            {
                GiveKey(sink, page, page.CellOffset(page.Cell - 1) + 4);
            }

            if (page.Cell > page.CellCount)
            {
                level--;
                continue;
            }

            uint child = page.Cell < page.CellCount ? page.LeftChild(page.Cell) : page.RightChild;
            page.Cell++;
            level++;
            Enter(child);
        }

        void Enter(uint number)
        {
            if (level >= SqliteLimits.TreeHeight)
            {
                throw _pages.Damaged(root, $"its tree is higher than {SqliteLimits.TreeHeight} pages.");
            }

            met.Add(number);
            if (level == stack.Count)
            {
                stack.Add(new SqliteTreePage(_pages));
            }

            stack[level].Load(number, isTable: false);
        }
    }

    private void GiveKey<TSink>(TSink sink, SqliteTreePage page, int offset) where TSink : ISqliteRowSink
    {
        if (!SqliteVarint.TryRead(page.Usable, ref offset, out ulong payloadBytes))
        {
            throw _pages.Damaged(page.Number, "a cell is cut short.");
        }

        Give(sink, page, offset, payloadBytes, 0, isTable: false);
    }

    private void Give<TSink>(TSink sink, SqliteTreePage page, int offset, ulong payloadBytes, long rowId, bool isTable) where TSink : ISqliteRowSink
    {
        ReadOnlySpan<byte> record = _assembler.Assemble(page, offset, payloadBytes, isTable);
        foreach (uint overflow in _assembler.Chain)
        {
            sink.AddOverflowPage(overflow);
        }

        SqliteRowReader row = new(record, rowId, _pages, page.Number);
        sink.AddRow(ref row);
    }
}
