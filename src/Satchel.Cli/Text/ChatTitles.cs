using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Text;

/// <summary>What to call each chat of a history: its title, else what its person is called. No message is read for it.</summary>
internal sealed class ChatTitles
{
    private readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal);
    private readonly PersonNames _names;

    private ChatTitles(PersonNames names) => _names = names;

    /// <summary>Learns the titles of a history.</summary>
    public static async Task<ChatTitles> ReadAsync(IReadOnlyList<HistoryView> views, PersonNames names, CancellationToken cancellationToken)
    {
        var titles = new ChatTitles(names);
        foreach (HistoryView view in views)
        {
            // Of a chat that is listed twice, the first list that has a title for it tells it.
            await foreach (Chat chat in view.ChatListAsync(cancellationToken))
            {
                if (chat.Title is { } title)
                {
                    titles._titles.TryAdd(chat.Id, title);
                }
            }
        }

        return titles;
    }

    /// <summary>What to call the chat with <paramref name="id"/>.</summary>
    public string Of(string id) => _titles.TryGetValue(id, out string? title) ? title : _names.Of(id);
}
