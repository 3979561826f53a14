using Satchel.Storage;
using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>
/// Deletes what nothing needs, in two steps (docs/format.md, "Deleting"): what is found is published first, and goes
/// when a collection that comes later finds it again and nobody works any more who may not have seen the publication.
/// </summary>
internal sealed class Collection(Vault vault, PruneOptions options, IProgress<VaultProgress>? progress)
{
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(5);
    private readonly PruneLists _lists = new(vault.Store, vault.Keys);
    private long _deletedBlobs;
    private long _deletedBytes;
    private DateTimeOffset _now;

    public async Task<PruneReport> RunAsync(CancellationToken cancellationToken)
    {
        _now = await vault.Store.GetTimeAsync(cancellationToken);
        if ((vault.Time.GetUtcNow() - _now).Duration() > MaxClockSkew)
        {
            throw new VaultException(VaultProblem.ClockSkew, $"this machine's clock and that of {vault.Store.Description} differ by more than 5 minutes; nothing is deleted by such a clock");
        }

        if (options.DryRun)
        {
            return await TellAsync(cancellationToken);
        }

        Session session = await vault.Sessions.BeginAsync(SessionPurpose.Upkeep, _now, cancellationToken);
        try
        {
            await UpkeepSessions.RequireAloneAsync(vault, session, cancellationToken);
            return options.Grace == TimeSpan.Zero ? await RunAtOnceAsync(session, cancellationToken) : await RunInStepsAsync(session, cancellationToken);
        }
        finally
        {
            await vault.Sessions.EndAsync(session);
        }
    }

    private async Task<PruneReport> TellAsync(CancellationToken cancellationToken)
    {
        (List<PruneList> lists, _) = await _lists.ListAsync(cancellationToken);
        List<Session> live = await UpkeepSessions.FindLiveAsync(vault, null, _now, cancellationToken);
        (Garbage garbage, _) = await Garbage.FindAsync(vault, PacksOf(lists), progress, cancellationToken);
        HashSet<BlobName> listed = [.. lists.SelectMany(list => list.Blobs)];
        HashSet<BlobName> ripe = [.. lists.Where(list => IsRipe(list, live)).SelectMany(list => list.Blobs)];
        bool isAtOnce = options.Grace == TimeSpan.Zero;
        List<KeyValuePair<BlobName, long>> deleted = [.. garbage.Blobs.Where(blob => isAtOnce || ripe.Contains(blob.Key))];
        List<KeyValuePair<BlobName, long>> candidates = [.. garbage.Blobs.Where(blob => !isAtOnce && !listed.Contains(blob.Key))];
        return new PruneReport
        {
            DeletedBlobs = deleted.Count,
            DeletedBytes = deleted.Sum(blob => blob.Value),
            CandidateBlobs = candidates.Count + (isAtOnce ? 0 : garbage.Repack.Count),
            CandidateBytes = candidates.Sum(blob => blob.Value) + (isAtOnce ? 0 : garbage.Repack.Sum(pack => (long)pack.LengthBytes)),
            RepackedPacks = garbage.Repack.Count,
            LiveObjects = garbage.LiveObjects,
            DryRun = true,
        };
    }

    private async Task<PruneReport> RunInStepsAsync(Session session, CancellationToken cancellationToken)
    {
        (List<PruneList> lists, List<(BlobName Blob, long LengthBytes, string Problem)> damaged) = await _lists.ListAsync(cancellationToken);

        // Sessions before snapshots: whoever is not seen at work has committed what the walk then sees.
        List<Session> live = await UpkeepSessions.FindLiveAsync(vault, session, _now, cancellationToken);
        (Garbage garbage, LiveObjects needed) = await Garbage.FindAsync(vault, PacksOf(lists), progress, cancellationToken);
        HashSet<BlobName> listed = [.. lists.SelectMany(list => list.Blobs)];
        List<PruneList> ripe = [.. lists.Where(list => IsRipe(list, live))];
        await DeleteAsync(garbage, ripe.SelectMany(list => list.Blobs), cancellationToken);
        await Repacking.RunAsync(vault, garbage.Repack, needed, progress, cancellationToken);
        Dictionary<BlobName, long> found = FindNew(garbage, listed);
        await PublishAsync(found, cancellationToken);
        await DeleteListsAsync(ripe, damaged, cancellationToken);
        await UpkeepSessions.SweepAsync(vault, _now, cancellationToken);
        return Report(found.Count, found.Values.Sum(), garbage);
    }

