namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The people whom a notice names.</summary>
internal static class NoticeNames
{
    /// <summary>Who did it; null where it does not say.</summary>
    public static string? ActorOf(string notice, SystemPhrase phrase) => phrase.Match.Actor is { } actor ? Clean(notice, actor) : null;

    /// <summary>To whom it happened.</summary>
    public static IReadOnlyList<string> SubjectsOf(string notice, SystemPhrase phrase)
    {
        if (phrase.Match.Subjects is not { } place)
        {
            return [];
        }

        string subjects = notice[place];
        List<string> names = [];
        foreach (string part in subjects.Split([", ", "、", "，", "، "], StringSplitOptions.RemoveEmptyEntries))
        {
            AddParted(part, phrase.Language, names);
        }

        return names;
    }

    /// <summary>Everybody named, but for those words that mean the owner.</summary>
    public static IEnumerable<string> Of(string notice, SystemPhrase phrase)
    {
        if (phrase.Event == SystemEvent.Other)
        {
            yield break;
        }

        if (ActorOf(notice, phrase) is { } actor && !IsOwner(actor))
        {
            yield return actor;
        }

        foreach (string subject in SubjectsOf(notice, phrase))
        {
            if (!IsOwner(subject))
            {
                yield return subject;
            }
        }
    }

    /// <summary>Whether a word means the owner: <c>You</c>.</summary>
    public static bool IsOwner(string name) => PhraseBook.Find("you", PhraseBook.KeyOf(name)) is not null;

    // "Ben and Carla": a name may hold the word too, but then nobody can tell.
    private static void AddParted(string part, ExportLanguage language, List<string> names)
    {
        foreach (string word in language.Phrases.GetValueOrDefault("and", []))
        {
            string and = word.Length == 1 && word[0] > '\u2E7F' ? word : " " + word + " ";
            int at = part.LastIndexOf(and, StringComparison.Ordinal);
            if (at > 0 && (and[0] == ' ' || names.Count > 0))
            {
                Add(part[..at], names);
                Add(part[(at + and.Length)..], names);
                return;
            }
        }

        Add(part, names);
    }

    private static void Add(string name, List<string> names)
    {
        string clean = ExportChars.CleanName(name);
        if (clean.Length is > 0 and <= ExportLimits.MaxNameChars && names.Count < ExportLimits.MaxMembers)
        {
            names.Add(clean);
        }
    }

    private static string? Clean(string notice, Range place)
    {
        string name = ExportChars.CleanName(notice.AsSpan()[place]);
        return name.Length is > 0 and <= ExportLimits.MaxNameChars ? name : null;
    }
}
