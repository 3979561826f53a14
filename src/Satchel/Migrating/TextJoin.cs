using Satchel.Chats;
using Satchel.Chats.WhatsApp;

namespace Satchel.Migrating;

/// <summary>
/// Finds out who and what the names of a text export are: by phone number, or by a name that only one chat or person of the other sources has.
/// </summary>
/// <param name="known">What the other sources have.</param>
/// <param name="account">The owner.</param>
internal sealed class TextJoin(MigrationDirectory known, Account account)
{
    private readonly Dictionary<string, string> _chats = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal);
    private readonly HashSet<string> _owners = new(StringComparer.Ordinal);

    /// <summary>How many chats fit none of the other sources.</summary>
    public int UnknownChats { get; private set; }

    /// <summary>How many fit several.</summary>
    public int AmbiguousChats { get; private set; }

    /// <summary>How many people fit nobody, or several, of the other sources.</summary>
    public int UnknownPeople { get; private set; }

    /// <summary>Joins an export's names with what is known.</summary>
    public TextNames Join(IReadOnlyList<Chat> chats, IReadOnlyList<Participant> people)
    {
        foreach (Chat chat in chats)
        {
            JoinChat(chat, people);
        }

        List<Participant> unknown = [.. people.Where(p => !JoinPerson(p, chats))];
        Chat? direct = chats is [Chat only] && _chats.TryGetValue(only.Id, out string? id) && known.Chats[id] is { Kind: ChatKind.Direct } found ? found : null;
        if (direct is not null && unknown is [Participant other] && _people.ContainsValue(direct.Id))
        {
            // Of two who talk with each other one is the chat's other side, so the second is the owner.
            _owners.Add(other.Id);
            unknown.Clear();
        }

        HashSet<string> joined = [.. _chats.Values];
        MakeIds(chats, unknown);
        return new TextNames(_chats, _people, _owners, joined, account.Id);
    }

    // What has a name alone gets an id that the app takes for one.
    private void MakeIds(IReadOnlyList<Chat> chats, List<Participant> unknown)
    {
        if (account.App != "whatsapp")
        {
            return;
        }

        foreach (Chat chat in chats.Where(c => !_chats.ContainsKey(c.Id) && !UnknownIds.IsKnown(c.Id)))
        {
            _chats[chat.Id] = UnknownIds.OfChat(chat.Id);
        }

        foreach (Participant person in unknown.Where(p => !UnknownIds.IsKnown(p.Id)))
        {
            _people[person.Id] = UnknownIds.OfPerson(person.Id);
            UnknownPeople++;
        }
    }

    private void JoinChat(Chat chat, IReadOnlyList<Participant> people)
    {
        List<Chat> fitting = known.Chats.ContainsKey(chat.Id) ? [known.Chats[chat.Id]] : [.. known.Chats.Values.Where(c => Fits(c, chat, people))];
        if (fitting.Count > 1 && fitting.FindAll(c => c.Kind == chat.Kind) is [Chat ofKind])
        {
            fitting = [ofKind];
        }

        if (fitting is [Chat one])
        {
            _chats[chat.Id] = one.Id;
        }
        else if (fitting.Count > 1)
        {
            AmbiguousChats++;
        }
        else
        {
            UnknownChats++;
        }
    }

    private bool Fits(Chat chat, Chat text, IReadOnlyList<Participant> people)
    {
        string? title = text.Title ?? (people is [Participant only] ? only.Name ?? only.Phone : null);
        if (title is null)
        {
            return false;
        }

        return PersonName.IsSameTitle(chat.Title, title)
            || (chat.Kind == ChatKind.Direct && known.People.TryGetValue(chat.Id, out Participant? peer) && IsCalled(peer, title));
    }

    private bool JoinPerson(Participant person, IReadOnlyList<Chat> chats)
    {
        if (known.People.ContainsKey(person.Id))
        {
            _people[person.Id] = person.Id;
            return true;
        }

        string name = person.Name ?? person.Phone ?? person.Id;
        List<Participant> fitting = [.. known.People.Values.Where(p => IsCalled(p, name) || (person.Phone is not null && IsCalled(p, person.Phone)))];
        if (fitting.Count > 1)
        {
            HashSet<string> inChats = [.. chats.Where(c => _chats.ContainsKey(c.Id)).SelectMany(c => known.Chats[_chats[c.Id]].Participants.Append(_chats[c.Id]))];
            fitting = fitting.FindAll(p => inChats.Contains(p.Id));
        }

        if (person.Id == account.Id || fitting is [{ } self] && self.Id == account.Id || (fitting.Count == 0 && PersonName.IsSame(account.Name, name)))
        {
            _owners.Add(person.Id);
            return true;
        }

        if (fitting is [Participant one])
        {
            _people[person.Id] = one.Id;
            return true;
        }

        return false;
    }

    private static bool IsCalled(Participant person, string name) =>
        PersonName.IsSame(person.Alias, name) || PersonName.IsSame(person.Name, name) || PersonName.IsSamePhone(person.Phone, name);
}
