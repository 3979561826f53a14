namespace Satchel.Chats.Sqlite;

/// <summary>Walks the b-tree of a table with rowids, reading its interior pages only.</summary>
internal sealed class SqliteTableWalk(SqlitePages pages, uint root)
{
    private readonly SqlitePageSet _met = new(pages);
    private readonly List<SqliteTreePage> _stack = [];

    /// <summary>The leaves in the order of their rowids.</summary>
    public IEnumerable<SqliteLeaf> Leaves()
    {
        int height = CountInteriorLevels();
        _met.Add(root);
        if (height == 0)
        {
            yield return new SqliteLeaf(root, long.MinValue, long.MaxValue);
            yield break;
        }

        long first = long.MinValue;
        bool isOver = false;
        int level = 0;
        Enter(0, root);
        while (level >= 0)
        {
            SqliteTreePage page = _stack[level];
            if (page.Cell > page.CellCount)
            {
                level--;
                continue;
            }

            uint child = page.Cell < page.CellCount ? page.LeftChild(page.Cell) : page.RightChild;
            long last = LastRowId(level);
            _met.Add(child);
            page.Cell++;
            if (level + 1 < height)
            {
                Enter(++level, child);
                continue;
            }

            if (isOver || last < first)
            {
                throw pages.Damaged(page.Number, "rowids do not ascend.");
            }

            yield return new SqliteLeaf(child, first, last);
            isOver = last == long.MaxValue;
            first = isOver ? last : last + 1;
        }
    }

    // The nearest separator to the right of where the walk is, in this page or above.
    private long LastRowId(int level)
    {
        SqliteTreePage lowest = _stack[level];
        if (lowest.Cell < lowest.CellCount)
        {
            long separator = lowest.Separator(lowest.Cell);
            if (separator > UpperBound(level - 1))
            {
                throw pages.Damaged(lowest.Number, "rowids do not ascend.");
            }

            return separator;
        }

        return UpperBound(level - 1);
    }

    // Pages above have moved past the child that they are in.
    private long UpperBound(int level)
    {
        for (; level >= 0; level--)
        {
            SqliteTreePage page = _stack[level];
            if (page.Cell - 1 < page.CellCount)
            {
                return page.Separator(page.Cell - 1);
            }
        }

        return long.MaxValue;
    }

    private void Enter(int level, uint number)
    {
        if (level == _stack.Count)
        {
            _stack.Add(new SqliteTreePage(pages));
        }

        _stack[level].Load(number, isTable: true);
        if (_stack[level].IsLeaf)
        {
            throw pages.Damaged(number, "the tree is not of one height.");
        }
    }

    // Down the left edge: all leaves of a b-tree are at one height.
    private int CountInteriorLevels()
    {
        SqliteTreePage page = new(pages);
        uint number = root;
        for (int height = 0; height < SqliteLimits.TreeHeight; height++)
        {
            page.Load(number, isTable: true);
            if (page.IsLeaf)
            {
                return height;
            }

            number = page.CellCount > 0 ? page.LeftChild(0) : page.RightChild;
        }

        throw pages.Damaged(root, $"its tree is higher than {SqliteLimits.TreeHeight} pages.");
    }
}
