namespace Satchel.SearchIndex;

/// <summary>What is searched of one history, in memory: its rows in the order of the messages. Does not change, so several threads may read it.</summary>
internal sealed class HistoryIndex
{
    private readonly int[] _firstRows;
    private readonly Lazy<int[][]> _timelines;

    /// <param name="segments">The rows.</param>
    /// <param name="names">The chats and senders; nothing is added from here on.</param>
    public HistoryIndex(IReadOnlyList<IndexSegment> segments, IndexNames names)
    {
        Segments = segments;
        Names = names;
        _firstRows = new int[segments.Count + 1];
        for (int i = 0; i < segments.Count; i++)
        {
            _firstRows[i + 1] = _firstRows[i] + segments[i].Rows;
        }

        _timelines = new Lazy<int[][]>(MakeTimelines);
    }

    /// <summary>The rows in stretches.</summary>
    public IReadOnlyList<IndexSegment> Segments { get; }

    /// <summary>The chats and senders.</summary>
    public IndexNames Names { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _firstRows[^1];

    /// <summary>How many messages there are; several versions of one count once.</summary>
    public int Messages => _timelines.Value.Sum(t => t.Length);

    /// <summary>The first row of a segment.</summary>
    public int FirstRow(int segment) => _firstRows[segment];

    /// <summary>The messages of a chat by time: the row of the last version of each.</summary>
    public ReadOnlySpan<int> Timeline(int chat) => chat < _timelines.Value.Length ? _timelines.Value[chat] : [];

    /// <summary>The segment that a row is in, and its number there.</summary>
    public (IndexSegment Segment, int Row) At(int row)
    {
        int segment = Array.BinarySearch(_firstRows, row);
        segment = segment < 0 ? ~segment - 1 : segment;
        return (Segments[segment], row - _firstRows[segment]);
    }

    /// <summary>The place of a row's message in its chat.</summary>
    public (int Chat, int Index) PlaceOf(int row)
    {
        (IndexSegment segment, int at) = At(row);
        while (!segment.Flags[at].HasFlag(RowFlags.Last))
        {
            at++;
            row++;
        }

        int chat = segment.Chat[at];
        return (chat, Timeline(chat).BinarySearch(row));
    }

    /// <summary>The first message of a chat that was sent at a time or after it; as many as there are where none was.</summary>
    public int FirstSince(int chat, long millis)
    {
        ReadOnlySpan<int> timeline = Timeline(chat);
        int low = 0;
        int high = timeline.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (IndexSegment segment, int row) = At(timeline[middle]);
            if (segment.SentAt[row] < millis)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The message of a chat with an id; -1 where there is none.</summary>
    public int Find(int chat, ulong id)
    {
        ReadOnlySpan<int> timeline = Timeline(chat);
        for (int i = 0; i < timeline.Length; i++)
        {
            (IndexSegment segment, int row) = At(timeline[i]);
            if (segment.Id[row] == id)
            {
                return i;
            }
        }

        return -1;
    }

    private int[][] MakeTimelines()
    {
        int[] counts = new int[Names.Chats.Count];
        foreach (IndexSegment segment in Segments)
        {
            ReadOnlySpan<int> chats = segment.Chat;
            ReadOnlySpan<RowFlags> flags = segment.Flags;
            for (int row = 0; row < chats.Length; row++)
            {
                counts[chats[row]] += (int)(flags[row] & RowFlags.Last);
            }
        }

        int[][] timelines = [.. counts.Select(count => new int[count])];
        Array.Clear(counts);
        for (int i = 0; i < Segments.Count; i++)
        {
            ReadOnlySpan<int> chats = Segments[i].Chat;
            ReadOnlySpan<RowFlags> flags = Segments[i].Flags;
            for (int row = 0; row < chats.Length; row++)
            {
                if ((flags[row] & RowFlags.Last) != 0)
                {
                    timelines[chats[row]][counts[chats[row]]++] = _firstRows[i] + row;
                }
            }
        }

        return timelines;
    }
}
