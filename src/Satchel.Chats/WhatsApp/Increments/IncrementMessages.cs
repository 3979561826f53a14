namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>
/// The messages of a base's increments, by chat and id: those that are new, and changes of those that were there. These alone are
/// held in memory; the base's pass through.
/// </summary>
internal sealed class IncrementMessages
{
    private readonly Dictionary<MessageKey, Message> _messages = [];
    private readonly Dictionary<MessageKey, List<Func<Message, Message>>> _changes = [];
    private readonly HashSet<string> _people = new(StringComparer.Ordinal);
    private int _changeCount;

    /// <summary>Whether there is anything.</summary>
    public bool IsEmpty => _messages.Count == 0 && _changes.Count == 0;

    /// <summary>The messages, in no order.</summary>
    public IEnumerable<Message> All => _messages.Values;

    /// <summary>Everybody whose id stands in them, some more than once.</summary>
    public IEnumerable<string> PeopleIds => _messages.Values.SelectMany(message =>
        new[] { message.SenderId, message.ReplyTo?.SenderId, message.ChatId }
            .Concat(message.Mentions)
            .Concat(message.Reactions.Select(reaction => reaction.SenderId))
            .Concat(message.Body is SystemBody happened ? happened.Subjects : [])
            .OfType<string>())
        .Concat(_people);

    /// <summary>Adds a message; one of a later increment takes the place of an earlier one. False at the limit.</summary>
    public bool TryAdd(MessageKey key, Message message)
    {
        if (_messages.Count >= IncrementLimits.MaxMessages && !_messages.ContainsKey(key))
        {
            return false;
        }

        _messages[key] = message;
        return true;
    }

    /// <summary>Adds a change of a message, which may be in the base. False at the limit.</summary>
    public bool TryChange(MessageKey key, Func<Message, Message> change)
    {
        if (++_changeCount > IncrementLimits.MaxChanges)
        {
            return false;
        }

        (_changes.TryGetValue(key, out List<Func<Message, Message>>? list) ? list : _changes[key] = []).Add(change);
        return true;
    }

    /// <summary>Takes note of somebody who changed a message and need not stand in any.</summary>
    public void Note(string? person)
    {
        if (person is not null)
        {
            _people.Add(person);
        }
    }

    /// <summary>The base's messages with what the increments changed of them, then the increments' own by time.</summary>
    public IEnumerable<Message> Merge(IEnumerable<Message> fromBase)
    {
        HashSet<MessageKey> merged = [];
        foreach (Message message in fromBase)
        {
            if (message.NativeId is null)
            {
                yield return message;
                continue;
            }

            MessageKey key = new(message.ChatId, message.NativeId);
            Message now = message;
            if (_messages.TryGetValue(key, out Message? newer))
            {
                merged.Add(key);
                now = Renew(message, newer);
            }

            yield return Change(key, now);
        }

        foreach ((MessageKey key, Message message) in _messages.Where(pair => !merged.Contains(pair.Key)).OrderBy(pair => pair.Value.SentAtMillis))
        {
            yield return Change(key, message);
        }
    }

    // The base knows more of a message (its file, its receipts to the millisecond); the increment knows better what became of it.
    private static Message Renew(Message before, Message newer) => newer.Kind == MessageKind.Revoked
        ? newer
        : before with
        {
            Status = (MessageStatus?)Math.Max((int)(newer.Status ?? 0), (int)(before.Status ?? 0)) is { } status and not 0 ? status : null,
            Starred = newer.Starred,
            Reactions = newer.Reactions.Count > 0 ? newer.Reactions : before.Reactions,
        };

    private Message Change(MessageKey key, Message message) =>
        _changes.TryGetValue(key, out List<Func<Message, Message>>? changes) ? changes.Aggregate(message, (now, change) => change(now)) : message;
}
