using System.Globalization;

namespace Satchel.Cli.Text;

/// <summary>Dates as people type them: <c>2026-11-21</c> and <c>2026-11-21 14:05</c> in the machine's zone, RFC 3339, or <c>7d</c> for a week ago.</summary>
internal static class DateText
{
    /// <summary>What is said of one that does not fit.</summary>
    public const string Expected = "a date like 2026-11-21, a time like 2026-11-21T14:05:00Z, or an age like 7d";

    private static readonly string[] Local = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] Zoned = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Reads one; null where it is none.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="time">The clock and its zone.</param>
    /// <param name="endOfDay">Whether a date without a time means the end of that day rather than its start.</param>
    public static DateTimeOffset? Parse(string text, TimeProvider time, bool endOfDay)
    {
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return InZone(endOfDay && text.Length == Local[0].Length ? local.AddDays(1).AddMilliseconds(-1) : local, time.LocalTimeZone);
        }

        if (DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset zoned))
        {
            return zoned;
        }

        return DurationText.Parse(text) is { } age && text != "0" ? time.GetUtcNow() - age : null;
    }

    private static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));
}
