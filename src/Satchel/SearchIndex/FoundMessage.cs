namespace Satchel.SearchIndex;

/// <summary>Where a message is that was found.</summary>
/// <param name="Chat">The number of its chat.</param>
/// <param name="Place">Its place in the chat, from 0.</param>
/// <param name="SentAtMillis">When the version that was found was sent.</param>
public readonly record struct FoundMessage(int Chat, int Place, long SentAtMillis);
