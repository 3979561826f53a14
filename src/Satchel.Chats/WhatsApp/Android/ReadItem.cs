namespace Satchel.Chats.WhatsApp.Android;

/// <summary>A message and the row it was read from.</summary>
/// <param name="Row">The row's number in <c>message</c> or <c>messages</c>, or in <c>call_log</c>.</param>
/// <param name="IsCall">Whether it is a row of <c>call_log</c>.</param>
/// <param name="Message">The message.</param>
internal readonly record struct ReadItem(long Row, bool IsCall, Message Message);
