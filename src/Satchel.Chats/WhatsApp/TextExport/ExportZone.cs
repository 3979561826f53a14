namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// Turns the local times of an export into points in time. An hour that a clock shows twice is told apart by the order of the messages; one that it
/// skips is read as if it had not.
/// </summary>
internal sealed class ExportZone(TimeZoneInfo zone)
{
    private const long MillisPerHour = 3_600_000;

    private long _lastMillis = long.MinValue;
    private long _hour = long.MinValue;
    private long _hourOffsetMillis;

    /// <summary>The point in time in milliseconds since 1970.</summary>
    public long MillisOf(DateOnly day, int hour, int minute, int second)
    {
        DateTime local = new(day, new TimeOnly(hour, minute, second));
        long localMillis = (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        long at = localMillis / (MillisPerHour / 4);
        if (at != _hour)
        {
            if (zone.IsAmbiguousTime(local))
            {
                return _lastMillis = Ambiguous(local, localMillis);
            }

            // No zone changes its clocks within a quarter of an hour.
            _hour = at;
            _hourOffsetMillis = (long)zone.GetUtcOffset(local).TotalMilliseconds;
        }

        return _lastMillis = localMillis - _hourOffsetMillis;
    }

    // The first of the two, unless something was said between them already.
    private long Ambiguous(DateTime local, long localMillis)
    {
        TimeSpan[] offsets = zone.GetAmbiguousTimeOffsets(local);
        long first = localMillis - (long)offsets.Max().TotalMilliseconds;
        long second = localMillis - (long)offsets.Min().TotalMilliseconds;
        return _lastMillis > first && _lastMillis < second + MillisPerHour ? second : first;
    }
}
