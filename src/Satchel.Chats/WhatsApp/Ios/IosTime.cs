namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Core Data's times: real seconds since 2001-01-01Z, where 0 and NULL stand for none.</summary>
internal static class IosTime
{
    /// <summary>2001-01-01Z in milliseconds since 1970-01-01Z.</summary>
    public const long EpochMillis = 978_307_200_000;

    /// <summary>Milliseconds since 1970-01-01Z, rounded; null where there is none, or where no calendar has it.</summary>
    public static long? ToUnixMillis(double seconds)
    {
        if (seconds == 0 || !(Math.Abs(seconds) < 1e12))
        {
            return null;
        }

        long millis = EpochMillis + (long)Math.Round(seconds * 1000);
        return millis is >= 0 and <= WhatsAppLimits.MaxTimeMillis ? millis : null;
    }

    /// <summary>Seconds since 2001-01-01Z with the milliseconds as their fraction; reads back as the same millisecond.</summary>
    public static double FromUnixMillis(long millis) => (millis - EpochMillis) / 1000.0;
}
