using System.Text;

namespace Satchel.Cli.Text;

/// <summary>
/// Text from a history or a file name, made fit for a terminal: whatever could move the cursor, change colours or turn the
/// direction of a line is shown as a sign instead of being sent.
/// </summary>
internal static class SafeText
{
    /// <summary><paramref name="text"/> on one line: line breaks and tabs become spaces, other controls signs.</summary>
    public static string OneLine(string text)
    {
        if (!NeedsWork(text, keepLineBreaks: false))
        {
            return text;
        }

        return Clean(text.ReplaceLineEndings(" ").Replace('\t', ' '), keepLineBreaks: false);
    }

    /// <summary><paramref name="text"/> with its line breaks as <c>\n</c> and its other controls as signs.</summary>
    public static string Lines(string text)
    {
        if (!NeedsWork(text, keepLineBreaks: true))
        {
            return text;
        }

        return Clean(text.ReplaceLineEndings("\n").Replace('\t', ' '), keepLineBreaks: true);
    }

    private static bool NeedsWork(string text, bool keepLineBreaks)
    {
        foreach (char c in text)
        {
            if (IsUnsafe(c) && !(keepLineBreaks && c == '\n'))
            {
                return true;
            }
        }

        return false;
    }

    private static string Clean(string text, bool keepLineBreaks)
    {
        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            clean.Append(IsUnsafe(c) && !(keepLineBreaks && c == '\n') ? SignFor(c) : c);
        }

        return clean.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c)
        || c is '\u2028' or '\u2029'                                          // line and paragraph separators
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'); // bidirectional embeddings, overrides, isolates

    /// <summary>Unicode has a picture for each C0 control and for DEL.</summary>
    private static char SignFor(char c) => c switch
    {
        < ' ' => (char)(0x2400 + c),
        '\u007F' => '\u2421',
        _ => '\uFFFD',
    };
}
