using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages.Pictures;

/// <summary>How much of the quota is used, by vault, as a bar.</summary>
internal sealed record QuotaPicture(long UsedBytes, long QuotaBytes, IReadOnlyList<long> Parts)
{
    private const double Width = 600;
    private const double Height = 28;
    private const int Hues = 5;

    // What is there should be seen, however little it is.
    private const double LeastWidth = 2;

    public bool IsOver => UsedBytes >= QuotaBytes;

    /// <summary>Which colour the part at a place has; the table beside the picture uses the same.</summary>
    public static int HueOf(int place) => place % Hues;

    /// <summary>The picture. It says in words what it shows.</summary>
    public HtmlString Draw(Language language)
    {
        Text words = IsOver && UsedBytes > QuotaBytes ? OverviewTexts.OverBy : OverviewTexts.Free;
        string label = $"{OverviewTexts.UsedOf.In(language, Written.Bytes(UsedBytes), Written.Bytes(QuotaBytes))}; {words.In(language, Written.Bytes(Math.Abs(QuotaBytes - UsedBytes)))}";
        double scale = Width / Math.Max(1, Math.Max(QuotaBytes, UsedBytes));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg class="quota" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{label}">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect class="room" width="{Width}" height="{Height}"/>""");
        double at = 0;
        for (int place = 0; place < Parts.Count && at < Width; place++)
        {
            double width = Math.Min(Width - at, Parts[place] == 0 ? 0 : Math.Max(LeastWidth, Parts[place] * scale));
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="part-{HueOf(place)}" x="{at:0.##}" width="{width:0.##}" height="{Height}"/>""");
            at += width;
        }

        double rest = Math.Min(Width - at, Math.Max(0, UsedBytes - Parts.Sum()) * scale);
        if (rest > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="part-rest" x="{at:0.##}" width="{rest:0.##}" height="{Height}"/>""");
        }

        if (UsedBytes > QuotaBytes)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="limit" x="{QuotaBytes * scale:0.##}" width="3" height="{Height}"/>""");
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }
}
