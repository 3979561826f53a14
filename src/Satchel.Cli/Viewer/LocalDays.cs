namespace Satchel.Cli.Viewer;

/// <summary>The days and hours of a zone for many times that are mostly in order: zones change at quarters of an hour, so one quarter is asked for once.</summary>
/// <param name="zone">The zone.</param>
internal sealed class LocalDays(TimeZoneInfo zone)
{
    private const long QuarterMillis = 15 * 60 * 1000;

    private static readonly long FirstMillis = DateTimeOffset.MinValue.AddDays(2).ToUnixTimeMilliseconds();
    private static readonly long LastMillis = DateTimeOffset.MaxValue.AddDays(-2).ToUnixTimeMilliseconds();

    private long _quarter = long.MinValue;
    private TimeSpan _offset;

    /// <summary>The day of a time in milliseconds since 1970-01-01Z; null where no calendar has it.</summary>
    public DateOnly? DayOf(long millis) => Of(millis) is DateTime local ? DateOnly.FromDateTime(local) : null;

    /// <summary>The local time; null where no calendar has it.</summary>
    public DateTime? Of(long millis)
    {
        if (millis < FirstMillis || millis > LastMillis)
        {
            return null;
        }

        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(millis);
        long quarter = Math.DivRem(millis, QuarterMillis).Quotient;
        if (quarter != _quarter)
        {
            _quarter = quarter;
            _offset = zone.GetUtcOffset(time);
        }

        return time.UtcDateTime + _offset;
    }
}
