using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>One source's history in a vault.</summary>
/// <param name="Source">Which history it is.</param>
/// <param name="TakenAtMillis">When it was last seen.</param>
/// <param name="History">The history.</param>
/// <param name="Directory">Its account, participants and chats.</param>
/// <param name="Snapshots">Its snapshots, newest first, for the contents of files; none where they are all forgotten.</param>
internal sealed record HistoryLayer(SourceIdentity Source, long TakenAtMillis, MapRoot History, MapRoot Directory, IReadOnlyList<SnapshotInfo> Snapshots)
{
    /// <summary>The device that saved it.</summary>
    public required string Device { get; init; }

    /// <summary>What one snapshot shows. Of text exports it goes on showing chats whose files only an earlier one holds.</summary>
    public static HistoryLayer Of(Vault vault, SnapshotInfo snapshot)
    {
        IEnumerable<SnapshotInfo> earlier = snapshot.Source.Platform != "export" ? [] : vault.Snapshots
            .Where(s => s.Device == snapshot.Device && s.Number < snapshot.Number && s.Source.IsSameSource(snapshot.Source))
            .OrderByDescending(s => s.Number);
        return Of(snapshot, [snapshot, .. earlier]);
    }

    private static HistoryLayer Of(SnapshotInfo snapshot, IReadOnlyList<SnapshotInfo> contents) =>
        new(snapshot.Source, snapshot.TakenAt.ToUnixTimeMilliseconds(), snapshot.History, snapshot.Directory, contents) { Device = snapshot.Device };

    /// <summary>The newest state of each source: of each history on each device.</summary>
    public static IEnumerable<HistoryLayer> NewestOf(Vault vault)
    {
        var snapshots = vault.Snapshots.ToLookup(s => (s.Device, s.Source with { Name = null }));
        var retained = vault.Retained.ToLookup(r => (r.Device, r.Source with { Name = null }));
        foreach ((string Device, SourceIdentity Source) source in snapshots.Select(g => g.Key).Union(retained.Select(g => g.Key)))
        {
            List<SnapshotInfo> kept = [.. snapshots[source].OrderByDescending(s => s.Number)];
            RetainedHistory? left = retained[source].MaxBy(r => r.Number);
            yield return left is not null && (kept.Count == 0 || kept[0].Number < left.Number)
                ? new HistoryLayer(left.Source, left.TakenAt.ToUnixTimeMilliseconds(), left.History, left.Directory, kept) { Device = left.Device }
                : Of(kept[0], kept);
        }
    }
}
