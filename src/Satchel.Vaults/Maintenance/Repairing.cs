using Satchel.Storage;
using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults.Maintenance;

/// <summary>Puts right what a check finds, as far as the rest of the vault tells how it was.</summary>
internal sealed class Repairing(Vault vault, bool dryRun, IProgress<VaultProgress>? progress)
{
    private readonly List<string> _actions = [];

    public async Task<RepairReport> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = await vault.Store.GetTimeAsync(cancellationToken);
        Checking before = new(vault, CheckDepth.ReadEveryPack, progress);
        CheckReport found = await before.RunAsync(cancellationToken);
        if (dryRun)
        {
            await RepairAsync(null, before.DamagedPacks, now, cancellationToken);
            return new RepairReport(_actions, found.Damaged, dryRun);
        }

        Session session = await vault.Sessions.BeginAsync(SessionPurpose.Upkeep, now, cancellationToken);
        try
        {
            await UpkeepSessions.RequireNobodyWritesAsync(vault, session, now, cancellationToken);
            await RepairAsync(session, before.DamagedPacks, now, cancellationToken);
        }
        finally
        {
            await vault.Sessions.EndAsync(session);
        }

        CheckReport left = await new Checking(vault, CheckDepth.Structure, progress).RunAsync(cancellationToken);
        return new RepairReport(_actions, left.Damaged, dryRun);
    }

    private async Task RepairAsync(Session? session, IReadOnlySet<PackName> damagedPacks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await RepairHeadsAsync(cancellationToken);
        await RepairIndexesAsync(damagedPacks, cancellationToken);
        await RepairChainsAsync(session, cancellationToken);
        await RepairUpkeepAsync(now, cancellationToken);
    }

    /// <summary>Sets heads that are damaged, or behind what is there, to the newest record.</summary>
    private async Task RepairHeadsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, DeviceRecord> newest = [];
        DeviceRecords records = new(vault.Store, vault.Keys);
        foreach (Digest id in (await records.ListAsync(cancellationToken)).Keys)
        {
            if (await TryReadAsync(records, id, cancellationToken) is DeviceRecord record
                && (!newest.TryGetValue(record.Device, out DeviceRecord? known) || known.Number < record.Number))
            {
                newest[record.Device] = record;
            }
        }

        SnapshotChains chains = await LoadChainsAsync(cancellationToken);
        foreach ((string device, DeviceRecord record) in newest)
        {
            BlobName name = new(DeviceHead.Folder + device);
            bool isBehind = record.Number > (chains.HeadOf(device)?.Number ?? 0) + 1;
            if (!isBehind && !chains.Damaged.ContainsKey(name.Value))
            {
                continue;
            }

            _actions.Add($"{name}: set to record {record.Number}, the newest of its device that is there");
            if (!dryRun)
            {
                byte[]? bytes = await vault.Store.ReadHeadAsync(name, cancellationToken);
                ReadOnlyMemory<byte>? expected = bytes is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(bytes);
                _ = await vault.Store.CompareAndSetHeadAsync(name, expected, new DeviceHead(record.Number, record.Id).Seal(vault.Keys), cancellationToken);
            }
        }
    }

    /// <summary>Lists packs that no index lists, and drops what is damaged of those that are listed.</summary>
    private async Task RepairIndexesAsync(IReadOnlySet<PackName> damagedPacks, CancellationToken cancellationToken)
    {
        VaultListing listing = await VaultListing.ReadAsync(vault, cancellationToken);
        await vault.Index.RebuildAsync(cancellationToken);
        HashSet<PackName> known = [.. vault.Index.State.Segments.SelectMany(segment => segment.Packs.ToArray()).Select(pack => pack.Name)];
        List<PackListing> added = [];
        foreach (PackName name in listing.Packs.Keys.Where(name => !known.Contains(name) || damagedPacks.Contains(name)).Order())
        {
            if (await PackSalvage.TryReadAsync(vault, name, cancellationToken) is PackListing pack && !damagedPacks.Contains(name))
            {
                added.Add(pack);
            }
        }

        List<Digest> damagedIndexes = [.. vault.Index.State.Damaged.Keys.Order()];
        if (damagedIndexes.Count > 0 || added.Count > 0)
        {
            _actions.Add($"index: made again for {added.Count} packs, in place of {damagedIndexes.Count} damaged indexes");
        }

        List<PackName> dropped = [.. damagedPacks.Where(name => known.Contains(name) || listing.Packs.ContainsKey(name)).Order()];
        _actions.AddRange(dropped.Select(name => $"{name.Blob}: what is whole in it was written again, the rest dropped"));
        if (dryRun)
        {
            return;
        }

        if (damagedIndexes.Count > 0 || added.Count > 0)
        {
            await IndexRewrite.WriteAsync(vault, added, damagedIndexes, cancellationToken);
            await DeleteAsync(damagedIndexes.Select(IndexBlobs.NameOf), cancellationToken);
            await vault.Index.RebuildAsync(cancellationToken);
        }

        await PackSalvage.RunAsync(vault, dropped, cancellationToken);
        await IndexRewrite.DropAsync(vault, damagedPacks, cancellationToken);
        await DeleteAsync(dropped.Select(name => name.Blob), cancellationToken);
    }

    /// <summary>Says of records that are lost that they are no more, so that their chains can be followed past them.</summary>
    private async Task RepairChainsAsync(Session? session, CancellationToken cancellationToken)
    {
        SnapshotChains chains = await LoadChainsAsync(cancellationToken);
        _actions.AddRange(chains.Lost.Select(lost => $"{DeviceRecords.NameOf(lost.Id)}: record {lost.Number} of device {lost.Device} is lost, and was forgotten"));
        if (session is null || chains.Lost.Count == 0)
        {
            return;
        }

        await vault.LoadChainsAsync(cancellationToken);
        _ = await vault.CommitRecordAsync(
            session, head => DeviceRecordWriter.WriteForget(vault.Device, head, vault.Time.GetUtcNow(), chains.Lost, []), static _ => { }, cancellationToken);
        await DeleteAsync(chains.Lost.Select(lost => DeviceRecords.NameOf(lost.Id)), cancellationToken);
    }

    private async Task RepairUpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<BlobName> damaged = [.. (await vault.Sessions.ListAsync(cancellationToken)).Damaged.Select(session => session.Blob)];
        damaged.AddRange((await new PruneLists(vault.Store, vault.Keys).ListAsync(cancellationToken)).Damaged.Select(list => list.Blob));
        _actions.AddRange(damaged.Select(blob => $"{blob}: deleted; it is damaged, and nothing needs it"));
        if (!dryRun)
        {
            await DeleteAsync(damaged, cancellationToken);
            await UpkeepSessions.SweepAsync(vault, now, cancellationToken);
        }
    }

    private Task<SnapshotChains> LoadChainsAsync(CancellationToken cancellationToken) =>
        new ChainLoader(vault.Store, vault.Keys, new RecordCache(vault.Keys, null)).LoadAsync(cancellationToken);

    private async Task DeleteAsync(IEnumerable<BlobName> blobs, CancellationToken cancellationToken)
    {
        foreach (BlobName blob in blobs)
        {
            _ = await vault.Store.DeleteAsync(blob, cancellationToken);
        }
    }

    private static async Task<DeviceRecord?> TryReadAsync(DeviceRecords records, Digest id, CancellationToken cancellationToken)
    {
        try
        {
            return (await records.ReadAsync(id, cancellationToken)).Record;
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            return null;
        }
    }
}
