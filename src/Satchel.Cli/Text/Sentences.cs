namespace Satchel.Cli.Text;

/// <summary>Makes the libraries' sentences into the terminal's: lower case at the start, no full stop, one line.</summary>
internal static class Sentences
{
    /// <summary><paramref name="sentence"/> as it stands after <c>satchel: error:</c>.</summary>
    public static string AsClause(string sentence)
    {
        string line = SafeText.OneLine(sentence).Trim();
        if (line.EndsWith('.') && !line.EndsWith("..", StringComparison.Ordinal))
        {
            line = line[..^1];
        }

        return StartsWithPlainWord(line) ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }

    /// <summary>A plain word has no capital but its first: <c>There</c>, and neither <c>WhatsApp</c> nor <c>DCIM/x</c>.</summary>
    private static bool StartsWithPlainWord(string line)
    {
        if (line.Length < 2 || !char.IsAsciiLetterUpper(line[0]))
        {
            return false;
        }

        int end = line.AsSpan().IndexOfAny(" ,;:'");
        ReadOnlySpan<char> rest = end < 0 ? line.AsSpan(1) : line.AsSpan(1, end - 1);
        foreach (char c in rest)
        {
            if (!char.IsAsciiLetterLower(c))
            {
                return false;
            }
        }

        return true;
    }
}
