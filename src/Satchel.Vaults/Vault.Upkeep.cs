using Satchel.Vaults.Maintenance;

namespace Satchel.Vaults;

public sealed partial class Vault
{
    /// <summary>
    /// Forgets snapshots. The archive keeps every message: where a snapshot is the newest of its source, its history
    /// stays. what only the forgotten ones needed is freed by a collection.
    /// </summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>: one of them is not in <see cref="Snapshots"/>.</exception>
    public Task<ForgetReport> ForgetAsync(IReadOnlyList<SnapshotInfo> snapshots, bool dryRun, CancellationToken cancellationToken) =>
        Forgetting.RunAsync(this, snapshots, dryRun, cancellationToken);
}
