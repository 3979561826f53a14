namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Tells what the text of a message is: a file, something left out, a place, a call, a poll, or what somebody wrote.</summary>
internal static class ContentReader
{
    private const int MaxPhraseChars = 200;
    private const int MaxMarks = 8;

    /// <summary>Reads the text of a message that has a sender.</summary>
    /// <param name="text">The text as it stands, marks and all.</param>
    public static ExportContent Read(string text)
    {
        string plain = ContentPhrases.WithoutEdited(text, out bool isEdited);
        ExportContent content = ReadKnown(plain) ?? new ExportContent(MessageKind.Text) { Text = TrimStart(plain) };
        return isEdited ? content with { IsEdited = true } : content;
    }

    /// <summary>Reads a text that is a phrase of the app's or names a file; null for what somebody wrote.</summary>
    public static ExportContent? ReadKnown(string text)
    {
        if (text == "null")
        {
            return new ExportContent(MessageKind.Unknown) { Raw = ("viewOnce", text) };
        }

        bool hasMark = text.Contains(ExportChars.LeftToRightMark, StringComparison.Ordinal);
        string key = text.Length > MaxPhraseChars ? "" : PhraseBook.KeyOf(text);
        bool mayBePhrase = key.Length > 0 && PhraseBook.MayBePhrase(key);
        return ReadBracketed(text) ?? ReadFileAttached(text) ?? (mayBePhrase || hasMark ? ReadOmitted(text) : null) ?? PollText.Read(text) ?? LocationText.Read(text)
            ?? (mayBePhrase ? ReadPhrase(text, key) : null);
    }

    // "<attached: 00000035-PHOTO-….jpg>" at the end of a caption; "<Media omitted>" at the start of one.
    private static ExportContent? ReadBracketed(string text)
    {
        int end = ContentPhrases.TrimEnd(text, text.Length);
        if (end > 0 && IsClosing(text[end - 1]))
        {
            int open = text.AsSpan(0, end).LastIndexOfAny('<', '\uFF1C', '\u2039');
            if (open >= 0 && ReadAttached(text, open, end - 1) is { } attached)
            {
                return attached;
            }
        }

        if (text.AsSpan().IndexOfAny("<\uFF1C\u2039") is < 0 or > MaxMarks)
        {
            return null;
        }

        string first = FirstLine(text, out string? caption);
        string key = first.Length > MaxPhraseChars ? "" : PhraseBook.KeyOf(first);
        if (!key.StartsWith('<') || !key.EndsWith('>'))
        {
            return null;
        }

        string inner = key[1..^1].Trim().TrimEnd('.');
        return PhraseBook.Find("media", inner) is not null ? new ExportContent(MessageKind.Unknown) { Text = caption, Raw = ("omitted", ExportChars.WithoutMarks(first).Trim()) }
            : PhraseBook.FindOmitted(inner) is { } omitted ? new ExportContent(omitted.Kind) { Text = caption, IsOmitted = true }
            : null;
    }

    private static ExportContent? ReadAttached(string text, int open, int close)
    {
        ReadOnlySpan<char> inner = text.AsSpan(open + 1, close - open - 1);
        int colon = inner.IndexOfAny(':', '\uFF1A');
        if (colon <= 0)
        {
            return null;
        }

        string file = ExportChars.WithoutMarks(inner[(colon + 1)..].ToString()).Trim();
        if (!ExportFileNames.IsFileName(file) || (!ExportFileNames.IsNumbered(file) && PhraseBook.Find("attached", PhraseBook.KeyOf(inner[..colon].ToString())) is null))
        {
            return null;
        }

        string caption = TrimStart(text[..ContentPhrases.TrimEnd(text, open)]);
        string shown = ExportFileNames.ShownName(file);
        return new ExportContent(ExportFileNames.KindOf(file)) { FileName = file, ShownName = shown, Text = IsDescription(caption, shown) ? null : caption };
    }

