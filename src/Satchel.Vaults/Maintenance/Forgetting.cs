using Satchel.Vaults.Maps;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults.Maintenance;

/// <summary>Forgets snapshots by adding a record that says so (docs/format.md, "The JSON").</summary>
internal static class Forgetting
{
    // Some 250 bytes a snapshot and 700 a retained history: well under the limit of a record.
    private const int MaxSnapshotsPerRecord = 500;

    public static async Task<ForgetReport> RunAsync(Vault vault, IReadOnlyList<SnapshotInfo> asked, bool dryRun, CancellationToken cancellationToken)
    {
        if (dryRun || asked.Count == 0)
        {
            List<SnapshotInfo> snapshots = Find(vault, asked);
            return new ForgetReport(snapshots, FindRetained(vault, snapshots), dryRun);
        }

        Session session = await vault.Sessions.BeginAsync(SessionPurpose.Write, vault.Time.GetUtcNow(), cancellationToken);
        try
        {
            return await RunAsync(vault, session, asked, new Dictionary<string, MapRoot>(), cancellationToken);
        }
        finally
        {
            await vault.Sessions.EndAsync(session);
        }
    }

    /// <summary>Forgets within a session, with other histories in place of the snapshots' own.</summary>
    public static async Task<ForgetReport> RunAsync(
        Vault vault, Session session, IReadOnlyList<SnapshotInfo> asked, IReadOnlyDictionary<string, MapRoot> histories, CancellationToken cancellationToken)
    {
        List<SnapshotInfo> snapshots = Find(vault, asked);
        List<RetainedHistory> retained = [.. FindRetained(vault, snapshots).Select(history => history with { History = histories.GetValueOrDefault(history.Snapshot, history.History) })];
        for (int i = 0; i < snapshots.Count; i += MaxSnapshotsPerRecord)
        {
            List<SnapshotInfo> part = snapshots.GetRange(i, Math.Min(MaxSnapshotsPerRecord, snapshots.Count - i));
            HashSet<string> ids = [.. part.Select(snapshot => snapshot.Id)];
            _ = await vault.CommitRecordAsync(
                session,
                head => DeviceRecordWriter.WriteForget(
                    vault.Device, head, vault.Time.GetUtcNow(), [.. part.Select(ToForgotten)], [.. retained.Where(history => ids.Contains(history.Snapshot))]),
                static _ => { },
                cancellationToken);
        }

        return new ForgetReport(snapshots, retained, DryRun: false);
    }

    private static List<SnapshotInfo> Find(Vault vault, IReadOnlyList<SnapshotInfo> asked)
    {
        List<SnapshotInfo> snapshots = [.. asked.DistinctBy(snapshot => snapshot.Id)];
        return snapshots.FirstOrDefault(snapshot => vault.Snapshots.All(known => known.Id != snapshot.Id)) is SnapshotInfo unknown
            ? throw new VaultException(VaultProblem.NotFound, $"{unknown.Id}: there is no such snapshot in {vault.Store.Description}")
            : snapshots;
    }

    private static ForgottenRecord ToForgotten(SnapshotInfo snapshot) => new(
        Digest.Parse(snapshot.Id), snapshot.Device, snapshot.Number, snapshot.Previous is null ? null : Digest.Parse(snapshot.Previous));

    /// <summary>The histories of those that are the newest of their source, counting what was forgotten before as well.</summary>
    private static List<RetainedHistory> FindRetained(Vault vault, List<SnapshotInfo> snapshots)
    {
        List<SnapshotInfo> all = [.. vault.Chains.Records.Values.Select(record => record.Snapshot).OfType<SnapshotInfo>()];
        return [.. snapshots
            .Where(snapshot => !all.Any(other => other.Device == snapshot.Device && other.Number > snapshot.Number && other.Source.IsSameSource(snapshot.Source)))
            .Select(snapshot => new RetainedHistory
            {
                Snapshot = snapshot.Id,
                Device = snapshot.Device,
                Number = snapshot.Number,
                TakenAt = snapshot.TakenAt,
                Source = snapshot.Source,
                History = snapshot.History,
                Directory = snapshot.Directory,
            })];
    }
}
