namespace Satchel.Vaults.Maintenance;

/// <summary>How a collection deletes.</summary>
/// <param name="Grace">How long something must have been known as unreferenced; zero deletes at once, where nobody writes.</param>
/// <param name="DryRun">Only tells what would happen.</param>
public sealed record PruneOptions(TimeSpan Grace, bool DryRun)
{
    /// <summary>A day, as the threat model asks where several devices write.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromHours(24);
}
