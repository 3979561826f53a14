namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The last row numbers that the phone's own rows have: what comes after is ours.</summary>
internal sealed class AddedRows(EntityNumbers entities)
{
    /// <summary>The last message that was there.</summary>
    public long LastMessage { get; } = entities.LastRow("WAMessage");

    /// <summary>The last media item that was there.</summary>
    public long LastMedia { get; } = entities.LastRow("WAMediaItem");

    /// <summary>The last chat that was there.</summary>
    public long LastSession { get; } = entities.LastRow("WAChatSession");

    /// <summary>The last member of a group that was there.</summary>
    public long LastMember { get; } = entities.LastRow("WAGroupMember");
}
