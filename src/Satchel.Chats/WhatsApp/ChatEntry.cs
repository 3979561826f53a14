namespace Satchel.Chats.WhatsApp;

/// <summary>What messages need to know of their chat.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What kind it is.</param>
internal sealed record ChatEntry(string Id, ChatKind Kind)
{
    /// <summary>The person at the other end, or null where the chat is not with one person.</summary>
    public string? Peer { get; } = Kind is ChatKind.Direct or ChatKind.Self or ChatKind.System ? Id : null;

    /// <summary>A group's subject, or null.</summary>
    public string? Subject { get; set; }

    /// <summary>When it was made in milliseconds, or null.</summary>
    public long? CreatedMillis { get; set; }

    /// <summary>Whether the owner archived it.</summary>
    public bool Archived { get; set; }
}
