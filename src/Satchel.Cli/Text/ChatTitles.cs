using Satchel.Archive;

namespace Satchel.Cli.Text;

/// <summary>What to call each chat of a history.</summary>
internal static class ChatTitles
{
    /// <summary>The titles by chat id; where a chat has none, what its person is called.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(IReadOnlyList<HistoryView> views, PersonNames names, CancellationToken cancellationToken)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (HistoryView view in views)
        {
            await foreach (ChatSummary chat in view.ChatsAsync(cancellationToken))
            {
                titles[chat.Chat.Id] = chat.Chat.Title ?? names.Of(chat.Chat.Id);
            }
        }

        return titles;
    }
}
