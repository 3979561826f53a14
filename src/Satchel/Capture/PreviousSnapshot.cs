using Satchel.Chats;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>What a backup of a source goes on from: its newest snapshot by this device, or what is left of that once it is forgotten.</summary>
/// <param name="Source">Which history it is.</param>
/// <param name="TakenAtMillis">When it was taken.</param>
/// <param name="Files">Its files; null where it is forgotten.</param>
/// <param name="History">Its history.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Counts">What it counts; null where it is forgotten.</param>
internal sealed record PreviousSnapshot(
    SourceIdentity Source, long TakenAtMillis, MapRoot? Files, MapRoot History, MapRoot Directory, SnapshotCounts? Counts)
{
    /// <summary>The newest of a source; null where there is none.</summary>
    public static PreviousSnapshot? Find(Vault vault, SourceIdentity source)
    {
        SnapshotInfo? newest = vault.Snapshots.Where(s => s.Device == vault.Device && s.Source.IsSameSource(source)).MaxBy(s => s.Number);
        RetainedHistory? retained = vault.Retained.Where(r => r.Device == vault.Device && r.Source.IsSameSource(source)).MaxBy(r => r.Number);
        if (retained is not null && (newest is null || newest.Number < retained.Number))
        {
            return new PreviousSnapshot(retained.Source, retained.TakenAt.ToUnixTimeMilliseconds(), null, retained.History, retained.Directory, null);
        }

        return newest is null ? null : Of(newest);
    }

    /// <summary>The snapshot that a memory of files holds good for, if nothing newer of its source is there; null for none.</summary>
    public static PreviousSnapshot? FindRemembered(Vault vault, FileMemory memory, ChatSource source)
    {
        // Several accounts below one root have the same files.
        SnapshotInfo? remembered = memory.FilesRoot is Digest root
            ? vault.Snapshots.Where(s => s.Device == vault.Device && s.Files.Digest == root
                && s.Source.App == source.Format.App && s.Source.Platform == source.Format.Platform && s.Source.Edition == source.Edition && s.Source.Store == source.Store
                && (source.Part is null || (s.Source.Account ?? "") == memory.Account)).MaxBy(s => s.Number)
            : null;
        return remembered is null ? null : Find(vault, remembered.Source);
    }

    private static PreviousSnapshot Of(SnapshotInfo snapshot) => new(
        snapshot.Source, snapshot.TakenAt.ToUnixTimeMilliseconds(), snapshot.Files, snapshot.History, snapshot.Directory, snapshot.Counts);
}
