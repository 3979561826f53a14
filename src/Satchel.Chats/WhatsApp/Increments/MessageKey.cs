namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>What a message is known by: its chat and its id, which is unique in the chat only.</summary>
internal readonly record struct MessageKey(string ChatId, string NativeId);
