namespace Satchel.Restoring;

/// <summary>What a restore counts and notes. Thread-safe.</summary>
internal sealed class RestoreTally
{
    private readonly Lock _lock = new();
    private readonly List<string> _lost = [];
    private readonly List<string> _warnings = [];
    private long _files;
    private long _databases;
    private long _rows;
    private long _bytes;

    public void CountFile(long bytes)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void CountDatabase(long rows, long bytes)
    {
        CountFile(bytes);
        Interlocked.Increment(ref _databases);
        Interlocked.Add(ref _rows, rows);
    }

    public void Lose(string what)
    {
        lock (_lock)
        {
            _lost.Add(what);
        }
    }

    public void Warn(string sentence)
    {
        lock (_lock)
        {
            _warnings.Add(sentence);
        }
    }

    public RestoreReport Report(TimeSpan elapsed)
    {
        lock (_lock)
        {
            return new RestoreReport
            {
                Files = _files,
                Databases = _databases,
                Rows = _rows,
                Bytes = _bytes,
                Elapsed = elapsed,
                Warnings = [.. _warnings],
                Lost = [.. _lost],
            };
        }
    }
}
