namespace Satchel.Chats.Apple;

/// <summary>Apple's time: seconds since 2001-01-01Z.</summary>
internal static class AppleTime
{
    /// <summary>Where it begins.</summary>
    public static DateTimeOffset Epoch { get; } = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A time of so many seconds; the nearest one that there is.</summary>
    public static DateTimeOffset FromSeconds(double seconds)
    {
        double lowest = (DateTimeOffset.MinValue - Epoch).TotalSeconds;
        double highest = (DateTimeOffset.MaxValue - Epoch).TotalSeconds - 1;
        return double.IsNaN(seconds) ? Epoch : Epoch + TimeSpan.FromSeconds(Math.Clamp(seconds, lowest, highest));
    }

    /// <summary>A time of so many seconds since 1970, as a backup's manifest stores it; the nearest one that there is.</summary>
    public static DateTimeOffset FromUnix(long seconds) => DateTimeOffset.FromUnixTimeSeconds(
        Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}
