using System.Runtime.CompilerServices;
using Satchel.History;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>
/// Merges the histories of several sources: a message that several know is there once, with each version that differs. Messages come by the time of their
/// last version.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="layers">The sources, newest first.</param>
/// <param name="isArchive">Whether every version is wanted, or only what is shown now.</param>
/// <param name="report">Told of damage.</param>
internal sealed class VersionMerge(Vault vault, IReadOnlyList<HistoryLayer> layers, bool isArchive, Action<string> report)
{
    private readonly HistoryJoin _join = HistoryJoin.Of(layers);

    /// <summary>How far before and after a message its other versions may stand; 0 where they stand together.</summary>
    public ulong SpanMillis => layers.Count > 1 || (isArchive && _join.JoinsWithinLayer) ? _join.SpanMillis : 0;

    /// <summary>Gives the versions of one message after another.</summary>
    public IAsyncEnumerable<IReadOnlyList<ArchivedVersion>> ReadAsync(CancellationToken cancellationToken) => ReadAsync(HistorySlice.All, cancellationToken);

    /// <summary>As the other, of a part. A message near its ends is whole only where the part reaches <see cref="SpanMillis"/> further.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ArchivedVersion>> ReadAsync(HistorySlice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<LayerCursor> cursors = [.. layers.Select((l, i) => new LayerCursor(i, vault.OpenMap(l.History), slice, report))];
        try
        {
            foreach (LayerCursor cursor in cursors)
            {
                await cursor.NextAsync(cancellationToken);
            }

            IAsyncEnumerable<List<ArchivedVersion>> messages = cursors is [LayerCursor only] && !(isArchive && _join.JoinsWithinLayer)
                ? ReadOneAsync(only, cancellationToken)
                : ReadSeveralAsync(cursors, cancellationToken);
            await foreach (List<ArchivedVersion> versions in messages)
            {
                yield return versions;
            }
        }
        finally
        {
            foreach (LayerCursor cursor in cursors)
            {
                await cursor.DisposeAsync();
            }
        }
    }

    private async IAsyncEnumerable<List<ArchivedVersion>> ReadOneAsync(LayerCursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (; cursor.Current is LayerMessage message; await cursor.NextAsync(cancellationToken))
        {
            List<ArchivedVersion> versions = Combine([message]);
            if (versions.Count > 0)
            {
                yield return versions;
            }
        }
    }

    // A message waits until no source can know more of it, and then until none comes whose last version is earlier.
    private async IAsyncEnumerable<List<ArchivedVersion>> ReadSeveralAsync(List<LayerCursor> cursors, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessageWindow window = new(layers);
        PriorityQueue<List<ArchivedVersion>, ReadOnlyMemory<byte>> ready = new(ByteComparer.Instance);
        LayerCursor? next;
        do
        {
            next = Least(cursors);
            while (window.TryTake(next is null ? null : HistoryKey.SentAt(next.Current!.Stem.Span), out MessageGroup? group))
            {
                List<ArchivedVersion> versions = Combine(group.Known);
                if (versions.Count > 0)
                {
                    ready.Enqueue(versions, versions[^1].Entry.Key[..^HistoryKey.VersionBytes]);
                }
            }

            LayerMessage? earliest = window.Earliest ?? next?.Current;
            while (ready.TryPeek(out _, out ReadOnlyMemory<byte> stem) && (earliest is null || stem.Span.SequenceCompareTo(earliest.Stem.Span) < 0))
            {
                yield return ready.Dequeue();
            }

            if (next is not null)
            {
                window.Add(next.Current!);
                await next.NextAsync(cancellationToken);
            }
        }
        while (next is not null);
    }

    private static LayerCursor? Least(List<LayerCursor> cursors)
    {
        LayerCursor? least = null;
        foreach (LayerCursor cursor in cursors)
        {
            if (cursor.Current is LayerMessage message && (least is null || message.Stem.Span.SequenceCompareTo(least.Current!.Stem.Span) < 0))
            {
                least = cursor;
            }
        }

        return least;
    }

    private List<ArchivedVersion> Combine(IReadOnlyList<LayerMessage> same)
    {
        List<ArchivedVersion> versions = [];
        foreach (LayerMessage message in same)
        {
            for (int i = 0; i < message.Versions.Count; i++)
            {
                MapEntry entry = message.Versions[i];
                (long first, long? last) = HistoryRecord.Seen(entry.Record.Span);
                if (isArchive || last is null)
                {
                    Add(versions, new ArchivedVersion(message.Layer, entry, first, last ?? layers[message.Layer].TakenAtMillis, last is null, false));
                }
            }
        }

        if (_join.JoinsWithinLayer && versions.Count > 1)
        {
            versions = HistoryJoin.RecallLast(OldestFirst(_join.OneCopy(versions)));
        }
        else if (same.Count > 1)
        {
            versions = OldestFirst(versions);
        }

        if (versions.Count > 0)
        {
            versions[^1] = versions[^1] with { IsLast = true };
        }

        return versions;
    }

    private static List<ArchivedVersion> OldestFirst(List<ArchivedVersion> versions)
    {
        List<ArchivedVersion> ordered = [.. versions.OrderBy(v => v.IsOpen).ThenBy(v => v.FirstMillis).ThenBy(v => v.LastMillis).ThenBy(v => v.Layer)];
        if (ordered.Count < 2 || ordered.TrueForAll(v => IsSameMessage(v, ordered[0])))
        {
            return ordered;
        }

        // A notice that two platforms number differently: the newest source tells it, and the others when it was seen.
        ArchivedVersion newest = ordered.MinBy(v => v.Layer);
        List<ArchivedVersion> told = ordered.FindAll(v => IsSameMessage(v, newest));
        told[0] = told[0] with { FirstMillis = ordered.Min(v => v.FirstMillis) };
        told[^1] = told[^1] with { LastMillis = ordered.Max(v => v.LastMillis), IsOpen = ordered.Exists(v => v.IsOpen) };
        return told;
    }

    private static bool IsSameMessage(ArchivedVersion left, ArchivedVersion right) =>
        ByteComparer.Instance.Equals(Identity(left), Identity(right));

    private static ReadOnlyMemory<byte> Identity(ArchivedVersion version) => MessageIdentity.Of(version.Entry.Key[..^HistoryKey.VersionBytes]);

    private static void Add(List<ArchivedVersion> versions, ArchivedVersion version)
    {
        int known = versions.FindIndex(v => v.Layer != version.Layer && SaysTheSame(v.Entry, version.Entry));
        if (known < 0)
        {
            versions.Add(version);
            return;
        }

        ArchivedVersion other = versions[known];
        versions[known] = other with
        {
            FirstMillis = Math.Min(other.FirstMillis, version.FirstMillis),
            LastMillis = Math.Max(other.LastMillis, version.LastMillis),
            IsOpen = other.IsOpen || version.IsOpen,
        };
    }

    // The time is a part of what a version says, and stands in its key.
    private static bool SaysTheSame(MapEntry left, MapEntry right) =>
        HistoryKey.SentAt(left.Key.Span) == HistoryKey.SentAt(right.Key.Span) && HistoryRecord.SaysTheSame(left.Record.Span, right.Record.Span);
}
