namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>A message and the row it was read from.</summary>
/// <param name="Row">The row of <c>ZWAMESSAGE</c>; of the call history where <paramref name="IsCall"/>.</param>
/// <param name="IsCall">Whether it is a call that no message row stands for.</param>
/// <param name="Message">The message.</param>
internal readonly record struct IosItem(long Row, bool IsCall, Message Message);
