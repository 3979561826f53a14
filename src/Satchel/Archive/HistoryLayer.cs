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
    public static HistoryLayer Of(SnapshotInfo snapshot) =>
        new(snapshot.Source, snapshot.TakenAt.ToUnixTimeMilliseconds(), snapshot.History, snapshot.Directory, [snapshot]);

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
                ? new HistoryLayer(left.Source, left.TakenAt.ToUnixTimeMilliseconds(), left.History, left.Directory, kept)
                : Of(kept[0]) with { Snapshots = kept };
        }
    }
}
