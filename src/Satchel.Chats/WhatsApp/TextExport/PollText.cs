namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Polls as an export tells of them: a line <c>POLL:</c>, the question, a line <c>OPTION: x (n votes)</c> for each option.</summary>
internal static class PollText
{
    /// <summary>Reads a poll; null where the text is none.</summary>
    public static ExportContent? Read(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end is < 0 or > 60 || HeadOf(text[..end]) is not { Length: 0 } || PhraseBook.Find("poll", WordOf(text[..end])) is null)
        {
            return null;
        }

        List<string> question = [];
        List<PollOption> options = [];
        List<long> votes = [];
        foreach (string line in text[(end + 1)..].Split('\n'))
        {
            if (PhraseBook.Find("option", WordOf(line)) is not null && HeadOf(line) is { } option && options.Count < ExportLimits.MaxOptions)
            {
                (string choice, long count) = Counted(option);
                options.Add(new PollOption(choice, []));
                votes.Add(count);
            }
            else if (options.Count == 0)
            {
                question.Add(line);
            }
            else if (options.Count < ExportLimits.MaxOptions && !string.IsNullOrWhiteSpace(line))
            {
                options[^1] = options[^1] with { Text = options[^1].Text + "\n" + line };
            }
        }

        string asked = ExportChars.WithoutMarks(string.Join('\n', question)).Trim();
        return options.Count == 0 ? null : new ExportContent(MessageKind.Poll) { Body = new PollBody(asked.Length == 0 ? null : asked, options), Votes = votes };
    }

    // What stands before the first colon, as a phrase.
    private static string WordOf(string line)
    {
        int colon = line.AsSpan().IndexOfAny(':', '\uFF1A');
        return colon is > 0 and < 40 ? PhraseBook.KeyOf(line[..colon]) : "";
    }

    // What stands behind it.
    private static string? HeadOf(string line)
    {
        int colon = line.AsSpan().IndexOfAny(':', '\uFF1A');
        return colon < 0 ? null : ExportChars.WithoutMarks(line[(colon + 1)..]).Trim();
    }

    // "Pizza (2 votes)": the number in the last brackets.
    private static (string Choice, long Votes) Counted(string option)
    {
        int open = option.LastIndexOfAny(['(', '\uFF08']);
        if (open <= 0 || option[^1] is not (')' or '\uFF09'))
        {
            return (option, 0);
        }

        long votes = 0;
        bool any = false;
        foreach (char c in ExportChars.Plain(option[open..]))
        {
            if (char.IsAsciiDigit(c) && votes < 1_000_000)
            {
                votes = (votes * 10) + (c - '0');
                any = true;
            }
        }

        return any ? (option[..open].TrimEnd(), votes) : (option, 0);
    }
}
