using System.Text;
using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>Counts messages by chat.</summary>
internal sealed class ChatTally
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal);

    /// <summary>Adds a chat; of one that was added before only what was not told then.</summary>
    public void Add(Chat chat)
    {
        Line line = Find(chat.Id);
        if (line.Chat is not Chat known)
        {
            line.Chat = chat with { Participants = [.. chat.Participants.Select(Share)] };
        }
        else if (known.Title is null || known.CreatedAt is null || (known.Participants.Count == 0 && chat.Participants.Count > 0))
        {
            line.Chat = known with
            {
                Title = known.Title ?? chat.Title,
                CreatedAt = known.CreatedAt ?? chat.CreatedAt,
                Participants = known.Participants.Count > 0 ? known.Participants : [.. chat.Participants.Select(Share)],
            };
        }
    }

    /// <summary>Counts a message.</summary>
    public void Count(ReadOnlySpan<byte> chatId, long sentAtMillis) => Count(Encoding.UTF8.GetString(chatId), sentAtMillis);

    /// <summary>Counts a message.</summary>
    public void Count(string chatId, long sentAtMillis)
    {
        Line line = Find(chatId);
        line.Messages++;
        if (sentAtMillis != 0)
        {
            line.First = Math.Min(line.First, sentAtMillis);
            line.Last = Math.Max(line.Last, sentAtMillis);
        }
    }

    /// <summary>The chats by id; one that only its messages tell of is among them.</summary>
    public IEnumerable<ChatSummary> Summaries() =>
        _lines.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new ChatSummary(
            l.Value.Chat ?? new Chat(l.Key, ChatKind.Direct),
            l.Value.Messages,
            l.Value.First == long.MaxValue ? null : RecordTime.FromMillis(l.Value.First),
            l.Value.Last == long.MinValue ? null : RecordTime.FromMillis(l.Value.Last)));

    // The same people are in many groups: each id is held once.
    private string Share(string id)
    {
        ref string? shared = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_people, id, out _);
        return shared ??= id;
    }

    private Line Find(string id)
    {
        if (!_lines.TryGetValue(id, out Line? line))
        {
            _lines[id] = line = new Line();
        }

        return line;
    }

    private sealed class Line
    {
        public Chat? Chat { get; set; }

        public long Messages { get; set; }

        public long First { get; set; } = long.MaxValue;

        public long Last { get; set; } = long.MinValue;
    }
}
