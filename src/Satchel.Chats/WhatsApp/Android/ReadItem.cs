namespace Satchel.Chats.WhatsApp.Android;

/// <summary>A message and the row it was read from.</summary>
internal readonly record struct ReadItem(RowKey Key, Message Message);
