namespace Satchel.Server.Payments.Stripe;

/// <summary>Times of Stripe's: seconds since 1970.</summary>
internal static class StripeTime
{
    private const long LastSecond = 253_402_300_799; // of the year 9999

    /// <summary>The time; null where it is none.</summary>
    public static DateTimeOffset? Of(long seconds) => seconds is >= 0 and <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
