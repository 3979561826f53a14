using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>Who is who.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, Participant> _people = new(StringComparer.Ordinal);

    /// <summary>What the owner is called.</summary>
    public string Owner { get; set; } = "";

    /// <summary>The owner's id, where it is known.</summary>
    public string? OwnerId { get; set; }

    public void Add(Participant participant) => _people[participant.Id] = participant;

    /// <summary>The name to show for an id: what the owner calls them, else their own name, else their number, else the id's own part.</summary>
    public string Of(string id)
    {
        Participant? person = _people.GetValueOrDefault(id);
        foreach (string? name in (ReadOnlySpan<string?>)[person?.Alias, person?.Name, id == OwnerId ? Owner : null, person?.Phone])
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                return name;
            }
        }

        int at = id.IndexOf('@', StringComparison.Ordinal);
        return at > 0 ? (id[..at].All(char.IsAsciiDigit) && id.EndsWith("@s.whatsapp.net", StringComparison.Ordinal) ? "+" + id[..at] : id[..at]) : id;
    }

    /// <summary>Who sent a message.</summary>
    public string SenderOf(Message message) =>
        message.Outgoing == true ? Owner : message.SenderId is string sender ? Of(sender) : "";
}
