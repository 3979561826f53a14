namespace Satchel.Chats.WeChat;

/// <summary>One row of a table of messages, in the words all stores share: what a reader of a store makes, and what the payload's reader takes.</summary>
internal sealed record WeChatRow
{
    /// <summary>The chat: a user name, or <c>md5:</c> and a hash.</summary>
    public required string ChatId { get; init; }

    /// <summary>Whether the chat is a group: content may then begin with the sender.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The owner's user name, or null where the store does not tell.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The id that the server gave the message, the same on all devices of the account; 0 where it has none.</summary>
    public long ServerId { get; init; }

    /// <summary>When it was sent, in milliseconds as stored; a store with seconds gives thousands.</summary>
    public required long SentAtMillis { get; init; }

    /// <summary>Its place among the messages of its chat with the same time and no id, where the store has one; else 0.</summary>
    public int Order { get; init; }

    /// <summary>How many rows before it have the same time, sender and content and no id either; else 0.</summary>
    public int Repeat { get; init; }

    /// <summary>The base type: 1, 3, 34, 49, 10000 … (<see cref="WeChatTypes.BaseOf"/> for Android's codes).</summary>
    public required int Type { get; init; }

    /// <summary>The type of an app message where the store tells it; 0 where only the payload does.</summary>
    public int SubType { get; init; }

    /// <summary>The type as stored, with Android's flags or the desktop's upper half.</summary>
    public long StoreType { get; init; }

    /// <summary>Whether the owner sent it; null where the store does not tell.</summary>
    public bool? Outgoing { get; init; }

    /// <summary>Who sent it, where the store itself tells (desktop); null where only the content does.</summary>
    public string? SenderId { get; init; }

    /// <summary>The content, decompressed, perhaps with the sender before it; null where the cell is empty.</summary>
    public string? Content { get; init; }

    /// <summary>The <c>msgsource</c> XML, which names who is mentioned; null where there is none.</summary>
    public string? Source { get; init; }

    /// <summary>How far it got, or null.</summary>
    public MessageStatus? Status { get; init; }
}
