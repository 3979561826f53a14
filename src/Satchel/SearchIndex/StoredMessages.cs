using Satchel.Archive;

namespace Satchel.SearchIndex;

/// <summary>Reads messages out of a vault, by the times they stand at.</summary>
/// <param name="view">The history.</param>
internal sealed class StoredMessages(StoredHistoryView view) : IIndexedMessages
{
    // What lies this near lies most likely in the same leaf.
    private const long NearMillis = 60_000;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<HistoryMessage>[]> ReadAsync(IReadOnlyList<IndexedMessage> wanted, CancellationToken cancellationToken)
    {
        IReadOnlyList<HistoryMessage>[] read = new IReadOnlyList<HistoryMessage>[wanted.Count];
        Array.Fill(read, []);
        int[] ordered = new int[wanted.Count];
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i] = i;
        }

        Array.Sort(ordered, (left, right) => Compare(wanted[left], wanted[right]));
        for (int first = 0; first < ordered.Length;)
        {
            int next = first + 1;
            while (next < ordered.Length && wanted[ordered[next]].ChatId == wanted[ordered[first]].ChatId
                && IsNear(wanted[ordered[next - 1]].SentAtMillis, wanted[ordered[next]].SentAtMillis))
            {
                next++;
            }

            await ReadAsync(wanted[ordered[first]].ChatId, ordered.AsMemory(first, next - first), wanted, read, cancellationToken);
            first = next;
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static int Compare(IndexedMessage left, IndexedMessage right)
    {
        int chat = string.CompareOrdinal(left.ChatId, right.ChatId);
        return chat != 0 ? chat : left.SentAtMillis.CompareTo(right.SentAtMillis);
    }

    // Times out of a history may be anything: the difference of two that are in order fits without a sign.
    private bool IsNear(long millis, long laterMillis) => unchecked((ulong)(laterMillis - millis)) <= NearMillis + view.SpanMillis;

    private async ValueTask ReadAsync(
        string chatId, ReadOnlyMemory<int> places, IReadOnlyList<IndexedMessage> wanted, IReadOnlyList<HistoryMessage>[] read, CancellationToken cancellationToken)
    {
        Dictionary<(long, ulong), int> missing = [];
        for (int i = 0; i < places.Length; i++)
        {
            IndexedMessage message = wanted[places.Span[i]];
            missing[(message.SentAtMillis, message.Id)] = places.Span[i];
        }

        HistorySlice slice = HistorySlice.Of(wanted[places.Span[0]].SentAtMillis, wanted[places.Span[^1]].SentAtMillis, view.SpanMillis, chatId);
        await foreach (IReadOnlyList<HistoryMessage> versions in view.ReadAsync(slice, cancellationToken))
        {
            if (missing.Remove((versions[^1].Message.SentAtMillis, SegmentBuilder.IdOf(versions[^1].Id)), out int place))
            {
                read[place] = versions;
            }
        }
    }
}
