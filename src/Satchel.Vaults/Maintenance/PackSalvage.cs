using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>Takes what is whole out of damaged packs.</summary>
internal static class PackSalvage
{
    /// <summary>What a pack says of itself; null where its directory does not open.</summary>
    public static async Task<PackListing?> TryReadAsync(Vault vault, PackName name, CancellationToken cancellationToken)
    {
        try
        {
            OpenedPack pack = await OpenedPack.ReadAsync(vault.Store, vault.Keys, name, cancellationToken);
            return new PackListing(name, pack.Epoch, pack.LengthBytes, pack.Entries);
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            return null;
        }
    }

    /// <summary>Writes the objects that still open into new packs. Where they lie, the index tells as well as the directory.</summary>
    public static async Task RunAsync(Vault vault, IReadOnlyList<PackName> damaged, CancellationToken cancellationToken)
    {
        if (damaged.Count == 0)
        {
            return;
        }

        IndexFlusher? indexes = null;
        await using PackWriter writer = new(vault.Store, vault.Keys, static _ => { }, token => indexes!.FlushIfDueAsync(token));
        using (indexes = new IndexFlusher(vault.IndexBlobs, vault.Index, writer, vault.Time, static _ => { }))
        {
            foreach (PackName name in damaged)
            {
                foreach ((ObjectId id, ObjectLocation location, NodePrefixes prefixes) in await FindObjectsAsync(vault, name, cancellationToken))
                {
                    if (await TryOpenAsync(vault, id, location, cancellationToken) is byte[] content)
                    {
                        await writer.AddCopyAsync(location.Type, location.Codec, id, content, location.LengthBytes, prefixes, cancellationToken);
                    }
                }
            }

            await writer.FlushAsync(cancellationToken);
            await indexes.FlushAsync(isLast: false, cancellationToken);
        }
    }

    private static async Task<List<(ObjectId Id, ObjectLocation Location, NodePrefixes Prefixes)>> FindObjectsAsync(Vault vault, PackName name, CancellationToken cancellationToken)
    {
        List<(ObjectId, ObjectLocation, NodePrefixes)> found = [];
        foreach (IndexSegment segment in vault.Index.State.Segments)
        {
            for (int i = 0; i < segment.RecordCount; i++)
            {
                if (segment.Packs[segment.Records[i].Pack].Name == name)
                {
                    found.Add((segment.Records[i].Id, segment.LocationOf(i), segment.PrefixesOf(i)));
                }
            }
        }

        if (found.Count == 0 && await TryReadAsync(vault, name, cancellationToken) is PackListing pack)
        {
            for (int i = 0; i < pack.Entries.Count; i++)
            {
                PackEntry entry = pack.Entries[i];
                found.Add((entry.Id, new ObjectLocation(name, pack.Epoch, pack.LengthBytes, i, entry.Type, entry.Codec, entry.Offset, entry.SealedBytes, entry.LengthBytes), entry.Prefixes));
            }
        }

        return found;
    }

    private static async Task<byte[]?> TryOpenAsync(Vault vault, ObjectId id, ObjectLocation location, CancellationToken cancellationToken)
    {
        try
        {
            return await vault.Objects.ReadSealedAsync(location, id, cancellationToken);
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            return null;
        }
    }
}
