using Satchel.Archive;
using Satchel.History;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.SearchIndex;

/// <summary>Makes the segments of an index, all of them or those that changed.</summary>
/// <param name="view">The history.</param>
/// <param name="store">Takes the segments.</param>
/// <param name="progress">Told how far it is; null for nobody.</param>
internal sealed class IndexUpdate(StoredHistoryView view, IndexStore store, IProgress<JourneyProgress>? progress)
{
    // Of a message that several sources tell of, one may come as early as this before another, and that one again: twice reaches all that can join.
    private ulong Margin => 2 * view.SpanMillis;

    /// <summary>Makes all of it.</summary>
    public async Task<IndexManifest> MakeAsync(CancellationToken cancellationToken)
    {
        IndexNames names = new();
        await IndexMaking.NameChatsAsync(view, names, cancellationToken);
        List<StoredSegment> segments = [];
        await MakeAsync(names, long.MinValue, long.MaxValue, segments, cancellationToken);
        return Manifest(names, segments);
    }

    /// <summary>Makes those segments anew in which something changed since <paramref name="before"/>; all of them where that cannot be told.</summary>
    public async Task<IndexManifest> ExtendAsync(IndexManifest before, CancellationToken cancellationToken)
    {
        if (!HasSameSources(before) || await FindChangesAsync(before, cancellationToken) is not List<long> changes)
        {
            return await MakeAsync(cancellationToken);
        }

        IndexNames names = new(before.Chats, before.Senders);
        await IndexMaking.NameChatsAsync(view, names, cancellationToken);
        bool[] changed = new bool[before.Segments.Count];
        foreach (long time in changes)
        {
            Mark(before.Segments, time, changed);
        }

        List<StoredSegment> segments = [];
        for (int i = 0; i < changed.Length || i == 0;)
        {
            if (i < changed.Length && !changed[i])
            {
                segments.Add(before.Segments[i++]);
                continue;
            }

            // What is next to one another is made together, so that its segments are full again.
            int next = i;
            while (next < changed.Length && changed[next])
            {
                next++;
            }

            long from = i == 0 ? long.MinValue : before.Segments[i].First;
            long to = next >= before.Segments.Count ? long.MaxValue : before.Segments[next].First - 1;
            await MakeAsync(names, from, to, segments, cancellationToken);
            i = Math.Max(next, 1);
        }

        return Manifest(names, segments);
    }

    private bool HasSameSources(IndexManifest before) => before.Layers.Select(l => l.Source).SequenceEqual(view.Layers.Select(l => IndexedLayer.Of(l).Source));

    // The times of all entries that are new, changed or gone; null where the former state cannot be read any more.
    private async Task<List<long>?> FindChangesAsync(IndexManifest before, CancellationToken cancellationToken)
    {
        List<long> times = [];
        try
        {
            for (int i = 0; i < before.Layers.Count; i++)
            {
                HistoryLayer layer = view.Layers[i];
                if (before.Layers[i] == IndexedLayer.Of(layer))
                {
                    continue;
                }

                if (before.Layers[i].Root() is not MapRoot root)
                {
                    return null;
                }

                await foreach (MapDifference difference in view.Vault.OpenMap(layer.History).CompareAsync(view.Vault.OpenMap(root), cancellationToken))
                {
                    times.Add(HistoryKey.SentAt(difference.Key.Span));
                }
            }

            return times;
        }
        catch (VaultException error) when (error.Problem is VaultProblem.Damaged or VaultProblem.NotFound)
        {
            return null;
        }
    }

    // Each segment has the time from its first message to that of the next segment.
    private void Mark(IReadOnlyList<StoredSegment> segments, long time, bool[] changed)
    {
        long margin = (long)Math.Min(Margin, long.MaxValue / 2);
        long from = time < long.MinValue + margin ? long.MinValue : time - margin;
        long to = time > long.MaxValue - margin ? long.MaxValue : time + margin;
        for (int i = Find(segments, from); i < segments.Count && (i == 0 || segments[i].First <= to); i++)
        {
            // Two that share a time are made together, as it does not tell which of them a message is in.
            changed[i] = true;
            for (int earlier = i; earlier > 0 && segments[earlier - 1].Last >= segments[earlier].First; earlier--)
            {
                changed[earlier - 1] = true;
            }

            for (int later = i; later + 1 < segments.Count && segments[later].Last >= segments[later + 1].First; later++)
            {
                changed[later + 1] = true;
            }
        }
    }

    // The last segment that begins at a time or before it.
    private static int Find(IReadOnlyList<StoredSegment> segments, long time)
    {
        int low = 0;
        int high = segments.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (segments[middle].First <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Math.Max(0, low - 1);
    }

    private async Task MakeAsync(IndexNames names, long from, long to, List<StoredSegment> segments, CancellationToken cancellationToken)
    {
        SegmentBuilder builder = new(names, store.SegmentRows);
        long read = 0;
        HistorySlice slice = from == long.MinValue && to == long.MaxValue ? HistorySlice.All : HistorySlice.Of(from, to, Margin, null);
        await foreach (IReadOnlyList<HistoryMessage> versions in view.ReadAsync(slice, cancellationToken))
        {
            if (versions[^1].Message.SentAtMillis < from || versions[^1].Message.SentAtMillis > to)
            {
                continue;
            }

            progress?.Report(new JourneyProgress("indexing", ++read, null, "messages"));
            foreach (HistoryMessage version in versions)
            {
                builder.Add(version);
            }

            if (builder.IsFull)
            {
                segments.Add(store.Write(builder.Take()));
            }
        }

        if (!builder.IsEmpty)
        {
            segments.Add(store.Write(builder.Take()));
        }
    }

    private IndexManifest Manifest(IndexNames names, IReadOnlyList<StoredSegment> segments) => new()
    {
        Layers = [.. view.Layers.Select(IndexedLayer.Of)],
        Chats = names.Chats,
        Senders = names.Senders,
        Segments = segments,
    };
}
