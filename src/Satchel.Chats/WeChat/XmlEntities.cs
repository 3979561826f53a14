using System.Globalization;
using System.Text;

namespace Satchel.Chats.WeChat;

/// <summary>The five entities that XML has by itself, and characters by number; anything else with an ampersand is text.</summary>
internal static class XmlEntities
{
    // "&#x0010FFFF;" and some zeros.
    private const int MaxReferenceChars = 16;

    /// <summary>Decodes a text.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        StringBuilder decoded = new(text.Length);
        Decode(text, decoded);
        return decoded.ToString();
    }

    /// <summary>Decodes a text behind what is there.</summary>
    public static void Decode(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        while (text.IndexOf('&') is >= 0 and int at)
        {
            decoded.Append(text[..at]);
            text = text[at..];
            int end = text[..Math.Min(text.Length, MaxReferenceChars)].IndexOf(';');
            if (end > 1 && TryAppend(text[1..end], decoded))
            {
                text = text[(end + 1)..];
            }
            else
            {
                decoded.Append('&');
                text = text[1..];
            }
        }

        decoded.Append(text);
    }

    /// <summary>A text as it stands in XML.</summary>
    public static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    private static bool TryAppend(ReadOnlySpan<char> name, StringBuilder decoded)
    {
        char known = name switch
        {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => '\0',
        };
        if (known != '\0')
        {
            decoded.Append(known);
            return true;
        }

        if (name[0] != '#' || name.Length < 2)
        {
            return false;
        }

        bool isHex = name[1] is 'x' or 'X';
        if (!int.TryParse(isHex ? name[2..] : name[1..], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number == 0 || !Rune.IsValid(number))
        {
            return false;
        }

        decoded.Append(new Rune(number).ToString());
        return true;
    }
}
