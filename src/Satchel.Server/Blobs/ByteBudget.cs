using Satchel.Server.Problems;

namespace Satchel.Server.Blobs;

/// <summary>
/// How many bytes of blobs may be in memory at once. Whoever finds it used up waits in line, and its sender with it;
/// one account has at most a part of it, so that the others are not slowed.
/// </summary>
internal sealed class ByteBudget(long totalBytes, TimeSpan patience, TimeProvider time)
{
    private const int AccountShare = 4;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly Dictionary<string, long> _byAccount = new(StringComparer.Ordinal);
    private long _taken;

    /// <summary>The bytes in memory now.</summary>
    public long TakenBytes => Interlocked.Read(ref _taken);

    /// <summary>Takes bytes off the budget until what is returned is disposed of.</summary>
    /// <exception cref="ProblemException">There was no room for too long.</exception>
    public async ValueTask<IDisposable> TakeAsync(string account, long bytes, CancellationToken cancellationToken)
    {
        var share = new Share(this, account, bytes);
        Waiter waiter;
        lock (_lock)
        {
            if (Fits(share) && !_waiting.Any(other => _taken + other.Share.Bytes > totalBytes))
            {
                Add(share);
                return share;
            }

            waiter = new Waiter(share);
            _waiting.AddLast(waiter);
        }

        try
        {
            await waiter.Granted.Task.WaitAsync(patience, time, cancellationToken);
            return share;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            GiveUp(waiter);
            throw error is TimeoutException ? new ProblemException(Problem.Busy, "too much is being transferred at once", TimeSpan.FromSeconds(2), error) : error;
        }
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(waiter))
            {
                // It was granted in the same moment.
                waiter.Share.Dispose();
            }
        }
    }

    private bool Fits(Share share)
    {
        long mine = _byAccount.GetValueOrDefault(share.Account);
        return _taken + share.Bytes <= totalBytes && (mine == 0 || mine + share.Bytes <= totalBytes / AccountShare);
    }

    private void Add(Share share)
    {
        Interlocked.Add(ref _taken, share.Bytes);
        _byAccount[share.Account] = _byAccount.GetValueOrDefault(share.Account) + share.Bytes;
    }

    private void Return(Share share)
    {
        lock (_lock)
        {
            Interlocked.Add(ref _taken, -share.Bytes);
            long rest = _byAccount[share.Account] - share.Bytes;
            if (rest == 0)
            {
                _byAccount.Remove(share.Account);
            }
            else
            {
                _byAccount[share.Account] = rest;
            }

            for (LinkedListNode<Waiter>? node = _waiting.First; node is not null && _taken < totalBytes;)
            {
                LinkedListNode<Waiter>? next = node.Next;
                if (Fits(node.Value.Share))
                {
                    _waiting.Remove(node);
                    Add(node.Value.Share);
                    node.Value.Granted.SetResult();
                }
                else if (_taken + node.Value.Share.Bytes > totalBytes)
                {
                    return; // a large one would wait for ever if small ones went past it
                }

                node = next;
            }
        }
    }

    private sealed class Waiter(Share share)
    {
        public Share Share { get; } = share;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Share(ByteBudget budget, string account, long bytes) : IDisposable
    {
        private int _returned;

        public string Account { get; } = account;

        public long Bytes { get; } = bytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                budget.Return(this);
            }
        }
    }
}
