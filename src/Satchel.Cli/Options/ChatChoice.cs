using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Options;

/// <summary>Which chat a person means: an id, or the one title that fits.</summary>
/// <param name="View">The history that it is in.</param>
/// <param name="Chat">The chat.</param>
internal sealed record ChatChoice(HistoryView View, Chat Chat)
{
    private const int ShownCandidates = 5;

    /// <summary>Finds the chat whose id or title is <paramref name="typed"/>, else the only one whose title or id has it in it.</summary>
    public static async Task<ChatChoice> FindAsync(IReadOnlyList<HistoryView> views, string typed, CancellationToken cancellationToken)
    {
        var exact = new List<ChatChoice>();
        var titled = new List<ChatChoice>();
        var near = new List<ChatChoice>();
        foreach (HistoryView view in views)
        {
            foreach (Chat chat in await ListAsync(view, cancellationToken))
            {
                ListFor(chat)?.Add(new ChatChoice(view, chat));
            }
        }

        if (exact.Count + titled.Count + near.Count == 0)
        {
            await FindUnlistedAsync(views, typed, exact, cancellationToken);
        }

        List<ChatChoice> best = new[] { exact, titled, near }.FirstOrDefault(list => list.Count > 0)
            ?? throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, $"no chat is called '{typed}'", "'satchel chats' lists them");
        return best is [var only] ? only : throw Several(typed, best);

        List<ChatChoice>? ListFor(Chat chat)
        {
            if (chat.Id == typed)
            {
                return exact;
            }

            string title = chat.Title ?? "";
            if (string.Equals(title, typed, StringComparison.OrdinalIgnoreCase))
            {
                return titled;
            }

            bool isNear = title.Contains(typed, StringComparison.OrdinalIgnoreCase) || chat.Id.StartsWith(typed, StringComparison.Ordinal);
            return isNear ? near : null;
        }
    }

    // Of a chat that is listed twice, the first list that has a title for it tells it.
    private static async Task<IEnumerable<Chat>> ListAsync(HistoryView view, CancellationToken cancellationToken)
    {
        var chats = new Dictionary<string, Chat>(StringComparer.Ordinal);
        await foreach (Chat chat in view.ChatListAsync(cancellationToken))
        {
            if (!chats.TryGetValue(chat.Id, out Chat? known) || (known.Title is null && chat.Title is not null))
            {
                chats[chat.Id] = chat;
            }
        }

        return chats.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value);
    }

    // Only its messages may tell of a chat: then all of them are read.
    private static async Task FindUnlistedAsync(IReadOnlyList<HistoryView> views, string id, List<ChatChoice> found, CancellationToken cancellationToken)
    {
        foreach (HistoryView view in views)
        {
            await foreach (ChatSummary summary in view.ChatsAsync(cancellationToken))
            {
                if (summary.Chat.Id == id)
                {
                    found.Add(new ChatChoice(view, summary.Chat));
                }
            }
        }
    }

    private static CommandException Several(string typed, List<ChatChoice> chats)
    {
        string names = string.Join(", ", chats.Take(ShownCandidates).Select(c => c.Chat.Title is null ? c.Chat.Id : $"{c.Chat.Title} ({c.Chat.Id})"));
        string more = chats.Count > ShownCandidates ? ", …" : "";
        string hint = chats.DistinctBy(c => c.Chat.Id).Count() > 1 ? "give the id" : "several accounts have it: narrow with --app and --account";
        return new CommandException(ExitCode.BadUsage, ErrorAnchor.Ambiguous, $"'{typed}' fits {chats.Count} chats: {names}{more}", hint);
    }
}
