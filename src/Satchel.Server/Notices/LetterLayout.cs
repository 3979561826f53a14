using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Satchel.Server.Notices;

/// <summary>
/// From a letter to what is sent: plain text, and HTML that says the same. The HTML loads nothing from anywhere, so that opening it
/// tells nobody; its styles stand beside what they are of, as programs for mail want it.
/// </summary>
internal static class LetterLayout
{
    private const int LineLength = 76;
    private const char FirstOfChinese = '\u2E80';

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The letter as plain text.</summary>
    public static string ToText(Letter letter, ILetterWording wording, LetterContext context)
    {
        var text = new StringBuilder();
        foreach (string paragraph in letter.Paragraphs)
        {
            Wrap(text, paragraph);
        }

        if (letter.Facts.Count > 0)
        {
            foreach (LetterFact fact in letter.Facts)
            {
                text.Append("  ").Append(fact.Label).Append(wording.Colon).Append(OneLine(fact.Value)).Append('\n');
            }

            text.Append('\n');
        }

        if (AddressOf(letter, context) is { } address)
        {
            text.Append(letter.Action!.Label).Append(wording.Colon.TrimEnd()).Append('\n').Append(address).Append("\n\n");
        }

        text.Append("-- \n");
        Wrap(text, wording.Footer(context.Server));
        if (context.Contact is { } contact)
        {
            Wrap(text, wording.Contact(contact));
        }

        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>The letter as HTML.</summary>
    public static string ToHtml(Letter letter, ILetterWording wording, LetterContext context)
    {
        const string Quiet = "color:#6b7280;font-size:13px;line-height:1.6";
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"").Append(wording.Language).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta name=\"color-scheme\" content=\"light dark\"><title>").Append(Html(letter.Subject)).Append("</title>")
            .Append("<style>@media (prefers-color-scheme:dark){.page{background:#111827!important}.sheet{background:#1f2937!important;color:#f3f4f6!important}.quiet{color:#9ca3af!important}.line{border-color:#374151!important}.go{background:#34d399!important;color:#06281c!important}}</style>")
            .Append("</head>\n<body class=\"page\" style=\"margin:0;padding:24px 12px;background:#f3f4f6;font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif\">\n")
            .Append("<div class=\"sheet\" role=\"article\" style=\"max-width:560px;margin:0 auto;padding:28px 32px;background:#ffffff;color:#111827;border-radius:12px\">\n")
            .Append("<p class=\"quiet\" style=\"margin:0 0 12px;").Append(Quiet).Append("\">Satchel</p>\n")
            .Append("<h1 style=\"margin:0 0 16px;font-size:22px;line-height:1.35\">").Append(Html(letter.Subject)).Append("</h1>\n");
        foreach (string paragraph in letter.Paragraphs)
        {
            html.Append("<p style=\"margin:0 0 14px;font-size:15px;line-height:1.65\">").Append(Html(paragraph)).Append("</p>\n");
        }

        if (letter.Facts.Count > 0)
        {
            html.Append("<table class=\"line\" style=\"width:100%;margin:4px 0 18px;border-collapse:collapse;border-top:1px solid #e5e7eb;font-size:15px\">\n");
            foreach (LetterFact fact in letter.Facts)
            {
                html.Append("<tr><th scope=\"row\" class=\"line quiet\" style=\"padding:8px 12px 8px 0;border-bottom:1px solid #e5e7eb;text-align:left;font-weight:400;white-space:nowrap;").Append("color:#6b7280\">")
                    .Append(Html(fact.Label)).Append("</th><td class=\"line\" style=\"padding:8px 0;border-bottom:1px solid #e5e7eb;text-align:right;word-break:break-word\">").Append(Html(OneLine(fact.Value))).Append("</td></tr>\n");
            }

            html.Append("</table>\n");
        }

        if (AddressOf(letter, context) is { } address)
        {
            html.Append("<p style=\"margin:0 0 20px\"><a class=\"go\" href=\"").Append(Html(address)).Append("\" style=\"display:inline-block;padding:11px 20px;background:#047857;color:#ffffff;border-radius:8px;text-decoration:none;font-size:15px\">")
                .Append(Html(letter.Action!.Label)).Append("</a></p>\n");
        }

        html.Append("<p class=\"quiet line\" style=\"margin:0;padding-top:14px;border-top:1px solid #e5e7eb;").Append(Quiet).Append("\">").Append(Html(wording.Footer(context.Server)));
        if (context.Contact is { } contact)
        {
            html.Append("<br>").Append(Html(wording.Contact(contact)));
        }

        return html.Append("</p>\n</div>\n</body></html>\n").ToString();
    }

    /// <summary>Text that somebody chose, on one line: a name of a device cannot add lines to a letter.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));

    private static string? AddressOf(Letter letter, LetterContext context) => letter.Action?.Address is not { } address ? null
        : !address.StartsWith('/') ? address
        : context.Url is { } url ? new Uri(url, address).ToString()
        : null; // nobody has said where this server is reached

    private static string Html(string text) => Encoder.Encode(text);

    // Chinese has no spaces to break at, and programs for mail break it well; lines of other words end before the 76th letter.
    private static void Wrap(StringBuilder text, string paragraph)
    {
        string line = OneLine(paragraph);
        int length = 0;
        foreach (string word in line.Any(letter => letter >= FirstOfChinese) ? [line] : line.Split(' '))
        {
            if (length > 0 && length + 1 + word.Length > LineLength)
            {
                text.Append('\n');
                length = 0;
            }

            text.Append(length > 0 ? " " : "").Append(word);
            length += word.Length + (length > 0 ? 1 : 0);
        }

        text.Append("\n\n");
    }
}
