namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// Tells the sender from the text. They are parted by the first <c>: </c>; but a name may hold one itself, and on Android a line without a sender
/// may hold one too. What was said in the whole file helps: a name repeats.
/// </summary>
internal sealed class SenderNames
{
    private const int MaxParts = 3;
    private const int LeastRepeats = 2;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string First, string Longer), int> _longer = [];
    private readonly Dictionary<string, string> _extended = new(StringComparer.Ordinal);
    private readonly List<string> _given = [];
    private readonly Dictionary<string, string?> _clean = new(StringComparer.Ordinal);

    /// <summary>Takes a name that is known to be one.</summary>
    public void Give(string? name)
    {
        if (!string.IsNullOrEmpty(name) && !_given.Contains(name))
        {
            _given.Add(name);
        }
    }

    /// <summary>Takes note of what a message may begin with.</summary>
    public void Note(string rest)
    {
        int end = -1;
        string? first = null;
        for (int part = 0; part < MaxParts; part++)
        {
            end = FindColon(rest, end + 1);
            if (end < 0 || CleanBefore(rest, end) is not { } name)
            {
                return;
            }

            if (first is null)
            {
                Count(_counts, first = name);
            }
            else
            {
                Count(_longer, (first, name));
            }
        }
    }

    /// <summary>Ends the noting.</summary>
    public void Decide()
    {
        foreach (((string first, string longer), int count) in _longer)
        {
            if (count >= LeastRepeats && _counts.GetValueOrDefault(first) == count && longer.Length > _extended.GetValueOrDefault(first, "").Length)
            {
                _extended[first] = longer;
            }
        }

        _longer.Clear();
    }

    /// <summary>How often a name stood before a colon.</summary>
    public int CountOf(string name) => _counts.GetValueOrDefault(name) + (_given.Contains(name) ? LeastRepeats : 0);

    /// <summary>The sender and where the text begins; null where the line has no sender.</summary>
    /// <param name="rest">What follows the stamp.</param>
    /// <param name="isSure">Whether a line of this kind always has a sender.</param>
    public (string Name, int TextStart)? Split(string rest, bool isSure)
    {
        int colon = FindColon(rest, 0);
        if (colon < 0 || CleanBefore(rest, colon) is not { } name)
        {
            return null;
        }

        foreach (string given in _given)
        {
            if (given.Contains(": ", StringComparison.Ordinal) && given.StartsWith(name + ":", StringComparison.Ordinal) && FindEnd(rest, given) is { } behind)
            {
                return (given, TextAfter(rest, behind));
            }
        }

        if (_extended.TryGetValue(name, out string? extended) && FindEnd(rest, extended) is { } end)
        {
            return (extended, TextAfter(rest, end));
        }

        return !isSure && CountOf(name) < LeastRepeats && IsNotice(rest) ? null : (name, TextAfter(rest, colon));
    }

    // Somebody once, and the line as a whole is a notice about somebody known: "Ben added Dr: Bob".
    private bool IsNotice(string rest)
    {
        string line = ExportChars.WithoutMarks(FirstLine(rest)).Trim().TrimEnd('.');
        if (PhraseBook.FindEncryption(PhraseBook.KeyOf(line)) is not null)
        {
            return true;
        }

        return PhraseBook.FindEvent(line, null) is { } phrase
            && (phrase.Match.Actor is not { } actor || CountOf(ExportChars.CleanName(line.AsSpan()[actor])) > 0 || PhraseBook.Find("you", PhraseBook.KeyOf(line[actor])) is not null);
    }

    private static int? FindEnd(string rest, string name)
    {
        int colon = -1;
        for (int part = 0; part <= MaxParts; part++)
        {
            colon = FindColon(rest, colon + 1);
            if (colon < 0)
            {
                return null;
            }

            if (NameBefore(rest, colon) == name)
            {
                return colon;
            }
        }

        return null;
    }

    private static string FirstLine(string rest)
    {
        int end = rest.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }

    // A colon with a space or the end of the line behind it, in the first line and not too far in.
    private static int FindColon(string rest, int from)
    {
        int limit = Math.Min(rest.Length, ExportLimits.MaxNameChars * 2);
        for (int i = from; i < limit; i++)
        {
            if (rest[i] == '\n')
            {
                return -1;
            }

            if (rest[i] == ':' && (i + 1 == rest.Length || rest[i + 1] == '\n' || ExportChars.IsSpace(rest[i + 1]) || ExportChars.IsMark(rest[i + 1])))
            {
                return i;
            }
        }

        return -1;
    }

    // Names repeat; the form that they are compared in is made once.
    private string? CleanBefore(string rest, int colon)
    {
        var known = _clean.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(rest.AsSpan(0, colon), out string? name))
        {
            return name;
        }

        name = NameBefore(rest, colon);
        if (_clean.Count < ExportLimits.MaxNames)
        {
            _clean[rest[..colon]] = name;
        }

        return name;
    }

    private static string? NameBefore(string rest, int colon)
    {
        string name = ExportChars.CleanName(rest.AsSpan(0, colon));
        if (name.Length is 0 or > ExportLimits.MaxNameChars)
        {
            return null;
        }

        // The start of a quotation that does not end: the colon stands inside a title.
        int quotes = 0;
        foreach (char c in name)
        {
            quotes += ExportChars.Plain(c) == '"' ? 1 : 0;
        }

        return quotes % 2 == 0 ? name : null;
    }

    private static int TextAfter(string rest, int colon) =>
        colon + 1 < rest.Length && ExportChars.IsSpace(rest[colon + 1]) ? colon + 2 : colon + 1;

    private static void Count<T>(Dictionary<T, int> counts, T name)
        where T : notnull
    {
        if (counts.TryGetValue(name, out int count))
        {
            counts[name] = count + 1;
        }
        else if (counts.Count < ExportLimits.MaxNames)
        {
            counts[name] = 1;
        }
    }
}
