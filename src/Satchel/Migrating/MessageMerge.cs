using System.Runtime.CompilerServices;

namespace Satchel.Migrating;

/// <summary>
/// Merges the messages of several sources by time, what several have once. What may be the same lies at most a minute apart, so only
/// the messages of the last minute are held; of a single source those of two seconds, in which its versions of one may differ.
/// </summary>
internal sealed class MessageMerge(IReadOnlyList<SourceCursor> cursors, MessagePairs pairs)
{
    // One side may hold whole seconds, a text export whole minutes.
    private const long MergeMillis = 60_000;
    private const long SingleMillis = 2_000;

    // A store that gives thousands of messages one time must not be held in memory.
    private const int MaxHeld = 20_000;

    private readonly PriorityQueue<MigratingMessage, (long SentAtMillis, long Arrival)> _held = new();
    private readonly long _windowMillis = cursors.Count > 1 ? MergeMillis : SingleMillis;
    private long _arrivals;

    /// <summary>Gives the messages, none older than the one before.</summary>
    public async IAsyncEnumerable<MigratingMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (SourceCursor cursor in cursors)
        {
            await cursor.NextAsync();
        }

        while (Earliest() is SourceCursor earliest)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MigratingMessage message = earliest.Current!;
            while (IsDue(message.Message.SentAtMillis))
            {
                if (Release() is MigratingMessage released)
                {
                    yield return released;
                }
            }

            if (pairs.Take(message) is MigratingMessage placed)
            {
                placed.Places++;
                _held.Enqueue(placed, (placed.Message.SentAtMillis, _arrivals++));
            }

            await earliest.NextAsync();
        }

        while (_held.Count > 0)
        {
            if (Release() is MigratingMessage released)
            {
                yield return released;
            }
        }
    }

    private bool IsDue(long nextMillis) =>
        _held.TryPeek(out _, out (long SentAtMillis, long Arrival) place) && (_held.Count >= MaxHeld || place.SentAtMillis < nextMillis - _windowMillis);

    private MigratingMessage? Release()
    {
        MigratingMessage message = _held.Dequeue();
        if (--message.Places > 0)
        {
            return null;
        }

        pairs.Forget(message);
        return message.IsDropped || message.Source.IsTarget ? null : message;
    }

    private SourceCursor? Earliest()
    {
        SourceCursor? earliest = null;
        foreach (SourceCursor cursor in cursors)
        {
            if (cursor.Current is { } message && (earliest is null || message.Message.SentAtMillis < earliest.Current!.Message.SentAtMillis))
            {
                earliest = cursor;
            }
        }

        return earliest;
    }
}
