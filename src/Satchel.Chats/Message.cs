namespace Satchel.Chats;

/// <summary>One message of a chat, as an app's store has it now.</summary>
public sealed record Message
{
    /// <summary>The chat it is in.</summary>
    public required string ChatId { get; init; }

    /// <summary>The app's own id of it, or null where the app gives none.</summary>
    public string? NativeId { get; init; }

    /// <summary>When it was sent, in milliseconds since 1970-01-01Z as the source stores it; 0 where unknown.</summary>
    public required long SentAtMillis { get; init; }

    /// <summary>
    /// Its place among the messages of its chat with the same time, where the source has neither an id nor a finer time to tell; 0 for the first, and
    /// wherever the source has.
    /// </summary>
    public int Order { get; init; }

    /// <summary>How many messages before it in the source have the same time, sender and content and no id either: 0 but where somebody says the same again at once.</summary>
    public int Repeat { get; init; }

    /// <summary>What it is.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Who sent it, or null where unknown (the owner, where the owner's id is unknown).</summary>
    public string? SenderId { get; init; }

    /// <summary>Whether the owner sent it; null where the source does not tell.</summary>
    public bool? Outgoing { get; init; }

    /// <summary>When this device got it, in milliseconds since 1970-01-01Z, or null.</summary>
    public long? ReceivedAtMillis { get; init; }

    /// <summary>Its text or its caption.</summary>
    public string? Text { get; init; }

    /// <summary>How far it got, or null.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Whether the owner starred it.</summary>
    public bool Starred { get; init; }

    /// <summary>Whether it was forwarded.</summary>
    public bool Forwarded { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What it replies to, or null.</summary>
    public Quote? ReplyTo { get; init; }

    /// <summary>The ids of those it mentions.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>The reactions it has, by time.</summary>
    public IReadOnlyList<Reaction> Reactions { get; init; } = [];

    /// <summary>When it was last edited, in milliseconds since 1970-01-01Z, or null.</summary>
    public long? EditedAtMillis { get; init; }

    /// <summary>When it was revoked, in milliseconds since 1970-01-01Z, or null.</summary>
    public long? RevokedAtMillis { get; init; }

    /// <summary>When it disappears, in milliseconds since 1970-01-01Z, or null.</summary>
    public long? ExpiresAtMillis { get; init; }

    /// <summary>What it has beyond text and files, or null.</summary>
    public MessageBody? Body { get; init; }

    /// <summary>
    /// What the source says and this model does not, as a JSON object in UTF-8 without spaces (<c>{"type":92}</c>);
    /// null where there is nothing.
    /// </summary>
    public string? Raw { get; init; }
}
