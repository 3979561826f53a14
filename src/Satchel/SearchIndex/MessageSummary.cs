using Satchel.Chats;

namespace Satchel.SearchIndex;

/// <summary>What an index tells of a message.</summary>
/// <param name="SentAtMillis">When it was sent, in milliseconds since 1970-01-01Z; 0 where unknown.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sender">The number of who sent it; -1 where unknown.</param>
/// <param name="Outgoing">Whether the owner sent it.</param>
/// <param name="Files">How many files it has, at most 255.</param>
/// <param name="FileBytes">How many bytes these have.</param>
public readonly record struct MessageSummary(long SentAtMillis, MessageKind Kind, int Sender, bool Outgoing, int Files, long FileBytes);