    // "IMG-20230630-WA0000.jpg (file attached)", the caption on the lines behind.
    private static ExportContent? ReadFileAttached(string text)
    {
        string first = FirstLine(text, out string? caption);
        if (!first.Contains(')', StringComparison.Ordinal) && !first.Contains('\uFF09', StringComparison.Ordinal))
        {
            return null;
        }

        string line = ExportChars.WithoutMarks(first).Trim();
        if (!line.EndsWith(')') && !line.EndsWith('\uFF09'))
        {
            return null;
        }

        int open = line.LastIndexOfAny(['(', '\uFF08']);
        string file = open > 0 ? line[..open].Trim() : "";
        if (!ExportFileNames.IsFileName(file) || (!ExportFileNames.IsAndroidName(file) && PhraseBook.Find("file", PhraseBook.KeyOf(line[(open + 1)..^1])) is null))
        {
            return null;
        }

        return new ExportContent(ExportFileNames.KindOf(file)) { FileName = file, ShownName = file, Text = caption };
    }

    // "image omitted", alone or behind a caption and a mark.
    private static ExportContent? ReadOmitted(string text)
    {
        int mark = text.LastIndexOf(ExportChars.LeftToRightMark);
        int start = mark < 0 ? 0 : mark;
        if (text.Length - start > MaxPhraseChars || PhraseBook.FindOmitted(PhraseBook.KeyOf(text[start..])) is not { } omitted)
        {
            return null;
        }

        string caption = TrimStart(text[..ContentPhrases.TrimEnd(text, start)]);
        int bullet = caption.IndexOf(" • ", StringComparison.Ordinal);
        string name = bullet > 0 ? caption[..bullet] : caption;
        bool isName = omitted.Kind is MessageKind.Document or MessageKind.Contact && ExportFileNames.IsFileName(name);
        return new ExportContent(omitted.Kind)
        {
            Text = isName || caption.Length == 0 ? null : caption,
            ShownName = isName ? name : null,
            IsOmitted = true,
        };
    }

    private static ExportContent? ReadPhrase(string text, string key)
    {
        if (PhraseBook.Find("deleted", key) is not null || PhraseBook.Find("deleted-by-me", key) is not null)
        {
            return new ExportContent(MessageKind.Revoked);
        }

        if (PhraseBook.Find("live-location", key) is not null)
        {
            return new ExportContent(MessageKind.LiveLocation);
        }

        if (CallText.Read(text) is { } call)
        {
            return new ExportContent(MessageKind.Call) { Body = call };
        }

        string shown = ExportChars.WithoutMarks(text).Trim();
        return PhraseBook.Find("waiting", key) is not null ? new ExportContent(MessageKind.Unknown) { Raw = ("waiting", shown) }
            : PhraseBook.Find("view-once", key) is not null ? new ExportContent(MessageKind.Unknown) { Raw = ("viewOnce", shown) }
            : null;
    }

    // "Report.pdf • 2 pages", which the app writes before a document; or the file's name once more.
    private static bool IsDescription(string caption, string shown) =>
        caption.Length == 0 || caption == shown || ((caption.Contains(" • ", StringComparison.Ordinal)) && (caption.StartsWith(shown, StringComparison.Ordinal)
            || (shown.LastIndexOf('.') is > 0 and var dot && caption.StartsWith(shown[..dot], StringComparison.Ordinal))));

    private static bool IsClosing(char c) => c is '>' or '\uFF1E' or '\u203A';

    private static string TrimStart(string text)
    {
        int start = 0;
        while (start < text.Length && ExportChars.IsMark(text[start]))
        {
            start++;
        }

        return start == 0 ? text : text[start..];
    }

    private static string FirstLine(string text, out string? rest)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        rest = end < 0 || end + 1 == text.Length ? null : text[(end + 1)..];
        return end < 0 ? text : text[..end];
    }
}
