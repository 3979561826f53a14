using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Satchel.Exports.Html;

/// <summary>Turns what people wrote into HTML that says just that: nothing in it becomes markup.</summary>
internal static partial class HtmlText
{
    private const int MaxBigEmoji = 3;
    private const int MaxLinkLength = 2000;

    /// <summary>Text for an element or for an attribute in quotes. Controls that no HTML may hold are left out.</summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '"':
                    escaped.Append("&quot;");
                    break;
                case '\'':
                    escaped.Append("&#39;");
                    break;
                case '\n' or '\t':
                    escaped.Append((char)rune.Value);
                    break;
                default:
                    if (!Rune.IsControl(rune))
                    {
                        escaped.Append(rune.ToString());
                    }

                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The text of a message: addresses of pages become links, and mentions their names.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mentions">What stands for whom: <c>@8525550…</c> and the name to show.</param>
    public static string Linked(string text, IReadOnlyDictionary<string, string> mentions)
    {
        var html = new StringBuilder(text.Length + 64);
        int at = 0;
        foreach (Match match in WebAddress().Matches(text))
        {
            string address = WithoutTrailingPunctuation(match.Value);
            if (address.Length > MaxLinkLength || !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
            {
                continue;
            }

            html.Append(Mentioned(text[at..match.Index], mentions));
            html.Append(CultureInfo.InvariantCulture, $"<a href=\"{Escape(uri.AbsoluteUri)}\" rel=\"noopener noreferrer\">{Escape(address)}</a>");
            at = match.Index + address.Length;
        }

        return html.Append(Mentioned(text[at..], mentions)).ToString();
    }

    /// <summary>Whether a text is one to three emoji and nothing else, which is shown large.</summary>
    public static bool IsBigEmoji(string text)
    {
        if (text.Length is 0 or > 40)
        {
            return false;
        }

        int shown = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text.Trim());
        while (elements.MoveNext())
        {
            Rune first = elements.GetTextElement().EnumerateRunes().First();
            if (++shown > MaxBigEmoji || first.Value < 0x2190 || Rune.GetUnicodeCategory(first) is not (UnicodeCategory.OtherSymbol or UnicodeCategory.OtherNotAssigned))
            {
                return false;
            }
        }

        return shown > 0;
    }

    /// <summary>The first character that a person would see, for a round picture of nobody.</summary>
    public static string Initial(string name)
    {
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                return Rune.ToUpperInvariant(rune).ToString();
            }
        }

        return "#";
    }

    /// <summary>A path in an attribute: each part escaped as a part of an address.</summary>
    public static string PathToUrl(string path) => Escape(string.Join('/', path.Split('/').Select(WebUtility.UrlEncode)).Replace("+", "%20", StringComparison.Ordinal));

    private static string WithoutTrailingPunctuation(string address)
    {
        int end = address.Length;
        while (end > 0 && (".,;:!?'\"*_~。，；：！？、”’》」】".Contains(address[end - 1], StringComparison.Ordinal) || (address[end - 1] == ')' && !address.AsSpan(0, end).Contains('('))))
        {
            end--;
        }

        return address[..end];
    }

    private static string Mentioned(string text, IReadOnlyDictionary<string, string> mentions)
    {
        string html = Escape(text);
        foreach ((string token, string name) in mentions)
        {
            html = html.Replace(token, $"<span class=\"at\">@{Escape(name)}</span>", StringComparison.Ordinal);
        }

        return html;
    }

    [GeneratedRegex("""https?://[^\s<>"\u3000-\u303F\uFF00-\uFFEF\u0000-\u001F]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WebAddress();
}
