using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.SearchIndex;

/// <summary>Makes an index out of messages.</summary>
internal static class IndexMaking
{
    /// <summary>Gives numbers to the chats that a history lists, also those without messages.</summary>
    public static async Task NameChatsAsync(HistoryView view, IndexNames names, CancellationToken cancellationToken)
    {
        await foreach (Chat chat in view.ChatListAsync(cancellationToken))
        {
            names.Chat(chat.Id);
        }
    }

    /// <summary>Makes it of all messages of a history, each with its versions, in order.</summary>
    public static async Task<HistoryIndex> MakeAsync(
        IAsyncEnumerable<IReadOnlyList<HistoryMessage>> messages, IndexNames names, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        List<IndexSegment> segments = [];
        SegmentBuilder builder = new(names);
        long read = 0;
        await foreach (IReadOnlyList<HistoryMessage> versions in messages.WithCancellation(cancellationToken))
        {
            progress?.Report(new JourneyProgress("reading", ++read, null, "messages"));
            foreach (HistoryMessage version in versions)
            {
                builder.Add(version);
            }

            if (builder.IsFull)
            {
                segments.Add(builder.Take());
            }
        }

        if (!builder.IsEmpty)
        {
            segments.Add(builder.Take());
        }

        return new HistoryIndex(segments, names);
    }
}
