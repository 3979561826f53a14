using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Which messages are moved.</summary>
/// <param name="chats">The ids of the only chats; null for all.</param>
/// <param name="since">The first moment; null for none.</param>
/// <param name="until">The last moment; null for none.</param>
internal sealed class MessageChoice(IReadOnlySet<string>? chats, DateTimeOffset? since, DateTimeOffset? until)
{
    private readonly long _from = since?.ToUnixTimeMilliseconds() ?? long.MinValue;
    private readonly long _to = until?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    /// <summary>The one chat that is moved; null where there are several.</summary>
    public string? OnlyChat { get; } = chats is { Count: 1 } ? chats.First() : null;

    /// <summary>Whether a message is moved.</summary>
    public bool Admits(Message message) =>
        message.SentAtMillis >= _from && message.SentAtMillis <= _to && AdmitsChat(message.ChatId);

    /// <summary>Whether a chat is moved.</summary>
    public bool AdmitsChat(string chatId) => chats is null || chats.Contains(chatId);
}
