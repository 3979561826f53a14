namespace Satchel.Chats.Sqlite;

/// <summary>Writes pages of one b-tree in runs, so that trees written at once do not lie mixed page by page.</summary>
internal sealed class SqlitePageStream(SqliteOutput output)
{
    private const int RunBytes = 128 * 1024;

    private readonly uint _runPages = (uint)Math.Max(1, RunBytes / output.PageSize);
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(RunBytes, output.PageSize));
    private uint _first;
    private uint _count;
    private uint _used;

    /// <summary>Writes a page and returns its number.</summary>
    public uint Append(ReadOnlySpan<byte> page)
    {
        if (_used == _count)
        {
            Flush();
            (_first, _count) = output.Take(_runPages);
            _used = 0;
        }

        page.CopyTo(_buffer.AsSpan((int)_used * output.PageSize));
        return _first + _used++;
    }

    /// <summary>Ends the tree.</summary>
    public void Complete()
    {
        Flush();
        output.GiveBack(_first + _used, _count - _used);
        _count = _used = 0;
    }

    private void Flush()
    {
        if (_used > 0)
        {
            output.Write(_first, _buffer.AsSpan(0, (int)_used * output.PageSize));
        }
    }
}