    private async Task<PruneReport> RunAtOnceAsync(Session session, CancellationToken cancellationToken)
    {
        await UpkeepSessions.RequireNobodyWritesAsync(vault, session, _now, cancellationToken);
        (List<PruneList> lists, _) = await _lists.ListAsync(cancellationToken);
        (Garbage first, LiveObjects needed) = await Garbage.FindAsync(vault, PacksOf(lists), progress, cancellationToken);
        await Repacking.RunAsync(vault, first.Repack, needed, progress, cancellationToken);
        await PublishAsync(FindNew(first, lists.SelectMany(list => list.Blobs).ToHashSet()), cancellationToken);

        // Whoever begins from here on sees the list; whoever began before is seen at work, or has committed.
        await UpkeepSessions.RequireNobodyWritesAsync(vault, session, _now, cancellationToken);
        (lists, List<(BlobName Blob, long LengthBytes, string Problem)> damaged) = await _lists.ListAsync(cancellationToken);
        (Garbage garbage, _) = await Garbage.FindAsync(vault, PacksOf(lists), progress, cancellationToken);
        await DeleteAsync(garbage, lists.SelectMany(list => list.Blobs), cancellationToken);
        await DeleteSupersededAsync(cancellationToken);
        await DeleteListsAsync(lists, damaged, cancellationToken);
        await UpkeepSessions.SweepAsync(vault, _now, cancellationToken);
        return Report(0, 0, garbage) with { RepackedPacks = first.Repack.Count };
    }

    private bool IsRipe(PruneList list, List<Session> live) =>
        list.PublishedAt + options.Grace <= _now && live.All(session => session.BegunAt > list.PublishedAt + MaxClockSkew);

    private static HashSet<PackName> PacksOf(IEnumerable<PruneList> lists)
    {
        HashSet<PackName> packs = [];
        foreach (BlobName blob in lists.SelectMany(list => list.Blobs))
        {
            if (PackName.TryParse(blob, out PackName pack))
            {
                _ = packs.Add(pack);
            }
        }

        return packs;
    }

    private static Dictionary<BlobName, long> FindNew(Garbage garbage, HashSet<BlobName> listed)
    {
        Dictionary<BlobName, long> found = garbage.Blobs.Where(blob => !listed.Contains(blob.Key)).ToDictionary();
        foreach (IndexPack pack in garbage.Repack)
        {
            found[pack.Name.Blob] = pack.LengthBytes;
        }

        return found;
    }

    /// <summary>Deletes what is garbage now and was published: first the packs leave the index, then the storage.</summary>
    private async Task DeleteAsync(Garbage garbage, IEnumerable<BlobName> published, CancellationToken cancellationToken)
    {
        List<BlobName> blobs = [.. published.Distinct().Where(garbage.Blobs.ContainsKey)];
        HashSet<PackName> packs = [];
        foreach (BlobName blob in blobs)
        {
            if (PackName.TryParse(blob, out PackName pack))
            {
                _ = packs.Add(pack);
            }
        }

        await IndexRewrite.DropAsync(vault, packs, cancellationToken);
        long done = 0;
        foreach (BlobName blob in blobs)
        {
            progress?.Report(new VaultProgress("deleting", done++, blobs.Count));
            await DeleteAsync(blob, garbage.Blobs[blob], cancellationToken);
        }
    }

    private async Task DeleteSupersededAsync(CancellationToken cancellationToken)
    {
        await vault.Index.RefreshAsync(cancellationToken);
        Dictionary<Digest, long> listed = await vault.IndexBlobs.ListAsync(cancellationToken);
        foreach (Digest name in vault.Index.State.Superseded.Where(listed.ContainsKey))
        {
            await DeleteAsync(IndexBlobs.NameOf(name), listed[name], cancellationToken);
        }
    }

    private async Task DeleteListsAsync(List<PruneList> lists, List<(BlobName Blob, long LengthBytes, string Problem)> damaged, CancellationToken cancellationToken)
    {
        foreach (BlobName blob in lists.Select(list => list.Blob).Concat(damaged.Select(list => list.Blob)))
        {
            _ = await vault.Store.DeleteAsync(blob, cancellationToken);
        }
    }

    private async Task DeleteAsync(BlobName blob, long lengthBytes, CancellationToken cancellationToken)
    {
        if (await vault.Store.DeleteAsync(blob, cancellationToken))
        {
            _deletedBlobs++;
            _deletedBytes += lengthBytes;
        }
    }

    private async Task PublishAsync(Dictionary<BlobName, long> found, CancellationToken cancellationToken)
    {
        if (found.Count > 0)
        {
            await _lists.PublishAsync([.. found.Keys.OrderBy(name => name.Value, StringComparer.Ordinal)], cancellationToken);
        }
    }

    private PruneReport Report(long candidateBlobs, long candidateBytes, Garbage garbage) => new()
    {
        DeletedBlobs = _deletedBlobs,
        DeletedBytes = _deletedBytes,
        CandidateBlobs = candidateBlobs,
        CandidateBytes = candidateBytes,
        RepackedPacks = garbage.Repack.Count,
        LiveObjects = garbage.LiveObjects,
        DryRun = false,
    };
}
