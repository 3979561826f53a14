using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>Walks a history chat by chat: each chat once, in the order of the view, also those without messages and those that are listed nowhere.</summary>
internal static class ChatByChat
{
    /// <param name="session">The export.</param>
    /// <param name="onChat">Told of a chat before its messages.</param>
    /// <param name="onMessage">Told of each message.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task ReadAsync(ExportSession session, Func<ChatSummary, ValueTask> onChat, Func<HistoryMessage, ValueTask> onMessage, CancellationToken cancellationToken)
    {
        int next = 0;
        string? current = null;
        await foreach (HistoryMessage message in session.View.MessagesByChatAsync(cancellationToken).ConfigureAwait(false))
        {
            if (message.Message.ChatId != current)
            {
                current = message.Message.ChatId;
                int found = session.Chats.FindIndex(next, chat => chat.Chat.Id == current);
                for (int last = found < 0 ? next - 1 : found; next <= last; next++)
                {
                    await onChat(session.Chats[next]).ConfigureAwait(false);
                }

                if (found < 0)
                {
                    await onChat(new ChatSummary(new Chat(current, ChatKind.Direct), 0, null, null)).ConfigureAwait(false);
                }
            }

            await onMessage(message).ConfigureAwait(false);
        }

        for (; next < session.Chats.Count; next++)
        {
            await onChat(session.Chats[next]).ConfigureAwait(false);
        }
    }
}
