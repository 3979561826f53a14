using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>A chat and what is in it.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="Messages">How many messages it has; several versions of one count once.</param>
/// <param name="FirstAt">When the first was sent; null where none is, or none tells.</param>
/// <param name="LastAt">When the last was sent.</param>
public sealed record ChatSummary(Chat Chat, long Messages, DateTimeOffset? FirstAt, DateTimeOffset? LastAt);
