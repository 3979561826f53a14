using Satchel.History;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;
using Satchel.Vaults.Maps;

namespace Satchel;

/// <summary>
/// Takes snapshots out of a vault. The archive keeps every message with what it showed: where the newest snapshot of a source goes, the
/// thumbnails that lie in the rows of its databases are kept beside the history.
/// </summary>
public static class Forget
{
    /// <summary>Forgets snapshots.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="snapshots">Snapshots of it.</param>
    /// <param name="dryRun">Whether nothing is to be changed.</param>
    /// <param name="cancellationToken">Cancels; then nothing is forgotten.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>: one of them is not in the vault;
    /// <see cref="VaultProblem.Damaged"/>: what the archive is to keep cannot be read, so nothing is forgotten.</exception>
    public static async Task<ForgetReport> RunAsync(Vault vault, IReadOnlyList<SnapshotInfo> snapshots, bool dryRun, CancellationToken cancellationToken)
    {
        ForgetReport planned = await vault.ForgetAsync(snapshots, dryRun: true, cancellationToken);
        if (dryRun || planned.Forgotten.Count == 0)
        {
            return planned;
        }

        Dictionary<string, SnapshotInfo> byId = planned.Forgotten.ToDictionary(snapshot => snapshot.Id);
        await using SnapshotWriter writer = await vault.BeginSnapshotAsync(cancellationToken);
        Dictionary<string, MapRoot> histories = [];
        foreach (RetainedHistory retained in planned.Retained)
        {
            histories[retained.Snapshot] = await new HistoryRetention(vault, writer, byId[retained.Snapshot]).KeepThumbnailsAsync(cancellationToken);
        }

        return await writer.ForgetAsync(planned.Forgotten, histories, cancellationToken);
    }
}
