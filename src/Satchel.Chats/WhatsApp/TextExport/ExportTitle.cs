namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What the name of an export's file says: whose chat it is.</summary>
internal static class ExportTitle
{
    /// <summary>The chat's name in the app's own form of a file's name (<c>WhatsApp Chat with Ben.txt</c>); null for others.</summary>
    public static string? OfFileName(string name)
    {
        string bare = Bare(name);
        string plain = ExportChars.Plain(bare);
        string? best = null;
        foreach (ExportLanguage language in PhraseBook.Languages)
        {
            foreach (PhraseTemplate template in PhraseBook.FileNamesOf(language))
            {
                if (template.Match(plain)?.Title is { } title && ExportChars.CleanName(bare.AsSpan()[title]) is { Length: > 0 } found && (best is null || found.Length < best.Length))
                {
                    best = found;
                }
            }
        }

        return best;
    }

    /// <summary>Whether a file is named as the apps name an export's text.</summary>
    public static bool IsOfExport(string name) => Bare(name).Equals("_chat", StringComparison.OrdinalIgnoreCase) || OfFileName(name) is not null;

    /// <summary>A file's name without its ending, and without what a download adds that is not the first of its name.</summary>
    public static string Bare(string name)
    {
        string bare = ExportChars.WithoutMarks(name);
        if (bare.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || bare.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[..^4];
        }

        bare = bare.TrimEnd();
        int open = bare.LastIndexOf('(');
        return open > 0 && bare.EndsWith(')') && bare.Length - open is >= 3 and <= 4 && !bare.AsSpan(open + 1, bare.Length - open - 2).ContainsAnyExceptInRange('0', '9')
            ? bare[..open].TrimEnd()
            : bare;
    }

    /// <summary>Whether two names are one but for the signs that a file's name cannot hold.</summary>
    public static bool IsSameBarSigns(string left, string right)
    {
        string a = string.Concat(left.Where(char.IsLetterOrDigit));
        return a.Length > 0 && a.Equals(string.Concat(right.Where(char.IsLetterOrDigit)), StringComparison.OrdinalIgnoreCase);
    }
}
