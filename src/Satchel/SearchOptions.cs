using Satchel.Chats;

namespace Satchel;

/// <summary>Where to search, and how much to give.</summary>
public sealed record SearchOptions
{
    /// <summary>The only chat to look in; null for all.</summary>
    public string? ChatId { get; init; }

    /// <summary>The only sender, by id; null for all.</summary>
    public string? SenderId { get; init; }

    /// <summary>Only what the owner sent, or only what others did; null for all.</summary>
    public bool? Outgoing { get; init; }

    /// <summary>The only kinds; none for all.</summary>
    public IReadOnlyList<MessageKind> Kinds { get; init; } = [];

    /// <summary>Only messages that have files, or only those that have none; null for all.</summary>
    public bool? HasFiles { get; init; }

    /// <summary>Only what was sent since then; null for no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what was sent until then; null for no bound.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The most hits to give; 0 for all.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many of the newest to leave out.</summary>
    public int Offset { get; init; }

    /// <summary>Whether a message is meant, whatever it says.</summary>
    internal bool Admits(Message message) =>
        (ChatId is null || message.ChatId == ChatId)
        && (SenderId is null || message.SenderId == SenderId)
        && (Outgoing is null || (message.Outgoing == true) == Outgoing)
        && (Kinds.Count == 0 || Kinds.Contains(message.Kind))
        && (HasFiles is null || (message.Attachments.Count > 0) == HasFiles)
        && (From is not DateTimeOffset from || message.SentAtMillis >= from.ToUnixTimeMilliseconds())
        && (To is not DateTimeOffset to || message.SentAtMillis <= to.ToUnixTimeMilliseconds());
}
