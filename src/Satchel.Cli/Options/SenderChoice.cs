using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Options;

/// <summary>Which sender a person means: the owner, an id, or the one name or number that fits.</summary>
/// <param name="Id">The id; null for the owner.</param>
internal sealed record SenderChoice(string? Id)
{
    /// <summary>What stands for the owner.</summary>
    public const string Me = "me";

    private const int ShownCandidates = 5;

    /// <summary>Finds whom <paramref name="typed"/> names: an id, a name, a number, else the only name that has it in it.</summary>
    public static async Task<SenderChoice> FindAsync(IReadOnlyList<HistoryView> views, string typed, CancellationToken cancellationToken)
    {
        if (typed == Me)
        {
            return new SenderChoice(Id: null);
        }

        var exact = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var near = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (HistoryView view in views)
        {
            await foreach (Participant person in view.ParticipantsAsync(cancellationToken))
            {
                if (person.Id == typed)
                {
                    return new SenderChoice(person.Id);
                }

                string?[] names = [person.Alias, person.Name, person.Phone];
                if (names.Contains(typed, StringComparer.OrdinalIgnoreCase))
                {
                    exact[person.Id] = person.Alias ?? person.Name ?? person.Id;
                }
                else if (names.Any(name => name?.Contains(typed, StringComparison.OrdinalIgnoreCase) == true))
                {
                    near[person.Id] = person.Alias ?? person.Name ?? person.Id;
                }
            }
        }

        SortedDictionary<string, string> best = exact.Count > 0 ? exact : near;
        return best.Count switch
        {
            1 => new SenderChoice(best.First().Key),
            0 => throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, $"nobody is called '{typed}'", $"give the id, the name or the number; '{Me}' is the owner"),
            _ => throw Several(typed, best),
        };
    }

    private static CommandException Several(string typed, SortedDictionary<string, string> people)
    {
        string names = string.Join(", ", people.Take(ShownCandidates).Select(p => $"{p.Value} ({p.Key})"));
        string more = people.Count > ShownCandidates ? ", …" : "";
        return new CommandException(ExitCode.BadUsage, ErrorAnchor.Ambiguous, $"'{typed}' fits {people.Count} people: {names}{more}", "give the id");
    }
}
