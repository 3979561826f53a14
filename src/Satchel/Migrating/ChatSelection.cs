using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Which chats the person chose.</summary>
internal static class ChatSelection
{
    /// <summary>The ids of the chats that <see cref="MigrationOptions.OnlyChats"/> names; null for all.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.NothingChosen"/>: no chat has such a name.</exception>
    public static IReadOnlySet<string>? Named(MigrationDirectory directory, IReadOnlyList<string> asked)
    {
        if (asked.Count == 0)
        {
            return null;
        }

        HashSet<string> chosen = new(StringComparer.Ordinal);
        foreach (string name in asked)
        {
            string[] fitting = [.. directory.MovingChats.Where(c => IsCalled(directory, c, name)).Select(c => c.Id)];
            if (fitting.Length == 0)
            {
                throw new ChatFormatException(ChatFormatProblem.NothingChosen, "the sources", $"no chat is called '{name}'");
            }

            chosen.UnionWith(fitting);
        }

        return chosen;
    }

    /// <summary>The ids of the chats that may have messages in a time; null for all.</summary>
    public static async Task<IReadOnlySet<string>?> InTimeAsync(
        IReadOnlyList<MigrationSource> sources, MigrationOptions options, CancellationToken cancellationToken)
    {
        if (!options.HasDates)
        {
            return null;
        }

        HashSet<string> chats = new(StringComparer.Ordinal);
        foreach (MigrationSource source in sources.Where(s => !s.IsTarget))
        {
            await foreach (ChatSummary chat in source.View.ChatsAsync(cancellationToken))
            {
                bool isInTime = (options.Since is null || chat.LastAt >= options.Since) && (options.Until is null || chat.FirstAt <= options.Until);
                if (isInTime)
                {
                    chats.Add(source.Names?.ChatOf(chat.Chat.Id) ?? chat.Chat.Id);
                }
            }
        }

        return chats;
    }

    private static bool IsCalled(MigrationDirectory directory, Chat chat, string name)
    {
        if (chat.Id == name || PersonName.IsSame(chat.Title, name))
        {
            return true;
        }

        // A chat with one person has no title of its own; whoever asks for it gives what the app shows instead.
        return chat.Kind == ChatKind.Direct && directory.People.TryGetValue(chat.Id, out Participant? peer)
            && (PersonName.IsSame(peer.Name, name) || PersonName.IsSame(peer.Alias, name) || PersonName.IsSamePhone(peer.Phone, name));
    }
}
