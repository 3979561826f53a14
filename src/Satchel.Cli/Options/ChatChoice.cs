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
            await foreach (ChatSummary summary in view.ChatsAsync(cancellationToken))
            {
                ListFor(summary.Chat)?.Add(new ChatChoice(view, summary.Chat));
            }
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

    private static CommandException Several(string typed, List<ChatChoice> chats)
    {
        string names = string.Join(", ", chats.Take(ShownCandidates).Select(c => c.Chat.Title is null ? c.Chat.Id : $"{c.Chat.Title} ({c.Chat.Id})"));
        string more = chats.Count > ShownCandidates ? ", …" : "";
        string hint = chats.DistinctBy(c => c.Chat.Id).Count() > 1 ? "give the id" : "several accounts have it: narrow with --app and --account";
        return new CommandException(ExitCode.BadUsage, ErrorAnchor.Ambiguous, $"'{typed}' fits {chats.Count} chats: {names}{more}", hint);
    }
}
