using Satchel.Storage;
using Satchel.Vaults.Index;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Packs;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults.Maintenance;

/// <summary>Compares everything in a vault with what it should be. Reads from the storage, not from the cache.</summary>
internal sealed class Checking(Vault vault, CheckDepth depth, IProgress<VaultProgress>? progress)
{
    private const string FollowingStage = "following every snapshot";
    private readonly DamageList _damage = new();

    /// <summary>The packs of which something cannot be read, once it ran.</summary>
    public IReadOnlySet<PackName> DamagedPacks => _damage.DamagedPacks;

    public async Task<CheckReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (KeyFileProblem problem in await VaultFiles.VerifyAllAsync(vault.Store, vault.Keys, cancellationToken))
        {
            _damage.Add(problem.Object, problem.Problem, "opening the vault");
        }

        // Packs before what names them: what is written meanwhile is not missed.
        await CheckRecordsAsync(cancellationToken);
        await CheckUpkeepAsync(cancellationToken);
        await vault.Index.RebuildAsync(cancellationToken);
        foreach ((Digest name, string problem) in vault.Index.State.Damaged)
        {
            _damage.Add(IndexBlobs.NameOf(name).Value, problem, "whatever only this index lists; 'repair' makes it again from the packs");
        }

        VaultListing listing = await VaultListing.ReadAsync(vault, cancellationToken);
        CheckPackLengths(listing);
        await CheckContentAsync(listing, cancellationToken);
        long bytes = listing.Packs.Values.Sum() + listing.Indexes.Values.Sum() + listing.Snapshots.Values.Sum();
        return new CheckReport(vault.Index.ObjectCount, bytes, _damage.ToReport());
    }

    // Snapshots are followed while packs are read. What damage affects can only be told once all of it is known, so where
    // there is any they are followed again.
    private async Task CheckContentAsync(VaultListing listing, CancellationToken cancellationToken)
    {
        if (depth == CheckDepth.ReadEveryPack)
        {
            DamageList foundBeside = new();
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task reading = new PackCheck(vault, _damage, progress).RunAsync(listing.Packs, stop.Token);
            Task following = Task.Run(() => new CheckWalk(vault, foundBeside).RunAsync(FollowingStage, null, stop.Token), CancellationToken.None);
            if (!(await Task.WhenAny(reading, following)).IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
            }

            await Task.WhenAll(reading, following);
            if (_damage.IsEmpty && foundBeside.IsEmpty)
            {
                return;
            }
        }

        await new CheckWalk(vault, _damage).RunAsync(FollowingStage, progress, cancellationToken);
    }

    private async Task CheckRecordsAsync(CancellationToken cancellationToken)
    {
        SnapshotChains chains = await new ChainLoader(vault.Store, vault.Keys, new RecordCache(vault.Keys, null)).LoadAsync(cancellationToken);
        foreach ((string blob, string problem) in chains.Damaged)
        {
            _damage.Add(blob, problem, "the snapshots of a device");
        }

        // Records that no head reaches need not be there, but what is there must be whole.
        DeviceRecords records = new(vault.Store, vault.Keys);
        foreach (Digest id in (await records.ListAsync(cancellationToken)).Keys.Where(id => !chains.Records.ContainsKey(id)))
        {
            try
            {
                (DeviceRecord record, _) = await records.ReadAsync(id, cancellationToken);
                RequireHead(chains, record);
            }
            catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
            {
                _damage.Add(DeviceRecords.NameOf(id).Value, error.Message);
            }
            catch (StorageException error) when (error.Problem == StorageProblem.NotFound)
            {
                // A collection took it between the list and the read.
            }
        }
    }

    // A record is written once the one before it is reached by the head, so one further is all that can be left over.
    private void RequireHead(SnapshotChains chains, DeviceRecord record)
    {
        if (record.Number > (chains.HeadOf(record.Device)?.Number ?? 0) + 1)
        {
            _damage.Add(DeviceHead.Folder + record.Device, $"does not reach record {record.Number}, which is there: the head is lost or went back", "the newest snapshots of a device");
        }
    }

    private async Task CheckUpkeepAsync(CancellationToken cancellationToken)
    {
        foreach ((BlobName blob, string problem) in (await vault.Sessions.ListAsync(cancellationToken)).Damaged)
        {
            _damage.Add(blob.Value, problem, "nothing but upkeep");
        }

        foreach ((BlobName blob, _, string problem) in (await new PruneLists(vault.Store, vault.Keys).ListAsync(cancellationToken)).Damaged)
        {
            _damage.Add(blob.Value, problem, "nothing but upkeep");
        }
    }

    private void CheckPackLengths(VaultListing listing)
    {
        foreach (IndexSegment segment in vault.Index.State.Segments)
        {
            foreach (IndexPack pack in segment.Packs)
            {
                if (!listing.Packs.TryGetValue(pack.Name, out long lengthBytes))
                {
                    _damage.AddPack(pack.Name, "is missing");
                }
                else if (lengthBytes != pack.LengthBytes)
                {
                    _damage.AddPack(pack.Name, $"has {lengthBytes} bytes; {pack.LengthBytes} were written");
                }
            }
        }
    }
}
