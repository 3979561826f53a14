using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Text;

/// <summary>What to call somebody: the owner's name for them, their own, their number, else their id.</summary>
internal sealed class PersonNames
{
    private const string Owner = "me";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _owners;

    private PersonNames(IEnumerable<HistoryView> views) => _owners = [.. views.Select(view => view.Account.Id).OfType<string>()];

    /// <summary>Learns the names of a history.</summary>
    public static async Task<PersonNames> ReadAsync(IReadOnlyList<HistoryView> views, CancellationToken cancellationToken)
    {
        var names = new PersonNames(views);
        foreach (HistoryView view in views)
        {
            await foreach (Participant person in view.ParticipantsAsync(cancellationToken))
            {
                if ((person.Alias ?? person.Name ?? person.Phone) is { Length: > 0 } name)
                {
                    names._names[person.Id] = name;
                }
            }
        }

        return names;
    }

    /// <summary>What to call the one with <paramref name="id"/>; null is the owner, or nobody knows.</summary>
    public string Of(string? id) =>
        id is null || _owners.Contains(id) ? Owner : _names.TryGetValue(id, out string? name) ? name : id;

    /// <summary>What to call the sender of <paramref name="message"/>.</summary>
    public string OfSender(Message message) => message.Outgoing switch
    {
        true => Owner,
        _ when message.SenderId is { } id => Of(id),
        false => "?",
        null => "?",
    };
}
