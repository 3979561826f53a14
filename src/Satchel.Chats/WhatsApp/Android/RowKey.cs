namespace Satchel.Chats.WhatsApp.Android;

/// <summary>The row that a message is read from.</summary>
/// <param name="Table">Which table.</param>
/// <param name="Row">The row's number in it.</param>
internal readonly record struct RowKey(RowTable Table, long Row);
