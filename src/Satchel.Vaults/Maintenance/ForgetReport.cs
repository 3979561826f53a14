namespace Satchel.Vaults.Maintenance;

/// <summary>What forgetting did, or with a dry run would do.</summary>
/// <param name="Forgotten">The snapshots that are no more; a collection frees what only they needed.</param>
/// <param name="Retained">The histories that stay because a forgotten snapshot was the newest of its source.</param>
/// <param name="DryRun">Whether nothing was in fact changed.</param>
public sealed record ForgetReport(IReadOnlyList<SnapshotInfo> Forgotten, IReadOnlyList<RetainedHistory> Retained, bool DryRun);
