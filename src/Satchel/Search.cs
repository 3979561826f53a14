using Satchel.Archive;
using Satchel.SearchIndex;

namespace Satchel;

/// <summary>Finds messages in a history by what they say.</summary>
public static class Search
{
    /// <summary>
    /// Gives the newest hits, as many as are asked for. Each message is a hit once, whichever of its versions matches.
    /// </summary>
    /// <param name="histories">Where to look: a view for each account.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="options">Where, and how much to give.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The hits, newest first.</returns>
    public static async Task<IReadOnlyList<SearchHit>> RunAsync(
        IReadOnlyList<HistoryView> histories, SearchQuery query, SearchOptions options, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        int needed = options.Limit == 0 ? int.MaxValue : (int)Math.Min(int.MaxValue, (long)options.Offset + options.Limit);
        List<SearchHit> hits = [];
        foreach (HistoryView history in histories)
        {
            hits.AddRange(history is StoredHistoryView stored
                ? await FindInIndexAsync(stored, query, options, needed, progress, cancellationToken)
                : await ScanAsync(history, query, options, needed, progress, cancellationToken));
        }

        IEnumerable<SearchHit> ordered = histories.Count > 1 ? hits.OrderByDescending(hit => hit.Message.Message.SentAtMillis) : hits;
        return [.. ordered.Take(needed).Skip(options.Offset)];
    }

    // What lies in a vault has an index; it is made the first time.
    private static async Task<IEnumerable<SearchHit>> FindInIndexAsync(
        StoredHistoryView history, SearchQuery query, SearchOptions options, int needed, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        IndexStore store = new(history);
        List<IndexedMessage> found = await store.UseAsync(manifest => IndexSearch.Newest(store, manifest, query, options, needed, cancellationToken), progress, cancellationToken);
        using StoredMessages messages = new(history);
        return (await IndexSearch.ReadAsync(messages, found, query, options, cancellationToken)).OfType<SearchHit>();
    }

    /// <summary>The same without an index: reads every message.</summary>
    internal static async Task<IEnumerable<SearchHit>> ScanAsync(
        HistoryView history, SearchQuery query, SearchOptions options, int needed, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        var newest = new NewestHits(needed);
        long read = 0;
        await foreach (HistoryMessage message in history.MessagesAsync(options.ChatId, cancellationToken))
        {
            progress?.Report(new JourneyProgress("searching", ++read, null, "messages"));
            if (options.Admits(message.Message) && query.Find(message.Message) is { } snippet)
            {
                newest.Add(new SearchHit(message, snippet.Text) { Marks = snippet.Marks });
            }
        }

        return newest.NewestFirst();
    }

    /// <summary>The last hits that were added; a later version of a message takes the place of an earlier one.</summary>
    private sealed class NewestHits(int capacity)
    {
        private readonly Queue<string> _order = new();
        private readonly Dictionary<string, SearchHit> _hits = new(StringComparer.Ordinal);

        public void Add(SearchHit hit)
        {
            if (!_hits.ContainsKey(hit.Message.Id))
            {
                _order.Enqueue(hit.Message.Id);
            }

            _hits[hit.Message.Id] = hit;
            if (_hits.Count > capacity)
            {
                _hits.Remove(_order.Dequeue());
            }
        }

        public IEnumerable<SearchHit> NewestFirst() => _order.Reverse().Select(id => _hits[id]);
    }
}
