using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages.Pictures;

/// <summary>Stretches of time as a bar, each as long as it lasts; the list beside it has the words and the days.</summary>
/// <param name="Stretches">One after the other.</param>
/// <param name="TodayAt">How many days after the beginning today is; null where it is not marked.</param>
internal sealed record TimePicture(IReadOnlyList<Stretch> Stretches, double? TodayAt)
{
    private const double Width = 600;
    private const double Height = 22;
    private const double MarkHeight = 32;
    private const double LeastWidth = 8;

    /// <summary>The picture. It says in words what it shows.</summary>
    public HtmlString Draw(Language language)
    {
        double days = Math.Max(1, Stretches.Sum(stretch => stretch.Days));
        string parts = string.Join(FrontTexts.Comma.In(language), Stretches.Select(stretch => $"{PlanTexts.NameOf(stretch.Kind).In(language)} {PlanTexts.Days.In(language, Math.Round(stretch.Days))}"));
        string label = (TodayAt is null ? PlanTexts.PictureOfLadder : PlanTexts.Picture).In(language, parts);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg class="times" viewBox="0 0 {Width} {MarkHeight}" preserveAspectRatio="none" role="img" aria-label="{HtmlEncoder.Default.Encode(label)}">""");
        double[] widths = WidthsOf(days);
        double at = 0;
        for (int place = 0; place < widths.Length; place++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="{ClassOf(Stretches[place].Kind)}" x="{at:0.##}" y="5" width="{widths[place]:0.##}" height="{Height}"/>""");
            at += widths[place];
        }

        if (TodayAt is { } today)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="today" x="{Math.Clamp(PlaceOf(today, widths), 0, Width - 4):0.##}" width="4" height="{MarkHeight}"/>""");
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>The colour of a stretch; the list beside the picture uses the same.</summary>
    public static string ClassOf(StretchKind kind) => kind switch
    {
        StretchKind.Paid => "time-paid",
        StretchKind.Grace => "time-grace",
        StretchKind.ReadOnly => "time-read",
        _ => "time-trash",
    };

    // A short stretch between long ones should still be seen; what it gets, the others give.
    private double[] WidthsOf(double days)
    {
        double[] widths = [.. Stretches.Select(stretch => Math.Max(LeastWidth, stretch.Days / days * Width))];
        double scale = Width / Math.Max(1, widths.Sum());
        return [.. widths.Select(width => width * scale)];
    }

    private double PlaceOf(double today, double[] widths)
    {
        double at = 0;
        double passed = 0;
        for (int place = 0; place < widths.Length; place++)
        {
            double length = Stretches[place].Days;
            if (today <= passed + length)
            {
                return at + (length <= 0 ? 0 : widths[place] * Math.Max(0, today - passed) / length);
            }

            passed += length;
            at += widths[place];
        }

        return at;
    }
}
