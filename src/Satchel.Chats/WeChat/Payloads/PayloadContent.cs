namespace Satchel.Chats.WeChat.Payloads;

/// <summary>What the content of a row says, in the model's words.</summary>
internal sealed record PayloadContent
{
    /// <summary>What the message is.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Its text, or null.</summary>
    public string? Text { get; init; }

    /// <summary>What it has beyond text and files, or null.</summary>
    public MessageBody? Body { get; init; }

    /// <summary>The type of an app message; 0 where it is none, or says none.</summary>
    public int SubType { get; init; }

    /// <summary>Its files: one for a picture, voice, video, sticker or document, as far as the payload tells anything of it.</summary>
    public IReadOnlyList<PayloadMedia> Media { get; init; } = [];

    /// <summary>What it replies to, or null.</summary>
    public Quote? ReplyTo { get; init; }

    /// <summary>The user names of those it mentions.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Who sent it, where the content begins with that; else null.</summary>
    public string? SenderId { get; init; }

    /// <summary>The server's id of the message that this recalls; 0 where it recalls none, or does not tell.</summary>
    public long RecalledServerId { get; init; }

    /// <summary>Whether it is a notice that says in words that the owner recalled a message.</summary>
    public bool IsOwnRecall { get; init; }

    /// <summary>The content as stored without the sender before it, for <c>raw.payload</c>; null for a plain text and where there is none.</summary>
    public string? Payload { get; init; }
}
