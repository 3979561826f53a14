using System.Runtime.InteropServices;
using Satchel.Chats;
using Satchel.SearchIndex;

namespace Satchel.Cli.Viewer;

/// <summary>Counts the messages of a history in one pass over its index.</summary>
internal sealed class MessageTally
{
    private const int HoursOfDay = 24;
    private const int DaysOfWeek = 7;
    private const int MostLargest = 100;

    private readonly Dictionary<DateOnly, int> _days = [];
    private readonly Dictionary<int, Amount> _chats = [];
    private readonly Dictionary<MessageKind, Amount> _kinds = [];
    private readonly Dictionary<int, int> _senders = [];
    private readonly PriorityQueue<(int Chat, int Place), long> _largest = new();

    /// <summary>How many were sent on each day, in order.</summary>
    public IEnumerable<(DateOnly Day, int Count)> Days => _days.OrderBy(d => d.Key).Select(d => (d.Key, d.Value));

    /// <summary>How many were sent in each hour of the day.</summary>
    public int[] Hours { get; } = new int[HoursOfDay];

    /// <summary>How many were sent on each day of the week, Monday first.</summary>
    public int[] Weekdays { get; } = new int[DaysOfWeek];

    /// <summary>By the number of the chat.</summary>
    public IReadOnlyDictionary<int, Amount> Chats => _chats;

    /// <summary>By kind.</summary>
    public IReadOnlyDictionary<MessageKind, Amount> Kinds => _kinds;

    /// <summary>By the number of the sender; -1 where not known.</summary>
    public IReadOnlyDictionary<int, int> Senders => _senders;

    /// <summary>Counts a history, or one chat of it.</summary>
    public static MessageTally Of(IndexedHistory history, int? chat, TimeZoneInfo zone)
    {
        MessageTally tally = new();
        LocalDays clock = new(zone);
        foreach ((int of, int place, MessageSummary message) in history.Summaries(chat))
        {
            tally.Add(of, place, message, message.SentAtMillis == 0 ? null : clock.Of(message.SentAtMillis));
        }

        return tally;
    }

    /// <summary>The messages whose files are the largest, the largest first.</summary>
    public IEnumerable<(int Chat, int Place)> Largest => _largest.UnorderedItems.OrderByDescending(f => f.Priority).Select(f => f.Element);

    private void Add(int chat, int place, MessageSummary message, DateTime? local)
    {
        ref Amount ofChat = ref CollectionsMarshal.GetValueRefOrAddDefault(_chats, chat, out _);
        ofChat = ofChat.With(message.Files, message.FileBytes);
        ref Amount ofKind = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, message.Kind, out _);
        ofKind = ofKind.With(message.Files, message.FileBytes);
        CollectionsMarshal.GetValueRefOrAddDefault(_senders, message.Sender, out _)++;
        if (message.FileBytes > 0)
        {
            _largest.Enqueue((chat, place), message.FileBytes);
            if (_largest.Count > MostLargest)
            {
                _largest.Dequeue();
            }
        }

        if (local is DateTime time)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_days, DateOnly.FromDateTime(time), out _)++;
            Hours[time.Hour]++;
            Weekdays[((int)time.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek]++;
        }
    }
}
