namespace Satchel.Storage.Retrying;

/// <summary>How long a <see cref="RetryingBlobStore"/> keeps on: each pause is twice the one before, less up to half of it at random.</summary>
/// <param name="Attempts">How often something is tried in all; at least 1.</param>
/// <param name="FirstPause">The pause after the first failure.</param>
/// <param name="LongestPause">What a pause does not grow beyond.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan FirstPause, TimeSpan LongestPause)
{
    /// <summary>Six attempts within about half a minute: rides out a restart of a server, not an outage.</summary>
    public static RetryPolicy Default { get; } = new(6, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15));

    /// <summary>The pause after failure number <paramref name="failures"/>, from 1. <paramref name="chance"/> is from 0 to 1.</summary>
    internal TimeSpan PauseAfter(int failures, double chance)
    {
        double factor = Math.Pow(2, Math.Min(failures - 1, 30));
        double longest = Math.Min(FirstPause.TotalMilliseconds * factor, LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * (1 - (chance / 2)));
    }
}
