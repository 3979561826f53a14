using System.Globalization;

namespace Satchel;

/// <summary>Times as the record stream writes them: RFC 3339, UTC, milliseconds.</summary>
public static class RecordTime
{
    /// <summary>The length of <c>2026-11-21T08:00:00.000Z</c>.</summary>
    internal const int LengthBytes = 24;

    private static readonly long FirstMillis = new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long LastMillis = new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The time as text.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time in milliseconds since 1970-01-01Z as a point in time; null where no calendar has it.</summary>
    public static DateTimeOffset? FromMillis(long millis) =>
        millis < FirstMillis || millis > LastMillis ? null : DateTimeOffset.FromUnixTimeMilliseconds(millis);

    /// <summary>Writes a time of <paramref name="millis"/> since 1970; false where no calendar has it.</summary>
    internal static bool TryFormat(long millis, Span<byte> text)
    {
        if (FromMillis(millis) is not DateTimeOffset at)
        {
            return false;
        }

        DateTime time = at.UtcDateTime;
        time.Deconstruct(out DateOnly date, out TimeOnly clock);
        WriteDigits(date.Year, text[..4]);
        text[4] = (byte)'-';
        WriteDigits(date.Month, text[5..7]);
        text[7] = (byte)'-';
        WriteDigits(date.Day, text[8..10]);
        text[10] = (byte)'T';
        WriteDigits(clock.Hour, text[11..13]);
        text[13] = (byte)':';
        WriteDigits(clock.Minute, text[14..16]);
        text[16] = (byte)':';
        WriteDigits(clock.Second, text[17..19]);
        text[19] = (byte)'.';
        WriteDigits(clock.Millisecond, text[20..23]);
        text[23] = (byte)'Z';
        return true;
    }

    /// <summary>Reads such a text; null where it is none.</summary>
    internal static long? ParseMillis(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeMilliseconds()
            : null;

    private static void WriteDigits(int value, Span<byte> digits)
    {
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
