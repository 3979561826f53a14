using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>
/// What tells that two notices of the app are the same, beside their time: each phone gives them ids of its own.
/// </summary>
internal static class NoticeKey
{
    /// <summary>The key; null where the message is none.</summary>
    public static string? Of(Message message)
    {
        if (message is not { Kind: MessageKind.System, Body: SystemBody body })
        {
            return null;
        }

        // What is not understood is the same only where it says the same.
        string text = body.Event == SystemEvent.Other ? body.Text ?? message.Raw ?? "" : "";
        return $"{message.ChatId}\n{(int)body.Event}\n{body.Actor}\n{string.Join(' ', body.Subjects.Order(StringComparer.Ordinal))}\n{text}";
    }
}
