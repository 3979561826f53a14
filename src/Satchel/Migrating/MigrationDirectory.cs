using System.Globalization;
using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Everybody and every chat of all sources, once each.</summary>
internal sealed class MigrationDirectory
{
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _peopleOfTarget = new(StringComparer.Ordinal);
    private readonly HashSet<string> _chatsOfTarget = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Participant> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Chat> _chats = new(StringComparer.Ordinal);

    private MigrationDirectory()
    {
    }

    /// <summary>Everybody by id.</summary>
    public IReadOnlyDictionary<string, Participant> People => _people;

    /// <summary>The chats by id.</summary>
    public IReadOnlyDictionary<string, Chat> Chats => _chats;

    /// <summary>What the person should know, a sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Everybody whom not only the target's own store has.</summary>
    public IEnumerable<Participant> MovingPeople => _people.Values.Where(p => !_peopleOfTarget.Contains(p.Id));

    /// <summary>The chats that not only the target's own store has.</summary>
    public IEnumerable<Chat> MovingChats => _chats.Values.Where(c => !_chatsOfTarget.Contains(c.Id));

    /// <summary>Reads the directories of the sources, and finds out what the names of text exports are in the others.</summary>
    public static async Task<MigrationDirectory> ReadAsync(IReadOnlyList<MigrationSource> sources, Account account, CancellationToken cancellationToken)
    {
        MigrationDirectory directory = new();
        foreach (MigrationSource source in sources.Where(s => !s.IsText).OrderBy(s => s.Rank))
        {
            await foreach (Participant participant in source.View.ParticipantsAsync(cancellationToken))
            {
                directory.Add(participant, source.IsTarget);
            }

            await foreach (Chat chat in source.View.ChatListAsync(cancellationToken))
            {
                directory.Add(chat, source.IsTarget);
            }
        }

        directory.WarnOfHiddenIds();
        foreach (MigrationSource source in sources.Where(s => s.IsText))
        {
            await directory.JoinAsync(source, account, cancellationToken);
        }

        return directory;
    }

    private async Task JoinAsync(MigrationSource source, Account account, CancellationToken cancellationToken)
    {
        List<Participant> people = await source.View.ParticipantsAsync(cancellationToken).ToListAsync(cancellationToken);
        List<Chat> chats = await source.View.ChatListAsync(cancellationToken).ToListAsync(cancellationToken);
        TextJoin join = new(this, account);
        TextNames names = join.Join(chats, people);
        source.Names = names;
        WarnOf(join);
        foreach (Participant person in people)
        {
            string? id = names.PersonOf(person.Id);
            if (id is not null && !_people.ContainsKey(id))
            {
                Add(new Participant(id) { Name = person.Name, Phone = person.Phone, Alias = person.Alias }, isTarget: false);
            }

            _peopleOfTarget.Remove(id ?? "");
        }

        foreach (Chat chat in chats)
        {
            string id = names.ChatOf(chat.Id);
            if (!_chats.ContainsKey(id))
            {
                Add(Own(chat, id, names), isTarget: false);
            }

            _chatsOfTarget.Remove(id);
        }
    }

    private static Chat Own(Chat chat, string id, TextNames names) => new(id, id == chat.Id ? chat.Kind : ChatKind.Group)
    {
        Title = chat.Title,
        Participants = [.. chat.Participants.Select(names.PersonOf).OfType<string>()],
        CreatedAt = chat.CreatedAt,
        Archived = chat.Archived,
    };

    private void WarnOf(TextJoin join)
    {
        if (join.UnknownChats > 0)
        {
            _warnings.Add("a text export is of a chat that no other source has: it is kept as a chat of its own, a group in which nothing can be sent where no number is known");
        }

        if (join.AmbiguousChats > 0)
        {
            _warnings.Add("the title of a text export fits several chats of the other sources: it is kept as a chat of its own, a group in which nothing can be sent");
        }

        if (join.UnknownPeople > 0)
        {
            _warnings.Add(Counted(join.UnknownPeople, "name", "names") + " of a text export fit nobody, or several people, of the other sources, and are kept under their names, without a number");
        }
    }

    // WhatsApp's ids that hide the number: somebody whose number no source tells may be there a second time, under it.
    private void WarnOfHiddenIds()
    {
        int hidden = MovingPeople.Count(p => p.Phone is null && p.Id.EndsWith("@lid", StringComparison.Ordinal));
        if (hidden > 0)
        {
            _warnings.Add($"of {Counted(hidden, "person", "people")} only an id without a number is known: who is in the target under a number appears there twice");
        }
    }

    private void Add(Participant participant, bool isTarget)
    {
        Mark(_peopleOfTarget, participant.Id, _people.ContainsKey(participant.Id), isTarget);
        _people[participant.Id] = _people.TryGetValue(participant.Id, out Participant? known)
            ? new Participant(participant.Id)
            {
                Name = participant.Name ?? known.Name,
                Phone = participant.Phone ?? known.Phone,
                Alias = participant.Alias ?? known.Alias,
            }
            : participant;
    }

    private void Add(Chat chat, bool isTarget)
    {
        Mark(_chatsOfTarget, chat.Id, _chats.ContainsKey(chat.Id), isTarget);
        _chats[chat.Id] = _chats.TryGetValue(chat.Id, out Chat? known)
            ? chat with
            {
                Title = chat.Title ?? known.Title,
                Participants = chat.Participants.Count == 0 ? known.Participants : [.. chat.Participants.Union(known.Participants, StringComparer.Ordinal)],
                CreatedAt = chat.CreatedAt ?? known.CreatedAt,
            }
            : chat;
    }

    private static void Mark(HashSet<string> ofTarget, string id, bool isKnown, bool isTarget)
    {
        if (!isTarget)
        {
            ofTarget.Remove(id);
        }
        else if (!isKnown)
        {
            ofTarget.Add(id);
        }
    }

    private static string Counted(int count, string one, string many) => $"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";
}
