using Satchel.Chats;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Payloads;

namespace Satchel.TestKit.WeChat;

/// <summary>Messages of a <see cref="Conversation"/> as the rows that readers make of them, without any store.</summary>
internal static class ConversationRows
{
    /// <summary>The row as a phone's reader makes it.</summary>
    public static WeChatRow RowOf(ConversationMessage message) => new()
    {
        ChatId = message.ChatId,
        IsGroup = message.IsInGroup,
        OwnerId = Conversation.OwnerId,
        ServerId = message.ServerId,
        SentAtMillis = message.SentAtMillis,
        Type = message.Type,
        SubType = message.SubType,
        StoreType = message.Type,
        Outgoing = message.Outgoing,
        Content = message.StoredContent,
        Source = message.Source,
        Status = StatusOf(message),
    };

    /// <summary>The message as it must be read; its files are not looked for.</summary>
    public static Message MessageOf(ConversationMessage message)
    {
        WeChatRow row = RowOf(message);
        return WeChatComposer.Compose(row, PayloadReader.Read(row), []);
    }

    /// <summary>How far a message got, as every store tells it.</summary>
    public static MessageStatus StatusOf(ConversationMessage message) =>
        message.IsFailed ? MessageStatus.Failed : message.Outgoing ? MessageStatus.Sent : MessageStatus.Received;
}
