namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The phrases that WhatsApp itself writes into exports, in all languages of phrases.txt.</summary>
internal static class PhraseBook
{
    private const string Resource = "Satchel.Chats.WhatsApp.TextExport.phrases.txt";

    private const int MaxNoticeChars = 1024;
    private const int StartChars = 5;

    private static readonly string[] EventKinds = ["created", "added", "removed", "left", "title", "icon", "number", "security", "timer", "other"];

    private static readonly Dictionary<string, Dictionary<string, ExportLanguage>> Exact = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, List<(PhraseTemplate Template, ExportLanguage Language)>> Templates = new(StringComparer.Ordinal);
    private static readonly Dictionary<ExportLanguage, List<PhraseTemplate>> FileNames = [];
    private static readonly Dictionary<string, List<(string Start, ExportLanguage Language)>> Encryption = new(StringComparer.Ordinal);
    private static readonly HashSet<string> AllExact = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Starts = new(StringComparer.Ordinal);

    static PhraseBook()
    {
        Languages = Load();
        foreach (ExportLanguage language in Languages)
        {
            foreach ((string kind, string[] phrases) in language.Phrases)
            {
                foreach (string phrase in phrases)
                {
                    Add(kind, phrase, language);
                }
            }
        }

        foreach (List<(PhraseTemplate Template, ExportLanguage Language)> templates in Templates.Values)
        {
            templates.Sort((left, right) => right.Template.Weight.CompareTo(left.Template.Weight));
        }
    }

    /// <summary>All languages.</summary>
    public static IReadOnlyList<ExportLanguage> Languages { get; }

    /// <summary>How a language names an export's file.</summary>
    public static IReadOnlyList<PhraseTemplate> FileNamesOf(ExportLanguage language) => FileNames.GetValueOrDefault(language, []);

    /// <summary>A text as phrases are compared: without marks, in plain and small letters, without the full stop at its end.</summary>
    public static string KeyOf(string text) => ExportChars.Plain(ExportChars.WithoutMarks(text)).Trim().TrimEnd('.', '!').ToLowerInvariant();

    /// <summary>The language in which a whole text is a phrase of a kind; null where it is none.</summary>
    public static ExportLanguage? Find(string kind, string key)
    {
        if (Exact.TryGetValue(kind, out Dictionary<string, ExportLanguage>? phrases) && phrases.TryGetValue(key, out ExportLanguage? language))
        {
            return language;
        }

        foreach ((PhraseTemplate template, ExportLanguage of) in TemplatesOf(kind))
        {
            if (template.Match(key) is not null)
            {
                return of;
            }
        }

        return null;
    }

    /// <summary>Whether a text may be a phrase other than a notice: as a whole, up to its first comma or full stop, or with gaps. Most are none.</summary>
    public static bool MayBePhrase(string key)
    {
        var exact = AllExact.GetAlternateLookup<ReadOnlySpan<char>>();
        int end = key.AsSpan().IndexOfAny('.', ',');
        return exact.Contains(key) || (end > 0 && exact.Contains(key.AsSpan(0, end).TrimEnd()))
            || (key.Length >= StartChars && Starts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(key.AsSpan(0, StartChars)));
    }

    /// <summary>The language of a notice that the chat is encrypted; null where a text is none.</summary>
    public static ExportLanguage? FindEncryption(string key)
    {
        if (key.Length < StartChars || !Encryption.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key.AsSpan(0, StartChars), out var notices))
        {
            return null;
        }

        foreach ((string start, ExportLanguage language) in notices)
        {
            if (key.StartsWith(start, StringComparison.Ordinal))
            {
                return language;
            }
        }

        return null;
    }

    /// <summary>What left-out content was, by its phrase: <c>image omitted</c>.</summary>
    public static (MessageKind Kind, ExportLanguage Language)? FindOmitted(string key)
    {
        foreach ((string name, MessageKind kind) in Omitted)
        {
            if (Exact[name].TryGetValue(key, out ExportLanguage? language))
            {
                return (kind, language);
            }
        }

        return null;
    }

    /// <summary>What happened to the chat, by the phrase that says so.</summary>
    /// <param name="text">The text without marks and without a full stop at its end.</param>
    /// <param name="languages">The languages to look in; null for all.</param>
    public static SystemPhrase? FindEvent(string text, IReadOnlySet<ExportLanguage>? languages)
    {
        if (text.Length > MaxNoticeChars)
        {
            return null;
        }

        string plain = ExportChars.Plain(text);
        SystemPhrase? best = null;
        int weight = 0;
        foreach (string kind in EventKinds)
        {
            foreach ((PhraseTemplate template, ExportLanguage language) in TemplatesOf(kind))
            {
                if (template.Weight <= weight)
                {
                    break;   // the heaviest stand first
                }

                if (languages?.Contains(language) != false && template.Match(plain) is { } match)
                {
                    best = new SystemPhrase(kind, language, match);
                    weight = template.Weight;
                    break;
                }
            }
        }

        return best;
    }

    private static readonly (string Name, MessageKind Kind)[] Omitted =
    [
        ("image", MessageKind.Image), ("video", MessageKind.Video), ("videoNote", MessageKind.VideoNote), ("audio", MessageKind.Audio), ("voice", MessageKind.Voice),
        ("sticker", MessageKind.Sticker), ("gif", MessageKind.Gif), ("document", MessageKind.Document), ("contact", MessageKind.Contact),
    ];

    private static List<(PhraseTemplate Template, ExportLanguage Language)> TemplatesOf(string kind) => Templates.TryGetValue(kind, out var templates) ? templates : [];

    private static void Add(string kind, string phrase, ExportLanguage language)
    {
        if (kind == "encryption")
        {
            string start = KeyOf(phrase);
            (Encryption.TryGetValue(start[..StartChars], out var notices) ? notices : Encryption[start[..StartChars]] = []).Add((start, language));
        }
        else if (kind == "file-name")
        {
            (FileNames.TryGetValue(language, out List<PhraseTemplate>? names) ? names : FileNames[language] = []).Add(new PhraseTemplate(phrase));
        }
        else if (phrase.Contains('{', StringComparison.Ordinal) || Array.IndexOf(EventKinds, kind) >= 0)
        {
            (Templates.TryGetValue(kind, out var templates) ? templates : Templates[kind] = []).Add((new PhraseTemplate(phrase), language));
            if (Array.IndexOf(EventKinds, kind) < 0)
            {
                Starts.Add(KeyOf(phrase)[..StartChars]);
            }
        }
        else
        {
            (Exact.TryGetValue(kind, out var phrases) ? phrases : Exact[kind] = new(StringComparer.Ordinal)).TryAdd(KeyOf(phrase), language);
            AllExact.Add(KeyOf(phrase));
        }
    }

    private static List<ExportLanguage> Load()
    {
        using Stream stream = typeof(PhraseBook).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream);
        List<ExportLanguage> languages = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                int space = line.IndexOf(' ', StringComparison.Ordinal);
                languages.Add(new ExportLanguage(line[1..space], line[(space + 1)..^1]));
                continue;
            }

            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            languages[^1].Phrases[line[..equals]] = line[(equals + 3)..].Split(" | ");
        }

        return languages;
    }
}
