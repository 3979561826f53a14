namespace Satchel.Migrating;

/// <summary>
/// Finds among the messages that are held at a time those that are the same: by id; notices of the app, whose ids are each phone's own, by what
/// happened; and messages of text exports, which have no ids, by minute, sender and words.
/// </summary>
/// <param name="hasText">Whether a text export is among the sources.</param>
internal sealed class MessagePairs(bool hasText)
{
    private const long NoticeMillis = 1000;

    private readonly Dictionary<string, MigratingMessage> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MigratingMessage>> _notices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MigratingMessage>> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MigratingMessage>> _others = new(StringComparer.Ordinal);

    /// <summary>How many messages were found to be another one.</summary>
    public long Duplicates { get; private set; }

    /// <summary>How many messages of text exports the target's own store has.</summary>
    public long AlreadyThere { get; private set; }

    /// <summary>Takes a message. Gives back what has a place in the line now: it, or the one that it was found to be where the time changed; else null.</summary>
    public MigratingMessage? Take(MigratingMessage message)
    {
        if (message.Source.IsText)
        {
            return TakeText(message) ? message : null;
        }

        if (FindSame(message) is MigratingMessage known)
        {
            return message.Source.IsTarget ? null : known.Source.IsTarget ? Replace(known, message) : Combine(known, message);
        }

        if (hasText)
        {
            TakeForTexts(message);
        }

        return message;
    }

    /// <summary>Forgets a message that is held no longer.</summary>
    public void Forget(MigratingMessage message)
    {
        if (_byId.TryGetValue(message.Id, out MigratingMessage? known) && ReferenceEquals(known, message))
        {
            _byId.Remove(message.Id);
        }

        if (NoticeKey.Of(message.FirstMessage) is string notice)
        {
            Remove(_notices, notice, message);
        }

        if (hasText)
        {
            Remove(message.Source.IsText ? _texts : _others, TextKey.Of(message.FirstMessage), message);
        }
    }

    private MigratingMessage? Combine(MigratingMessage known, MigratingMessage message)
    {
        Duplicates++;
        long before = known.Message.SentAtMillis;
        known.Take(message, isLater: message.Source.Rank >= known.Source.Rank);
        return known.Message.SentAtMillis == before ? null : known;
    }

    // The target's own is only looked at: what is moved stands for it from now on.
    private MigratingMessage Replace(MigratingMessage target, MigratingMessage message)
    {
        target.IsDropped = true;
        _byId[message.Id] = message;
        if (hasText && Remove(_others, TextKey.Of(target.FirstMessage), target))
        {
            TakeForTexts(message);
        }

        return message;
    }

    private MigratingMessage? FindSame(MigratingMessage message)
    {
        if (!_byId.TryAdd(message.Id, message))
        {
            return _byId[message.Id];
        }

        if (message.Source.IsTarget || NoticeKey.Of(message.Message) is not string notice)
        {
            return null;
        }

        if (_notices.TryGetValue(notice, out List<MigratingMessage>? there))
        {
            MigratingMessage? same = there.Find(n =>
                !n.IsPaired && !n.IsFromSamePhone(message) && Math.Abs(n.Message.SentAtMillis - message.Message.SentAtMillis) < NoticeMillis);
            if (same is not null)
            {
                same.IsPaired = true;
                _byId.Remove(message.Id);
                return same;
            }
        }

        Add(_notices, notice, message);
        return null;
    }

    // Each message of an export stands for one message elsewhere, and the other way round: who wrote "ok" twice in a minute wrote it twice.
    private bool TakeText(MigratingMessage message)
    {
        string key = TextKey.Of(message.Message);
        if (TakeOne(_others, key) is MigratingMessage real)
        {
            Count(real);
            message.Source.Names?.NotePaired(message.Message.ChatId);
            return false;
        }

        Add(_texts, key, message);
        return true;
    }

    private void TakeForTexts(MigratingMessage message)
    {
        string key = TextKey.Of(message.Message);
        if (TakeOne(_texts, key) is MigratingMessage text)
        {
            text.IsDropped = true;
            text.Source.Names?.NotePaired(text.Message.ChatId);
            Count(message);
            return;
        }

        Add(_others, key, message);
    }

    private void Count(MigratingMessage real)
    {
        if (real.Source.IsTarget)
        {
            AlreadyThere++;
        }
        else
        {
            Duplicates++;
        }
    }

    private static void Add(Dictionary<string, List<MigratingMessage>> lists, string key, MigratingMessage message)
    {
        if (!lists.TryGetValue(key, out List<MigratingMessage>? list))
        {
            lists[key] = list = new List<MigratingMessage>(1);
        }

        list.Add(message);
    }

    private static MigratingMessage? TakeOne(Dictionary<string, List<MigratingMessage>> lists, string key)
    {
        if (!lists.TryGetValue(key, out List<MigratingMessage>? list))
        {
            return null;
        }

        MigratingMessage first = list[0];
        Remove(lists, key, first);
        return first;
    }

    private static bool Remove(Dictionary<string, List<MigratingMessage>> lists, string key, MigratingMessage message)
    {
        bool isRemoved = lists.TryGetValue(key, out List<MigratingMessage>? list) && list.Remove(message);
        if (isRemoved && list!.Count == 0)
        {
            lists.Remove(key);
        }

        return isRemoved;
    }
}
