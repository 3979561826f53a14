using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.SearchIndex;

/// <summary>
/// A history that is searched in no time, and any message of which is found by its place in its chat. Safe for several threads; the view stays its owner's to dispose.
/// </summary>
public sealed class IndexedHistory : IDisposable
{
    private readonly IIndexedMessages _messages;
    private readonly IReadOnlyDictionary<string, IndexSegment>? _segments;

    private IndexedHistory(HistoryView view, HistoryIndex index, IIndexedMessages messages, IReadOnlyDictionary<string, IndexSegment>? segments)
    {
        _segments = segments;
        View = view;
        Index = index;
        _messages = messages;
    }

    /// <summary>The history.</summary>
    public HistoryView View { get; }

    /// <summary>The ids of chats by their numbers; a number stays with its chat.</summary>
    public IReadOnlyList<string> ChatIds => Index.Names.Chats;

    /// <summary>The ids of senders by their numbers.</summary>
    public IReadOnlyList<string> SenderIds => Index.Names.Senders;

    /// <summary>How many messages it has; several versions of one count once.</summary>
    public int Messages => Index.Messages;

    internal HistoryIndex Index { get; }

    /// <summary>Opens a history with its index, which is made where there is none.</summary>
    /// <param name="view">The history.</param>
    /// <param name="scratchFolder">For the messages of a source that cannot give one of them alone.</param>
    /// <param name="before">The same history as it was before, whose memory is used again where nothing changed; or null.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async Task<IndexedHistory> OpenAsync(
        HistoryView view, string scratchFolder, IndexedHistory? before, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        if (view is StoredHistoryView stored)
        {
            IndexStore store = new(stored) { Known = before?._segments };
            return await store.UseAsync(manifest => TryOpen(stored, store, manifest, cancellationToken), progress, cancellationToken);
        }

