using Satchel.Archive;

namespace Satchel.SearchIndex;

/// <summary>Goes through an index, its stretches side by side on the processors there are.</summary>
internal static class IndexSearch
{
    private const int FewSegments = 4;
    private const int ReadTogether = 4096;

    /// <summary>Finds messages, newest first.</summary>
    public static SearchAnswer Run(HistoryIndex index, SearchQuery query, SearchOptions options, CancellationToken cancellationToken)
    {
        if (FilterOf(index.Names, options) is not RowFilter filter)
        {
            return new SearchAnswer(0, []);
        }

        ulong[][] hits = new ulong[index.Segments.Count][];
        if (hits.Length <= FewSegments)
        {
            for (int i = 0; i < hits.Length; i++)
            {
                hits[i] = SegmentScan.Find(index.Segments[i], query.Terms, filter);
            }
        }
        else
        {
            Parallel.For(0, hits.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => hits[i] = SegmentScan.Find(index.Segments[i], query.Terms, filter));
        }

        return new SearchAnswer(hits.Sum(h => (long)SegmentScan.Count(h)), Take(index, hits, options));
    }

    /// <summary>Finds the newest messages without reading more of the index than that takes: the rows of them, newest first.</summary>
    /// <param name="store">Gives the segments.</param>
    /// <param name="manifest">Names them.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="options">Where.</param>
    /// <param name="needed">How many are enough.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The messages; null where a segment is lost.</returns>
    public static List<IndexedMessage>? Newest(
        IndexStore store, IndexManifest manifest, SearchQuery query, SearchOptions options, int needed, CancellationToken cancellationToken)
    {
        List<IndexedMessage> found = [];
        if (FilterOf(manifest.Names(), options) is not RowFilter filter)
        {
            return found;
        }

        int batch = Environment.ProcessorCount;
        for (int end = manifest.Segments.Count; end > 0 && found.Count < needed; batch *= 2)
        {
            int first = Math.Max(0, end - batch);
            var scanned = new (IndexSegment? Segment, ulong[] Hits)[end - first];
            Parallel.For(0, scanned.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                IndexSegment? segment = store.TryRead(manifest.Segments[first + i]);
                scanned[i] = (segment, segment is null ? [] : SegmentScan.Find(segment, query.Terms, filter));
            });
            foreach ((IndexSegment? segment, ulong[] hits) in scanned.Reverse())
            {
                if (segment is null)
                {
                    return null;
                }

                found.AddRange(SegmentScan.LastFirst(hits).Take(needed - found.Count).Select(row => Locate(segment, row, manifest.Chats)));
            }

            end = first;
        }

        return found;
    }

    /// <summary>Reads what was found: of each message the newest version that is a hit; null where it is lost.</summary>
    public static async Task<SearchHit?[]> ReadAsync(
        IIndexedMessages messages, IReadOnlyList<IndexedMessage> found, SearchQuery query, SearchOptions options, CancellationToken cancellationToken)
    {
        SearchHit?[] hits = new SearchHit?[found.Count];
        for (int start = 0; start < hits.Length; start += ReadTogether)
        {
            IReadOnlyList<HistoryMessage>[] read = await messages.ReadAsync([.. found.Skip(start).Take(ReadTogether)], cancellationToken);
            for (int i = 0; i < read.Length; i++)
            {
                hits[start + i] = HitOf(read[i], query, options);
            }
        }

        return hits;
    }

    /// <summary>What the options say in the index's numbers; null where nobody and nothing can be meant.</summary>
    public static RowFilter? FilterOf(IndexNames names, SearchOptions options)
    {
        int? chat = options.ChatId is string chatId ? names.FindChat(chatId) : null;
        int? sender = options.SenderId is string senderId ? names.FindSender(senderId) : null;
        return chat < 0 || sender < 0 ? null : new RowFilter
        {
            Chat = chat,
            Sender = sender,
            Outgoing = options.Outgoing,
            Kinds = RowFilter.BitsOf(options.Kinds),
            HasFiles = options.HasFiles,
            From = options.From?.ToUnixTimeMilliseconds() ?? long.MinValue,
            To = options.To?.ToUnixTimeMilliseconds() ?? long.MaxValue,
        };
    }

    private static SearchHit? HitOf(IReadOnlyList<HistoryMessage> versions, SearchQuery query, SearchOptions options)
    {
        foreach (HistoryMessage version in versions.Reverse())
        {
            if (options.Admits(version.Message) && query.Find(version.Message) is { } snippet)
            {
                return new SearchHit(version, snippet.Text) { Marks = snippet.Marks };
            }
        }

        return null;
    }

    // A message is found again by where its last version stands.
    private static IndexedMessage Locate(IndexSegment segment, int row, IReadOnlyList<string> chats)
    {
        while (!segment.Flags[row].HasFlag(RowFlags.Last))
        {
            row++;
        }

        return new IndexedMessage(row, chats[segment.Chat[row]], segment.SentAt[row], segment.Id[row]);
    }

    private static List<FoundMessage> Take(HistoryIndex index, ulong[][] hits, SearchOptions options)
    {
        List<FoundMessage> found = [];
        int skip = options.Offset;
        for (int i = hits.Length - 1; i >= 0; i--)
        {
            int count = SegmentScan.Count(hits[i]);
            if (count <= skip)
            {
                skip -= count;
                continue;
            }

            foreach (int row in SegmentScan.LastFirst(hits[i]))
            {
                if (skip > 0)
                {
                    skip--;
                    continue;
                }

                (int chat, int place) = index.PlaceOf(index.FirstRow(i) + row);
                found.Add(new FoundMessage(chat, place, index.Segments[i].SentAt[row]));
                if (found.Count == options.Limit)
                {
                    return found;
                }
            }
        }

        return found;
    }
}
