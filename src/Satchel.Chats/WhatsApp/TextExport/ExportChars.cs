using System.Globalization;
using System.Text;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The characters that locales and text directions put into an export, made plain for matching.</summary>
internal static class ExportChars
{
    public const char LeftToRightMark = '\u200E';

    /// <summary>Whether it only sets the direction of text, or marks the start of a file.</summary>
    public static bool IsMark(char c) => c is >= '\u200B' and <= '\u200F' and not '\u200C' and not '\u200D'
        or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u061C' or '\uFEFF';

    /// <summary>Whether it is a space of any width.</summary>
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\u00A0' or >= '\u2000' and <= '\u200A' or '\u202F' or '\u205F' or '\u3000';

    /// <summary>A character as the matching knows it: spaces, quotes, digits and full-width signs in their plain form.</summary>
    public static char Plain(char c)
    {
        if (c < '\u0080')
        {
            return c;
        }

        if (IsSpace(c))
        {
            return ' ';
        }

        return c switch
        {
            '\u2018' or '\u2019' or '\u02BC' or '\u201B' => '\'',
            '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\u300C' or '\u300D' or '\u300E' or '\u300F' or '\uFF02' => '"',
            '\u060C' or '\uFF0C' or '\u3001' => ',',
            '\uFF1A' or '\u2236' => ':',
            '\uFF08' => '(',
            '\uFF09' => ')',
            '\uFF1C' or '\u2039' => '<',
            '\uFF1E' or '\u203A' => '>',
            '\uFF0F' => '/',
            '\u2010' or '\u2011' or '\uFF0D' => '-',
            '\u2012' or '\u2013' or '\u2014' => '\u2013',
            '\u3002' or '\uFF0E' => '.',
            _ => char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c,
        };
    }

    /// <summary>A text without the marks.</summary>
    public static string WithoutMarks(string text) => text.AsSpan().IndexOfAnyInRange('\u061C', '\uFEFF') < 0 ? text : Strip(text);

    /// <summary>A text in the plain form, character for character, so that places in one are places in the other.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = Plain(source[i]);
        }
    });

    /// <summary>A name as it is shown: without marks and with plain spaces at its ends.</summary>
    public static string CleanName(ReadOnlySpan<char> name)
    {
        StringBuilder clean = new(name.Length);
        foreach (char c in name)
        {
            if (!IsMark(c) && !char.IsControl(c))
            {
                clean.Append(IsSpace(c) ? ' ' : c);
            }
        }

        return clean.ToString().Trim();
    }

    private static string Strip(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            if (!IsMark(c))
            {
                clean.Append(c);
            }
        }

        return clean.Length == text.Length ? text : clean.ToString();
    }
}
