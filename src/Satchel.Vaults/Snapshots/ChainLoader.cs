using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Snapshots;

/// <summary>
/// Follows each device's chain from its head to its first record. Records that were seen before come from memory, so
/// that a vault with a thousand snapshots needs no thousand reads. Damage is noted, and the rest is read on.
/// </summary>
internal sealed class ChainLoader(IBlobStore store, KeyRing keys, RecordCache cache)
{
    private readonly DeviceRecords _records = new(store, keys);
    private readonly Dictionary<string, (DeviceHead Head, byte[] Bytes)> _heads = [];
    private readonly Dictionary<Digest, DeviceRecord> _chain = [];
    private readonly Dictionary<Digest, ForgottenRecord> _forgotten = [];
    private readonly Dictionary<string, string> _damaged = [];
    private readonly List<ForgottenRecord> _lost = [];
    private List<DeviceRecord>? _listed;

    public async Task<SnapshotChains> LoadAsync(CancellationToken cancellationToken)
    {
        List<Place> open = [];
        await foreach (BlobName name in store.ListHeadsAsync(DeviceHead.Folder, cancellationToken))
        {
            string device = name.Value[DeviceHead.Folder.Length..];
            if (DeviceId.IsValid(device) && await ReadHeadAsync(name, device, cancellationToken) is DeviceHead head)
            {
                open.Add(new Place(device, head.Number, head.Id));
            }
        }

        await FollowAsync(open, cancellationToken);
        cache.TrySave(_chain.Keys);
        return new SnapshotChains { Heads = _heads, Records = _chain, Forgotten = _forgotten, Damaged = _damaged, Lost = _lost }.Summarize();
    }

    // A forget record of one device may tell how another's chain goes on, so chains that cannot be followed wait for the others.
    private async Task FollowAsync(List<Place> open, CancellationToken cancellationToken)
    {
        while (open.Count > 0)
        {
            List<Place> stuck = [];
            bool isAnyMoved = false;
            foreach (Place start in open)
            {
                Place? place = start;
                while (place is not null && await StepAsync(place, cancellationToken) is (true, Place next))
                {
                    isAnyMoved = true;
                    place = next.Id is null ? null : next;
                }

                if (place is not null)
                {
                    stuck.Add(place);
                }
            }

            open = isAnyMoved ? stuck : await SkipLostAsync(stuck, cancellationToken);
        }
    }

    private async Task<(bool IsMoved, Place Next)> StepAsync(Place place, CancellationToken cancellationToken)
    {
        Digest id = place.Id!.Value;
        if (await TryReadAsync(id, cancellationToken) is DeviceRecord record)
        {
            if (record.Device != place.Device || record.Number > place.Number || (record.Number < place.Number && !place.IsBelowGap))
            {
                _damaged[DeviceRecords.NameOf(id).Value] = $"stands where record {place.Number} of device {place.Device} should be";
                return (false, place);
            }

            _chain[id] = record;
            foreach (ForgottenRecord forgotten in record.Forgets)
            {
                _forgotten[forgotten.Id] = forgotten;
            }

            return (true, new Place(place.Device, record.Number - 1, record.Previous));
        }

        return _forgotten.TryGetValue(id, out ForgottenRecord? gone) && gone.Device == place.Device && (gone.Number == place.Number || (place.IsBelowGap && gone.Number < place.Number))
            ? (true, new Place(place.Device, gone.Number - 1, gone.Previous, IsBelowGap: true))
            : (false, place);
    }

    /// <summary>Goes on below records that are lost: the largest number below that is still there.</summary>
    private async Task<List<Place>> SkipLostAsync(List<Place> stuck, CancellationToken cancellationToken)
    {
        List<Place> next = [];
        foreach (Place place in stuck)
        {
            string blob = DeviceRecords.NameOf(place.Id!.Value).Value;
            _ = _damaged.TryAdd(blob, $"record {place.Number} of device {place.Device} is missing");
            DeviceRecord? below = (await ReadAllAsync(cancellationToken))
                .Where(record => record.Device == place.Device && record.Number < place.Number).MaxBy(record => record.Number);
            _lost.Add(new ForgottenRecord(place.Id!.Value, place.Device, place.Number, below?.Id));
            if (below is not null)
            {
                next.Add(new Place(place.Device, below.Number, below.Id));
            }
        }

        return next;
    }

    private async Task<List<DeviceRecord>> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (_listed is null)
        {
            _listed = [];
            foreach (Digest id in (await _records.ListAsync(cancellationToken)).Keys)
            {
                if (await TryReadAsync(id, cancellationToken) is DeviceRecord record)
                {
                    _listed.Add(record);
                }
            }
        }

        return _listed;
    }

    private async Task<DeviceHead?> ReadHeadAsync(BlobName name, string device, CancellationToken cancellationToken)
    {
        byte[]? bytes = await store.ReadHeadAsync(name, cancellationToken);
        if (bytes is null)
        {
            return null;
        }

        try
        {
            var head = DeviceHead.Open(keys, bytes, name.Value);
            _heads[device] = (head, bytes);
            return head;
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            _damaged[name.Value] = error.Message;
        }

        // The records themselves are signed: the newest of them is where the head was, or one further.
        DeviceRecord? newest = (await ReadAllAsync(cancellationToken)).Where(record => record.Device == device).MaxBy(record => record.Number);
        return newest is null ? null : new DeviceHead(newest.Number, newest.Id);
    }

    private async Task<DeviceRecord?> TryReadAsync(Digest id, CancellationToken cancellationToken)
    {
        if (cache.Find(id) is DeviceRecord known)
        {
            return known;
        }

        try
        {
            (DeviceRecord record, ReadOnlyMemory<byte> json) = await _records.ReadAsync(id, cancellationToken);
            cache.Add(record, json);
            return record;
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            _damaged[DeviceRecords.NameOf(id).Value] = error.Message;
            return null;
        }
        catch (StorageException error) when (error.Problem == StorageProblem.NotFound)
        {
            return null;
        }
    }

    private sealed record Place(string Device, long Number, Digest? Id, bool IsBelowGap = false);
}
