using System.Globalization;

namespace Satchel.Cli.Text;

/// <summary>Durations as people type them: <c>90s</c>, <c>15m</c>, <c>24h</c>, <c>7d</c>, <c>2w</c>, and <c>0</c>.</summary>
internal static class DurationText
{
    /// <summary>What is said of one that does not fit.</summary>
    public const string Expected = "a number and a unit: 90s, 15m, 24h, 7d, 2w, or 0";

    private const double MostDays = 36_525; // a century: more is a slip of the finger

    /// <summary>Reads one; null where it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return null;
        }

        double? days = text[^1] switch
        {
            's' => number / 86_400,
            'm' => number / 1440,
            'h' => number / 24,
            'd' => number,
            'w' => number * 7,
            _ => null,
        };
        return days <= MostDays ? TimeSpan.FromDays(days.Value) : null;
    }
}
