using System.Globalization;

namespace Satchel.Cli.Text;

/// <summary>Times as people read them: in the machine's zone.</summary>
internal sealed class LocalTime(TimeProvider time)
{
    /// <summary>What stands where a time is not known.</summary>
    public const string Unknown = "-";

    /// <summary><c>2026-11-21 14:05</c>.</summary>
    public string Minute(DateTimeOffset? at) => Format(at, "yyyy-MM-dd HH:mm");

    /// <summary><c>2026-11-21</c>.</summary>
    public string Day(DateTimeOffset? at) => Format(at, "yyyy-MM-dd");

    /// <summary><c>14:05</c>.</summary>
    public string Clock(DateTimeOffset? at) => Format(at, "HH:mm");

    /// <summary><c>Saturday, 2026-11-21</c>.</summary>
    public string WeekDay(DateTimeOffset at) => Format(at, "dddd, yyyy-MM-dd");

    private string Format(DateTimeOffset? at, string format) =>
        at is { } known ? TimeZoneInfo.ConvertTime(known, time.LocalTimeZone).ToString(format, CultureInfo.InvariantCulture) : Unknown;
}
