namespace Satchel.Vaults.Snapshots;

/// <summary>The records that count, as the heads reach them; replaced as a whole.</summary>
internal sealed record SnapshotChains
{
    public static readonly SnapshotChains Empty = new();

    /// <summary>Each device's head, with its bytes as the storage has them.</summary>
    public IReadOnlyDictionary<string, (DeviceHead Head, byte[] Bytes)> Heads { get; init; } = new Dictionary<string, (DeviceHead, byte[])>();

    /// <summary>The records, by id.</summary>
    public IReadOnlyDictionary<Digest, DeviceRecord> Records { get; init; } = new Dictionary<Digest, DeviceRecord>();

    /// <summary>What was forgotten, by id.</summary>
    public IReadOnlyDictionary<Digest, ForgottenRecord> Forgotten { get; init; } = new Dictionary<Digest, ForgottenRecord>();

    /// <summary>Heads and records that are damaged or lost: the blob, and what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string> Damaged { get; init; } = new Dictionary<string, string>();

    /// <summary>Records that are lost, and where their chains go on below them.</summary>
    public IReadOnlyList<ForgottenRecord> Lost { get; init; } = [];

    /// <summary>The snapshots that are not forgotten, by time.</summary>
    public IReadOnlyList<SnapshotInfo> Snapshots { get; init; } = [];

    /// <summary>The histories that stay of sources whose newest snapshot was forgotten.</summary>
    public IReadOnlyList<RetainedHistory> Retained { get; init; } = [];

    public DeviceHead? HeadOf(string device) => Heads.TryGetValue(device, out (DeviceHead Head, byte[] Bytes) head) ? head.Head : null;

    /// <summary>Draws the lists of snapshots and retained histories from the records.</summary>
    public SnapshotChains Summarize()
    {
        List<SnapshotInfo> all = [.. Records.Values.Select(record => record.Snapshot).OfType<SnapshotInfo>()];
        return this with
        {
            Snapshots = [.. all.Where(snapshot => !Forgotten.ContainsKey(Digest.Parse(snapshot.Id)))
                .OrderBy(snapshot => snapshot.TakenAt).ThenBy(snapshot => snapshot.Device, StringComparer.Ordinal).ThenBy(snapshot => snapshot.Number)],
            Retained = FindRetained(all),
        };
    }

    private List<RetainedHistory> FindRetained(List<SnapshotInfo> snapshots)
    {
        // A newer snapshot of the same source continues the history, also where it was forgotten in turn.
        List<RetainedHistory> all = [.. Records.Values.SelectMany(record => record.Retained)];
        List<RetainedHistory> counting = [];
        foreach (RetainedHistory history in all.OrderBy(history => history.TakenAt).ThenBy(history => history.Snapshot, StringComparer.Ordinal))
        {
            bool isContinued = snapshots.Any(s => s.Device == history.Device && s.Number > history.Number && s.Source.IsSameSource(history.Source))
                || all.Any(h => h.Device == history.Device && h.Number > history.Number && h.Source.IsSameSource(history.Source));
            if (!isContinued && counting.All(h => h.Snapshot != history.Snapshot))
            {
                counting.Add(history);
            }
        }

        return counting;
    }
}
