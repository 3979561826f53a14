namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>A phrase with gaps: <c>{a} added {s}</c>.</summary>
internal sealed class PhraseTemplate
{
    private readonly List<string> _words = [];   // what stands before, between and after the gaps
    private readonly List<char> _gaps = [];

    /// <param name="text">The phrase; gaps are letters in braces.</param>
    public PhraseTemplate(string text)
    {
        string plain = ExportChars.Plain(text);
        int start = 0;
        for (int open = plain.IndexOf('{', StringComparison.Ordinal); open >= 0; open = plain.IndexOf('{', start))
        {
            _words.Add(plain[start..open]);
            _gaps.Add(plain[open + 1]);
            start = open + 3;
        }

        _words.Add(plain[start..]);
        Weight = _words.Sum(w => w.Length);
    }

    /// <summary>How many characters are given; the more, the surer a match.</summary>
    public int Weight { get; }

    /// <summary>Whether the phrase is told without saying who did it.</summary>
    public bool HasActor => _gaps.Contains('a');

    /// <summary>Matches a text in plain form as a whole; null where it does not.</summary>
    public PhraseMatch? Match(string plain)
    {
        if (plain.Length < Weight || !plain.StartsWith(_words[0], StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        PhraseMatch match = new();
        int at = _words[0].Length;
        for (int i = 0; i < _gaps.Count; i++)
        {
            bool isLast = i == _gaps.Count - 1;
            int end = FindWords(plain, at, _words[i + 1], isLast, canBeEmpty: _gaps[i] == '*');
            if (end < 0)
            {
                return null;
            }

            match = match.With(_gaps[i], at..end);
            at = end + _words[i + 1].Length;
        }

        return at == plain.Length ? match : null;
    }

    private static int FindWords(string plain, int from, string words, bool isLast, bool canBeEmpty)
    {
        int least = from + (canBeEmpty ? 0 : 1);
        if (least > plain.Length)
        {
            return -1;
        }

        if (!isLast)
        {
            return plain.IndexOf(words, least, StringComparison.OrdinalIgnoreCase);
        }

        int end = plain.Length - words.Length;
        return end >= least && plain.EndsWith(words, StringComparison.OrdinalIgnoreCase) ? end : -1;
    }
}
