namespace Satchel.Chats.WhatsApp;

/// <summary>Contact cards, as far as a name to show is needed.</summary>
internal static class Vcard
{
    private const int MaxNameChars = 1024;

    /// <summary>The formatted name of a card (its first <c>FN</c> line, continued lines joined), or null.</summary>
    public static string? NameIn(string vcard)
    {
        ReadOnlySpan<char> rest = vcard;
        while (rest.Length > 0)
        {
            int end = rest.IndexOf('\n');
            ReadOnlySpan<char> line = (end < 0 ? rest : rest[..end]).TrimEnd('\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            int colon = line.IndexOf(':');
            if (colon < 2 || !line.StartsWith("FN", StringComparison.OrdinalIgnoreCase) || (line[2] is not (':' or ';')))
            {
                continue;
            }

            string name = Unescape(Join(line[(colon + 1)..], rest)).Trim();
            return name.Length == 0 ? null : name.Length > MaxNameChars ? Cut(name) : name;
        }

        return null;
    }

    // A line that begins with a space or a tab continues the one before.
    private static string Join(ReadOnlySpan<char> first, ReadOnlySpan<char> rest)
    {
        string name = first.ToString();
        while (rest.Length > 1 && (rest[0] is ' ' or '\t') && name.Length < MaxNameChars)
        {
            int end = rest.IndexOf('\n');
            name = string.Concat(name, (end < 0 ? rest[1..] : rest[1..end]).TrimEnd('\r'));
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return name;
    }

    // Not between the two halves of a character.
    private static string Cut(string name) => char.IsHighSurrogate(name[MaxNameChars - 1]) ? name[..(MaxNameChars - 1)] : name[..MaxNameChars];

    private static string Unescape(string text) => text
        .Replace("\\,", ",", StringComparison.Ordinal)
        .Replace("\\;", ";", StringComparison.Ordinal)
        .Replace("\\n", " ", StringComparison.Ordinal)
        .Replace("\\\\", "\\", StringComparison.Ordinal);
}