        IndexNames names = new();
        await IndexMaking.NameChatsAsync(view, names, cancellationToken);
        SpooledMessages messages = new(view.Account.App, scratchFolder);
        try
        {
            HistoryIndex index = await IndexMaking.MakeAsync(messages.KeepAsync(view.MessagesAsync(null, cancellationToken), cancellationToken), names, progress, cancellationToken);
            return new IndexedHistory(view, index, messages, null);
        }
        catch
        {
            messages.Dispose();
            throw;
        }
    }

    /// <summary>The number of a chat; -1 where there is no such chat.</summary>
    public int FindChat(string chatId) => Index.Names.FindChat(chatId);

    /// <summary>How many messages a chat has.</summary>
    public int Count(int chat) => Index.Timeline(chat).Length;

    /// <summary>The chats with what they count, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<ChatSummary>> ChatsAsync(CancellationToken cancellationToken)
    {
        ChatTally tally = new();
        await foreach (Chat chat in View.ChatListAsync(cancellationToken))
        {
            tally.Add(chat);
        }

        Dictionary<string, Chat> listed = tally.Summaries().ToDictionary(s => s.Chat.Id, s => s.Chat, StringComparer.Ordinal);
        return [.. ChatIds.Select((id, n) => Summarize(listed.GetValueOrDefault(id) ?? new Chat(id, ChatKind.Direct), n))];
    }

    /// <summary>Counts the files of messages, and gives some of the messages, the newest first.</summary>
    /// <param name="chat">The number of the only chat; null for all.</param>
    /// <param name="kinds">The only kinds; none for all.</param>
    /// <param name="start">How many files to leave out.</param>
    /// <param name="count">How many to give; each message gives all of its files.</param>
    public (long Total, IReadOnlyList<(FoundMessage Message, long FirstFile)> Messages) FindFiles(int? chat, IReadOnlyList<MessageKind> kinds, long start, int count)
    {
        RowFilter filter = new() { Chat = chat, Kinds = RowFilter.BitsOf(kinds) };
        List<(FoundMessage, long)> found = [];
        long total = 0;
        for (int i = Index.Segments.Count - 1; i >= 0; i--)
        {
            IndexSegment segment = Index.Segments[i];
            for (int at = segment.FileRow.Length - 1; at >= 0; at--)
            {
                int row = segment.FileRow[at];
                if (segment.Flags[row].HasFlag(RowFlags.Last) && filter.Admits(segment, row))
                {
                    long first = total;
                    total += segment.Files[row];
                    if (total > start && first < start + count)
                    {
                        (int of, int place) = Index.PlaceOf(Index.FirstRow(i) + row);
                        found.Add((new FoundMessage(of, place, segment.SentAt[row]), first));
                    }
                }
            }
        }

        return (total, found);
    }

    /// <summary>When a message was sent, in milliseconds since 1970-01-01Z; 0 where unknown.</summary>
    public long SentAtMillis(int chat, int place) => SentAt(Index.Timeline(chat)[place]);

    /// <summary>What a message is, without reading it.</summary>
    public MessageSummary Summarize(int chat, int place)
    {
        (IndexSegment segment, int row) = Index.At(Index.Timeline(chat)[place]);
        return Summarize(segment, row);
    }

    /// <summary>What every message of a chat is, or of all chats where <paramref name="chat"/> is null, in order.</summary>
    public IEnumerable<(int Chat, int Place, MessageSummary Summary)> Summaries(int? chat)
    {
        int[] places = new int[Index.Names.Chats.Count];
        foreach (IndexSegment segment in Index.Segments)
        {
            for (int row = 0; row < segment.Rows; row++)
            {
                if (segment.Flags[row].HasFlag(RowFlags.Last))
                {
                    int of = segment.Chat[row];
                    int place = places[of]++;
                    if (chat is null || chat == of)
                    {
                        yield return (of, place, Summarize(segment, row));
                    }
                }
            }
        }
    }

    /// <summary>The place of the first message of a chat that was sent at a time or after it; as many as there are where none was.</summary>
    public int FirstSince(int chat, DateTimeOffset time) => Index.FirstSince(chat, time.ToUnixTimeMilliseconds());

    /// <summary>The place of the message of a chat with an id; -1 where there is none.</summary>
    public int FindMessage(int chat, string messageId) =>
        messageId.Length == 2 * MessageId.LengthBytes && messageId.All(char.IsAsciiHexDigit) ? Index.Find(chat, SegmentBuilder.IdOf(messageId)) : -1;

    /// <summary>The place of the message of a chat with an id of the app's; -1 where there is none.</summary>
    public int FindNative(int chat, string nativeId) => FindMessage(chat, MessageId.For(
        View.Account.App, new Message { ChatId = ChatIds[chat], NativeId = nativeId, SentAtMillis = 0, Kind = MessageKind.Unknown }));

    /// <summary>Reads messages of a chat, each with its versions, oldest first; none of one that is lost.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<HistoryMessage>>> ReadAsync(int chat, int start, int count, CancellationToken cancellationToken)
    {
        int[] rows = Index.Timeline(chat).Slice(start, count).ToArray();
        return await _messages.ReadAsync([.. rows.Select(Locate)], cancellationToken);
    }

    /// <summary>Reads messages wherever they are.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<HistoryMessage>>> ReadAsync(IReadOnlyList<(int Chat, int Place)> places, CancellationToken cancellationToken) =>
        await _messages.ReadAsync([.. places.Select(p => Locate(Index.Timeline(p.Chat)[p.Place]))], cancellationToken);

    /// <summary>Finds messages by what they say.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="options">Where, and how much to give.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public SearchAnswer Search(SearchQuery query, SearchOptions options, CancellationToken cancellationToken) => IndexSearch.Run(Index, query, options, cancellationToken);

    /// <summary>Reads what was found; what is lost is left out.</summary>
    public async Task<IReadOnlyList<(FoundMessage Found, SearchHit Hit)>> ReadAsync(
        IReadOnlyList<FoundMessage> found, SearchQuery query, SearchOptions options, CancellationToken cancellationToken)
    {
        SearchHit?[] hits = await IndexSearch.ReadAsync(_messages, [.. found.Select(f => Locate(Index.Timeline(f.Chat)[f.Place]))], query, options, cancellationToken);
        return [.. hits.Zip(found).Where(h => h.First is not null).Select(h => (h.Second, h.First!))];
    }

    /// <inheritdoc/>
    public void Dispose() => _messages.Dispose();

    private static IndexedHistory? TryOpen(StoredHistoryView view, IndexStore store, IndexManifest manifest, CancellationToken cancellationToken)
    {
        if (store.TryReadAll(manifest, cancellationToken) is not IndexSegment[] segments)
        {
            return null;
        }

        Dictionary<string, IndexSegment> named = new(StringComparer.Ordinal);
        for (int i = 0; i < segments.Length; i++)
        {
            named[manifest.Segments[i].Name] = segments[i];
        }

        return new IndexedHistory(view, new HistoryIndex(segments, manifest.Names()), new StoredMessages(view), named);
    }

    private ChatSummary Summarize(Chat chat, int number)
    {
        ReadOnlySpan<int> timeline = Index.Timeline(number);
        long first = 0;
        for (int i = 0; i < timeline.Length && first == 0; i++)
        {
            first = SentAt(timeline[i]);
        }

        long last = timeline.IsEmpty ? 0 : SentAt(timeline[^1]);
        return new ChatSummary(chat, timeline.Length, first == 0 ? null : RecordTime.FromMillis(first), last == 0 ? null : RecordTime.FromMillis(last));
    }

    private long SentAt(int row)
    {
        (IndexSegment segment, int at) = Index.At(row);
        return segment.SentAt[at];
    }

    private static MessageSummary Summarize(IndexSegment segment, int row) => new(
        segment.SentAt[row], segment.KindOf(row), segment.Sender[row], segment.Flags[row].HasFlag(RowFlags.Outgoing), segment.Files[row],
        segment.Flags[row].HasFlag(RowFlags.HasFiles) ? segment.FileBytesOf(row) : 0);

    private IndexedMessage Locate(int row)
    {
        (IndexSegment segment, int at) = Index.At(row);
        return new IndexedMessage(row, Index.Names.Chats[segment.Chat[at]], segment.SentAt[at], segment.Id[at]);
    }
}
