using System.Text;
using Satchel.Chats;
using Satchel.History;

namespace Satchel.Archive;

/// <summary>
/// Brings together what several sources know of one message. A message is told by its chat and native key; its time is not the same everywhere, because a
/// platform that keeps whole seconds cuts it. What is near in time waits here for the rest of it, so memory does not grow with the history.
/// </summary>
/// <param name="layers">The sources.</param>
internal sealed class MessageWindow(IReadOnlyList<HistoryLayer> layers)
{
    // A notice has no id that platforms share, so only its time can join it; of what is cut to seconds the rest is less than this.
    private const ulong NoticeMillis = 1000;

    // More than anybody sends in the span; where a time is not known, everything has the same.
    private const int MostWaiting = 16_384;

    private readonly Queue<MessageGroup> _waiting = new();
    private readonly Dictionary<ReadOnlyMemory<byte>, MessageGroup> _byKey = new(ByteComparer.Instance);
    private readonly Dictionary<string, MessageGroup> _byEvent = new(StringComparer.Ordinal);
    private readonly ulong _spanMillis = HistoryJoin.Of(layers).SpanMillis;
    private readonly bool _joinsNotices = layers.Select(l => l.Source.Platform).Distinct().Skip(1).Any();

    /// <summary>The earliest message that waits; null where none does.</summary>
    public LayerMessage? Earliest => _waiting.TryPeek(out MessageGroup? group) ? group.First : null;

    /// <summary>Takes what a source knows of a message; none comes that is earlier.</summary>
    public void Add(LayerMessage message)
    {
        ReadOnlyMemory<byte> key = MessageIdentity.Of(message.Stem);
        if (_byKey.TryGetValue(key, out MessageGroup? group))
        {
            group.Add(message);
            return;
        }

        string? happened = _joinsNotices ? EventOf(message) : null;
        if (happened is not null && _byEvent.TryGetValue(happened, out group) && IsSameNotice(group, message))
        {
            group.Add(message);
            _byKey[key] = group;
            return;
        }

        group = new MessageGroup(message) { Event = happened };
        _waiting.Enqueue(group);
        _byKey[key] = group;
        if (happened is not null)
        {
            _byEvent[happened] = group;
        }
    }

    /// <summary>Takes out the earliest message if nothing more of it can come.</summary>
    /// <param name="nextMillis">The time of what comes next; null where nothing does.</param>
    /// <param name="group">The message.</param>
    public bool TryTake(long? nextMillis, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MessageGroup? group)
    {
        bool isOver = _waiting.TryPeek(out group)
            && (nextMillis is not long next || Later(next, TimeOf(group.First)) > _spanMillis || _waiting.Count > MostWaiting);
        if (!isOver)
        {
            return false;
        }

        _waiting.Dequeue();
        foreach (LayerMessage known in group!.Known)
        {
            _byKey.Remove(MessageIdentity.Of(known.Stem));
        }

        if (group.Event is not null && _byEvent.TryGetValue(group.Event, out MessageGroup? last) && last == group)
        {
            _byEvent.Remove(group.Event);
        }

        return true;
    }

    private static long TimeOf(LayerMessage message) => HistoryKey.SentAt(message.Stem.Span);

    // Times out of a history may be anything: the difference of two that are in order fits without a sign.
    private static ulong Later(long millis, long earlier) => unchecked((ulong)(millis - earlier));

    // One of each platform: two of one are two notices.
    private bool IsSameNotice(MessageGroup group, LayerMessage message) =>
        Later(TimeOf(message), TimeOf(group.First)) < NoticeMillis
        && group.Known.All(k => layers[k.Layer].Source.Platform != layers[message.Layer].Source.Platform);

    private static string? EventOf(LayerMessage message)
    {
        Vaults.Maps.MapEntry last = message.Versions[^1];
        if (HistoryRecord.Kind(last.Record.Span) != (long)MessageKind.System
            || RecordCodec.Decode(last.Key.Span, last.Record.Span).Message is not { Body: SystemBody { Event: not SystemEvent.Other } body } notice)
        {
            return null;
        }

        StringBuilder told = new StringBuilder(notice.ChatId).Append('\0').Append((int)body.Event).Append('\0').Append(body.Actor);
        return told.Append('\0').AppendJoin('\0', body.Subjects.Order(StringComparer.Ordinal)).ToString();
    }
}
