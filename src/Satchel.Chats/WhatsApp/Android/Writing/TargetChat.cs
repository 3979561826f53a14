namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>A chat of the store that is written, and what the rows of this run do to it.</summary>
internal sealed class TargetChat(string id, ChatKind kind, long row, bool isNew)
{
    /// <summary>Its id.</summary>
    public string Id { get; } = id;

    /// <summary>Its row in table <c>chat</c>.</summary>
    public long Row { get; } = row;

    /// <summary>Whether this run made it.</summary>
    public bool IsNew { get; } = isNew;

    /// <summary>The person at the other end; null where the chat is not with one person.</summary>
    public string? Peer { get; } = kind is ChatKind.Direct or ChatKind.Self or ChatKind.System ? id : null;

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup { get; } = kind == ChatKind.Group;

    /// <summary>Other rows of table <c>chat</c> that stand for the same person, as one by LID does.</summary>
    public List<long> OtherRows { get; } = [];

    /// <summary>When its newest message was sent.</summary>
    public long NewestMillis { get; set; } = long.MinValue;

    /// <summary>How many messages this run put into it.</summary>
    public long Written { get; set; }

    /// <summary>Whether a message was put in that is older than one that was there before it.</summary>
    public bool NeedsOrder { get; set; }

    /// <summary>The first row that this run put into it.</summary>
    public long FirstRow { get; set; }
}
