namespace Satchel.Chats.WhatsApp.Android;

/// <summary>What tells where a message row stood at the last backup.</summary>
/// <param name="ChatRow">Its chat's row; 0 for a legacy row.</param>
/// <param name="ChatId">Its chat's id where that does not go by the row.</param>
/// <param name="SentAtMillis">When it was sent, as stored.</param>
/// <param name="KeyId">Its own id, as stored.</param>
/// <param name="Type">Its type code.</param>
internal readonly record struct RowBefore(long ChatRow, string? ChatId, long SentAtMillis, string KeyId, long Type);
