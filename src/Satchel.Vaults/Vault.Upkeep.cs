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

    /// <summary>Frees what no snapshot and no kept history needs; see <see cref="PruneOptions"/>.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Busy"/>, <see cref="VaultProblem.ClockSkew"/> or <see cref="VaultProblem.Damaged"/>:
    /// nothing is deleted then, nor from a vault of which not all that is needed can be read.</exception>
    public Task<PruneReport> PruneAsync(PruneOptions options, IProgress<VaultProgress>? progress, CancellationToken cancellationToken) =>
        new Collection(this, options, progress).RunAsync(cancellationToken);

    /// <summary>Compares everything with what it should be, and names what is damaged.</summary>
    public Task<CheckReport> CheckAsync(CheckDepth depth, IProgress<VaultProgress>? progress, CancellationToken cancellationToken) =>
        new Checking(this, depth, progress).RunAsync(cancellationToken);

    /// <summary>
    /// Puts right what can be: makes indexes again from the packs, sets heads again, drops what cannot be read so that
    /// the next backup stores it anew. Says what is lost.
    /// </summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Busy"/>: somebody is at work in the vault.</exception>
    public Task<RepairReport> RepairAsync(bool dryRun, IProgress<VaultProgress>? progress, CancellationToken cancellationToken) =>
        new Repairing(this, dryRun, progress).RunAsync(cancellationToken);
}
