using System.Data.Common;
using Dapper;

namespace Satchel.Server.Database;

/// <summary>
/// The writes of a SQLite database, which lets one in at a time. Those that wait while one is at the disk go into the next
/// transaction together, each behind a savepoint of its own, so that many writers wait for the disk once.
/// </summary>
internal sealed class GroupedWrites(DbDataSource source) : IDisposable
{
    // Enough for all clients of a small server, and few enough that the first of a group does not wait long for the last.
    private const int MostInGroup = 64;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Queue<Write> _waiting = new();

    /// <summary>Runs <paramref name="work"/> in a transaction, by itself or with others', and returns once that is committed.</summary>
    /// <param name="work">What to do. It leaves the transaction's end to others; where it throws, what it did is undone, and only that.</param>
    /// <param name="durable">Whether to wait until the disk has it.</param>
    /// <param name="cancellationToken">Gives up waiting for a turn.</param>
    public async Task<T> RunAsync<T>(Func<DbTransaction, Task<T>> work, bool durable, CancellationToken cancellationToken)
    {
        var write = new Write<T>(work, durable, cancellationToken);
        lock (_lock)
        {
            _waiting.Enqueue(write);
        }

        // Whoever gets the turn does what waits, its own among it; the others find theirs done.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            while (!write.IsDone)
            {
                await RunGroupAsync();
            }
        }
        finally
        {
            _turn.Release();
        }

        return await write.Result;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task RunGroupAsync()
    {
        List<Write> group = Take();
        try
        {
            await using DbConnection connection = await source.OpenConnectionAsync(CancellationToken.None);
            await connection.ExecuteAsync(group.Exists(write => write.Durable) ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            await using DbTransaction transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            foreach (Write write in group)
            {
                await write.RunAsync(transaction, isAlone: group.Count == 1);
            }

            if (group.Exists(write => write.HasRun))
            {
                await transaction.CommitAsync(CancellationToken.None);
            }

            group.ForEach(write => write.Complete());
        }
#pragma warning disable CA1031 // It goes to everybody who waits for this transaction.
        catch (Exception error)
#pragma warning restore CA1031
        {
            group.ForEach(write => write.Fail(error));
        }
    }

    private List<Write> Take()
    {
        var group = new List<Write>();
        lock (_lock)
        {
            while (group.Count < MostInGroup && _waiting.TryDequeue(out Write? next))
            {
                group.Add(next);
            }
        }

        return group;
    }

    private abstract class Write(bool durable)
    {
        public bool Durable { get; } = durable;

        public bool HasRun { get; protected set; }

        public abstract bool IsDone { get; }

        public abstract Task RunAsync(DbTransaction transaction, bool isAlone);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Write<T>(Func<DbTransaction, Task<T>> work, bool durable, CancellationToken cancellationToken) : Write(durable)
    {
        private const string Savepoint = "write";

        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        public Task<T> Result => _result.Task;

        public override bool IsDone => _result.Task.IsCompleted;

        public override async Task RunAsync(DbTransaction transaction, bool isAlone)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _result.SetCanceled(cancellationToken);
                return;
            }

            if (isAlone)
            {
                _value = await work(transaction);
                HasRun = true;
                return;
            }

            await transaction.SaveAsync(Savepoint, CancellationToken.None);
            try
            {
                _value = await work(transaction);
                HasRun = true;
            }
#pragma warning disable CA1031 // It goes to whoever waits for this write; where the savepoint is gone as well, the whole transaction is.
            catch (Exception error)
#pragma warning restore CA1031
            {
                await transaction.RollbackAsync(Savepoint, CancellationToken.None);
                _result.SetException(error);
            }

            await transaction.ReleaseAsync(Savepoint, CancellationToken.None);
        }

        public override void Complete()
        {
            if (HasRun)
            {
                _result.SetResult(_value!);
            }
        }

        public override void Fail(Exception error) => _result.TrySetException(error);
    }
}
