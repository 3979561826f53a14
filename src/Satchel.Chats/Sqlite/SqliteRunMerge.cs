namespace Satchel.Chats.Sqlite;

/// <summary>Merges sorted runs of one file: a heap of the runs by their next key.</summary>
internal sealed class SqliteRunMerge : IDisposable
{
    private readonly List<SqliteRun> _heap = [];
    private bool _hasStarted;

    public SqliteRunMerge(Stream file, List<(long Offset, long Length)> runs)
    {
        file.Flush();
        foreach ((long offset, long length) in runs)
        {
            SqliteRun run = new((FileStream)file, offset, length);
            if (run.Next())
            {
                _heap.Add(run);
            }
            else
            {
                run.Dispose();
            }
        }

        for (int i = _heap.Count / 2 - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
    }

    /// <summary>The record of the pair.</summary>
    public ReadOnlySpan<byte> Record => _heap[0].Record;

    /// <summary>The whole pair.</summary>
    public ReadOnlySpan<byte> Pair => _heap[0].Pair;

    /// <summary>Goes to the next pair; false after the last.</summary>
    public bool Next()
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            return _heap.Count > 0;
        }

        if (!_heap[0].Next())
        {
            _heap[0].Dispose();
            _heap[0] = _heap[^1];
            _heap.RemoveAt(_heap.Count - 1);
        }

        SiftDown(0);
        return _heap.Count > 0;
    }

    public void Dispose() => _heap.ForEach(run => run.Dispose());

    private void SiftDown(int index)
    {
        int count = _heap.Count;
        if (index >= count)
        {
            return;
        }

        SqliteRun moving = _heap[index];
        while (true)
        {
            int child = 2 * index + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && _heap[child + 1].IsBefore(_heap[child]))
            {
                child++;
            }

            if (!_heap[child].IsBefore(moving))
            {
                break;
            }

            _heap[index] = _heap[child];
            index = child;
        }

        _heap[index] = moving;
    }
}
