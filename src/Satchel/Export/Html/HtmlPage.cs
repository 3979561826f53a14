using System.Globalization;
using System.Text;

namespace Satchel.Exports.Html;

/// <summary>What stands around the messages of a page.</summary>
internal static class HtmlPage
{
    /// <summary>From the first byte to the body.</summary>
    public static string Begin(ExportStrings strings, string title) => $"""
        <!DOCTYPE html>
        <html lang="{strings.Tag}">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{HtmlStyle.ContentSecurityPolicy}">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noindex">
        <meta name="generator" content="Satchel">
        <title>{HtmlText.Escape(title)}</title>
        <style>{HtmlStyle.Css}</style>
        </head>
        <body>

        """;

    /// <summary>The bar at the top.</summary>
    /// <param name="strings">The language.</param>
    /// <param name="title">What the page is about.</param>
    /// <param name="subtitle">More of it.</param>
    /// <param name="back">The address of the list of chats, or null on that list itself.</param>
    /// <param name="id">What the title's colour is made of.</param>
    public static string Bar(ExportStrings strings, string title, string subtitle, string? back, string id) =>
        $"<header class=\"bar\">{(back is null ? "" : $"<a class=\"back\" href=\"{back}\">‹ {HtmlText.Escape(strings.AllChats)}</a>")}<span class=\"pic bg{HtmlStyle.ColourOf(id)}\" aria-hidden=\"true\">{HtmlText.Escape(HtmlText.Initial(title))}</span><div><h1 dir=\"auto\">{HtmlText.Escape(title)}</h1><p dir=\"auto\">{HtmlText.Escape(subtitle)}</p></div></header>\n";

    /// <summary>The links to the other pages of a chat; nothing where there is one page only.</summary>
    public static string Pages(ExportStrings strings, long page, long pages, bool hasNext)
    {
        if (pages <= 1 && page == 1 && !hasNext)
        {
            return "";
        }

        var nav = new StringBuilder();
        nav.Append(CultureInfo.InvariantCulture, $"<nav class=\"pages\" aria-label=\"{HtmlText.Escape(strings.PagesOfChat)}\">");
        if (page > 1)
        {
            nav.Append(CultureInfo.InvariantCulture, $"<a href=\"1.html\">« {strings.First}</a><a href=\"{page - 1}.html\" rel=\"prev\">‹ {strings.Previous}</a>");
        }

        nav.Append(CultureInfo.InvariantCulture, $"<span>{strings.PageOf(page, Math.Max(page, pages))}</span>");
        if (hasNext)
        {
            nav.Append(CultureInfo.InvariantCulture, $"<a href=\"{page + 1}.html\" rel=\"next\">{strings.Next} ›</a>");
        }

        if (page < pages)
        {
            nav.Append(CultureInfo.InvariantCulture, $"<a href=\"{pages}.html\">{strings.Last} »</a>");
        }

        return nav.Append(CultureInfo.InvariantCulture, $"<a href=\"months.html\">{strings.Months}</a></nav>\n").ToString();
    }

    /// <summary>To the last byte.</summary>
    public static string End(ExportStrings strings) =>
        $"<footer class=\"end\"><p>{HtmlText.Escape(strings.ExportedBy)} · {HtmlText.Escape(strings.Footer)}</p></footer>\n</body>\n</html>\n";
}
