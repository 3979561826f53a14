using System.Collections;

namespace Satchel.Chats.Sqlite;

/// <summary>The pages that a walk has met, so that a tree that leads back into itself is found out.</summary>
internal sealed class SqlitePageSet(SqlitePages pages)
{
    private readonly BitArray _met = new((int)pages.PageCount + 1);

    public void Add(uint page)
    {
        if (page == 0 || page > pages.PageCount)
        {
            throw pages.Damaged(page, $"a reference leads to page {page} of {pages.PageCount}.");
        }

        if (_met[(int)page])
        {
            throw pages.Damaged(page, "two references lead to this page.");
        }

        _met[(int)page] = true;
    }
}
