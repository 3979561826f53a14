namespace Satchel.SearchIndex;

/// <summary>Goes through an index, its stretches side by side on the processors there are.</summary>
internal static class IndexSearch
{
    private const int FewSegments = 4;

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
