namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The phrases that stand for what a message was, alone or behind its text.</summary>
internal static class ContentPhrases
{
    /// <summary>The language of a short text that is such a phrase as a whole, or ends in one; null for what people wrote.</summary>
    public static ExportLanguage? LanguageOf(string key)
    {
        if (PhraseBook.FindOmitted(key) is { } omitted)
        {
            return omitted.Language;
        }

        if (key.EndsWith('>') && key.LastIndexOf('<') is var open and >= 0)
        {
            string inner = key[(open + 1)..^1].Trim().TrimEnd('.');
            int colon = inner.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 ? PhraseBook.Find("attached", inner[..colon].Trim())
                : PhraseBook.Find("media", inner) ?? PhraseBook.Find("edited", inner) ?? PhraseBook.FindOmitted(inner)?.Language;
        }

        if (key.EndsWith(')') && key.LastIndexOf('(') is var bracket and > 0)
        {
            return PhraseBook.Find("file", key[(bracket + 1)..^1].Trim());
        }

        return PhraseBook.Find("deleted", key) ?? PhraseBook.Find("deleted-by-me", key) ?? PhraseBook.Find("missed-voice", key) ?? PhraseBook.Find("missed-video", key);
    }

    /// <summary>Takes the mark of an edited message off a text.</summary>
    public static string WithoutEdited(string text, out bool isEdited)
    {
        isEdited = false;
        int end = TrimEnd(text, text.Length);
        if (end == 0 || ExportChars.Plain(text[end - 1]) != '>')
        {
            return text;
        }

        int open = text.AsSpan(0, end).LastIndexOfAny('<', '\uFF1C', '\u2039');
        if (open < 0 || end - open > 80 || PhraseBook.Find("edited", PhraseBook.KeyOf(text[(open + 1)..(end - 1)])) is null)
        {
            return text;
        }

        isEdited = true;
        return text[..TrimEnd(text, open)];
    }

    /// <summary>Where a text ends without the spaces and marks at its end.</summary>
    public static int TrimEnd(string text, int end)
    {
        while (end > 0 && (ExportChars.IsMark(text[end - 1]) || ExportChars.IsSpace(text[end - 1])))
        {
            end--;
        }

        return end;
    }
}
