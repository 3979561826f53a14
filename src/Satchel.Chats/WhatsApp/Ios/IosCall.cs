namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>A row of the call history.</summary>
/// <param name="Id">The call's id; empty where it has none.</param>
/// <param name="Millis">When it began; 0 where unknown.</param>
/// <param name="Chat">The chat it belongs to: the group's where a group called, else the peer's; null where it names nobody.</param>
/// <param name="Caller">Who called, where that was another; null where it was the owner, or nobody knows.</param>
/// <param name="FromMe">Whether the owner called.</param>
/// <param name="Outcome">The code of how it ended, as stored.</param>
/// <param name="Body">What it says.</param>
internal sealed record IosCall(string Id, long Millis, ChatEntry? Chat, string? Caller, bool FromMe, long? Outcome, CallBody Body);
