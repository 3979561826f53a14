using Satchel.Storage;
using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults.Maintenance;

/// <summary>What nothing needs, at one moment: the blobs, with their lengths; and the packs worth writing again.</summary>
internal sealed class Garbage
{
    // Below these a pack is not written again: what it would free is not worth sending the rest once more.
    private const double DeadShare = 0.2;
    private const int SmallPackBytes = 1024 * 1024;
    private const int ManySmallPacks = 32;

    public Dictionary<BlobName, long> Blobs { get; } = [];

    public List<IndexPack> Repack { get; } = [];

    public long LiveObjects { get; private init; }

    /// <summary>Marks what is needed, and finds the rest.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: not all that is needed can be known.</exception>
    public static async Task<(Garbage Garbage, LiveObjects Live)> FindAsync(Vault vault, IReadOnlySet<PackName> listed, IProgress<VaultProgress>? progress, CancellationToken cancellationToken)
    {
        vault.Index.Exclude(listed);

        // What was stored after this listing is not in it, so it cannot be taken for garbage.
        VaultListing listing = await VaultListing.ReadAsync(vault, cancellationToken);
        await vault.RefreshAsync(cancellationToken);
        RequireWhole(vault);
        LiveObjects live = new(vault.Index.State);
        await new LiveWalk(vault, live).RunAsync("finding what is needed", progress, cancellationToken);
        Garbage garbage = new() { LiveObjects = live.Count };
        garbage.AddPacks(live, listing, listed);
        garbage.AddSnapshots(vault.Chains, listing);
        foreach (Digest name in vault.Index.State.Superseded.Where(listing.Indexes.ContainsKey))
        {
            garbage.Blobs[IndexBlobs.NameOf(name)] = listing.Indexes[name];
        }

        return (garbage, live);
    }

    private static void RequireWhole(Vault vault)
    {
        vault.RequireWritable();
        if (vault.Chains.Damaged.Count > 0)
        {
            (string blob, string problem) = vault.Chains.Damaged.First();
            throw new VaultException(VaultProblem.Damaged, $"{blob}: {problem}; nothing is deleted from a damaged vault");
        }
    }

    private void AddPacks(LiveObjects live, VaultListing listing, IReadOnlySet<PackName> listed)
    {
        HashSet<PackName> known = [];
        List<IndexPack> small = [];
        foreach (PackUse use in live.MeasurePacks())
        {
            _ = known.Add(use.Pack.Name);
            if (!listing.Packs.TryGetValue(use.Pack.Name, out long lengthBytes))
            {
                continue;
            }

            if (use.LiveBytes == 0)
            {
                Blobs[use.Pack.Name.Blob] = lengthBytes;
            }
            else if (!listed.Contains(use.Pack.Name) && use.ObjectBytes - use.LiveBytes > use.ObjectBytes * DeadShare)
            {
                Repack.Add(use.Pack);
            }
            else if (!listed.Contains(use.Pack.Name) && lengthBytes < SmallPackBytes)
            {
                small.Add(use.Pack);
            }
        }

        if (small.Count >= ManySmallPacks)
        {
            Repack.AddRange(small);
        }

        foreach ((PackName name, long lengthBytes) in listing.Packs)
        {
            if (!known.Contains(name))
            {
                Blobs[name.Blob] = lengthBytes;
            }
        }
    }

    private void AddSnapshots(SnapshotChains chains, VaultListing listing)
    {
        foreach ((Digest id, long lengthBytes) in listing.Snapshots)
        {
            if (!chains.Records.TryGetValue(id, out DeviceRecord? record) || (chains.Forgotten.ContainsKey(id) && record.Snapshot is not null))
            {
                Blobs[DeviceRecords.NameOf(id)] = lengthBytes;
            }
        }
    }
}
