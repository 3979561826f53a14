using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// A thread that sorts the keys of indices while the rows are still being written, and writes an index once its table is
/// done. In the end the writer's thread takes a hand in what is left.
/// </summary>
internal sealed class SqliteIndexWork(SqliteOutput output) : IDisposable
{
    private const int BatchBytes = 512 * 1024;
    private const int BatchesWaiting = 4;

    private readonly BlockingCollection<(SqliteIndexFeed Feed, byte[]? Batch, int Length)> _batches = new(BatchesWaiting);
    private readonly ConcurrentQueue<SqliteIndexPlan> _ready = new();
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly ConcurrentBag<string> _leftToSqlite = [];
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>Indices that turned out to need SQLite; complete after <see cref="Complete"/>.</summary>
    public IReadOnlyCollection<string> LeftToSqlite => _leftToSqlite;

    public byte[] RentBatch(int atLeast) =>
        atLeast <= BatchBytes && _free.TryTake(out byte[]? batch) ? batch : GC.AllocateUninitializedArray<byte>(Math.Max(atLeast, BatchBytes));

    public void Post(SqliteIndexFeed feed, byte[] batch, int length) => Add((feed, batch, length));

    public void PostEnd(SqliteIndexFeed feed) => Add((feed, null, 0));

    /// <summary>Waits until all indices are written.</summary>
    public void Complete()
    {
        _batches.CompleteAdding();
        // Batches come first: they alone can lead to more indices to write.
        while (_thread is { IsAlive: true } && _failure is null)
        {
            WriteReady();
            _thread.Join(1);
        }

        WriteReady();
        _failure?.Throw();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _batches.CompleteAdding();
        _thread?.Join();
        _batches.Dispose();
        _stop.Dispose();
    }

    private void Add((SqliteIndexFeed, byte[]?, int) item)
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "SQLite indices" };
            _thread.Start();
        }

        while (!_batches.TryAdd(item, 100, _stop.Token))
        {
            _failure?.Throw();
        }
    }

    private void Run()
    {
        try
        {
            foreach ((SqliteIndexFeed feed, byte[]? batch, int length) in _batches.GetConsumingEnumerable(_stop.Token))
            {
                if (batch is null)
                {
                    foreach (SqliteIndexPlan plan in feed.Plans)
                    {
                        _ready.Enqueue(plan);
                    }

                    WriteReady();
                    continue;
                }

                feed.Sort(batch.AsSpan(0, length));
                if (batch.Length == BatchBytes)
                {
                    _free.Add(batch);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The writer was given up.
        }
#pragma warning disable CA1031 // Whatever ended this thread is thrown again on the writer's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    private void WriteReady()
    {
        while (!_stop.IsCancellationRequested && _ready.TryDequeue(out SqliteIndexPlan? plan))
        {
            using (plan)
            {
                if (plan.IsLeftToSqlite)
                {
                    _leftToSqlite.Add(plan.Name);
                    continue;
                }

                SqliteIndexBuilder builder = new(output, plan.Root);
                plan.Sorter.WriteTo(builder);
                builder.Complete();
            }
        }
    }
}
