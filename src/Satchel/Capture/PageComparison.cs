using Satchel.Chats.Sqlite;

namespace Satchel.Capture;

/// <summary>
/// Tells which leaves of a database must be read: those whose page, place or overflow pages are not as remembered. Notes what the pages
/// are now, for the next time.
/// </summary>
internal sealed class PageComparison
{
    private readonly PageMemory? _before;
    private readonly UInt128[] _hashes;
    private readonly PageMark[] _marks;
    private readonly HashSet<uint> _overflowed = [];
    private readonly HashSet<uint> _kept = [];

    /// <summary>Hashes the pages of an image.</summary>
    /// <param name="image">The database now.</param>
    /// <param name="before">What is remembered; null where every leaf must be read.</param>
    public PageComparison(SqliteImage image, PageMemory? before)
    {
        _before = before?.PageSize == image.Header.PageSize ? before : null;
        _hashes = image.HashPages();
        _marks = new PageMark[_hashes.Length];
        Array.Fill(_marks, PageMark.None);
        for (int i = 0; i < (_before?.Marks.Length ?? 0); i++)
        {
            if (_before!.Marks[i].Owner != 0 && !IsSamePage(i))
            {
                _overflowed.Add(_before.Marks[i].Owner);
            }
        }
    }

    /// <summary>How many bytes were read to hash the pages.</summary>
    public long BytesRead(int pageSize) => (long)_hashes.Length * pageSize;

    /// <summary>Whether a leaf holds the rows that it held, so that it need not be read.</summary>
    public bool IsUnchanged(int table, SqliteLeaf leaf)
    {
        int index = (int)leaf.Page - 1;
        PageMark mark = new(table, 0, leaf.FirstRowId, leaf.LastRowId);
        _marks[index] = mark;
        if (_before is null || index >= _before.Marks.Length || _before.Marks[index] != mark || !IsSamePage(index) || _overflowed.Contains(leaf.Page))
        {
            return false;
        }

        _kept.Add(leaf.Page);
        return true;
    }

    /// <summary>Notes that a part of a row of <paramref name="leaf"/> lies in an overflow page.</summary>
    public void NoteOverflow(uint page, uint leaf)
    {
        if (page - 1 < (uint)_marks.Length)
        {
            _marks[page - 1] = new PageMark(-1, leaf, 0, 0);
        }
    }

    /// <summary>What is to be remembered with the map that was made of the rows.</summary>
    public PageMemory Complete(Vaults.Digest rowsRoot, int pageSize)
    {
        // A leaf that was not read keeps its overflow pages. Nothing else is taken over: a page that left the tree may come
        // back with the same bytes, and its rows are not in the map then.
        for (int i = 0; i < Math.Min(_before?.Marks.Length ?? 0, _marks.Length); i++)
        {
            if (_before!.Marks[i].Owner != 0 && _kept.Contains(_before.Marks[i].Owner))
            {
                _marks[i] = _before.Marks[i];
            }
        }

        return new PageMemory(rowsRoot, pageSize, _hashes, _marks);
    }

    private bool IsSamePage(int index) => index < _hashes.Length && _hashes[index] == _before!.Hashes[index];
}
