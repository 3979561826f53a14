namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>A message's file in the store.</summary>
/// <param name="Token">What its rows call it.</param>
/// <param name="Name">The file below the account's folder; null where there is none.</param>
/// <param name="LengthBytes">Its length.</param>
internal sealed record WrittenMedia(string Token, string? Name, long LengthBytes);
