using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Options;

/// <summary>Which chat a person means: an id, or the one title that fits.</summary>
internal static class ChatChoice
{
    private const int ShownCandidates = 5;

    /// <summary>Finds the chat whose id or title is <paramref name="typed"/>, else the only one whose title or id has it in it.</summary>
    public static async Task<Chat> FindAsync(HistoryView view, string typed, CancellationToken cancellationToken)
    {
        var near = new List<Chat>();
        var same = new List<Chat>();
        await foreach (ChatSummary summary in view.ChatsAsync(cancellationToken))
        {
            Chat chat = summary.Chat;
            if (chat.Id == typed)
            {
                return chat;
            }

            if (string.Equals(chat.Title, typed, StringComparison.OrdinalIgnoreCase))
            {
                same.Add(chat);
            }
            else if ((chat.Title ?? "").Contains(typed, StringComparison.OrdinalIgnoreCase) || chat.Id.StartsWith(typed, StringComparison.Ordinal))
            {
                near.Add(chat);
            }
        }

        return (same, near) switch
        {
            ([var only], _) => only,
            ([], [var only]) => only,
            ([], []) => throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, $"no chat is called '{typed}'", "'satchel chats' lists them"),
            ([], _) => throw Several(typed, near),
            _ => throw Several(typed, same),
        };
    }

    private static CommandException Several(string typed, List<Chat> chats)
    {
        string names = string.Join(", ", chats.Take(ShownCandidates).Select(c => c.Title is null ? c.Id : $"{c.Title} ({c.Id})"));
        string more = chats.Count > ShownCandidates ? ", …" : "";
        return new CommandException(ExitCode.BadUsage, ErrorAnchor.Ambiguous, $"'{typed}' fits {chats.Count} chats: {names}{more}", "give the id");
    }
}
