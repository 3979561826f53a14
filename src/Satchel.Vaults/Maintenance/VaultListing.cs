using Satchel.Storage;
using Satchel.Vaults.Packs;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults.Maintenance;

/// <summary>Every blob of a vault as the storage lists it; stray files are not among them.</summary>
internal sealed class VaultListing
{
    public Dictionary<PackName, long> Packs { get; } = [];

    public required Dictionary<Digest, long> Indexes { get; init; }

    public required Dictionary<Digest, long> Snapshots { get; init; }

    public static async Task<VaultListing> ReadAsync(Vault vault, CancellationToken cancellationToken)
    {
        VaultListing listing = new()
        {
            Indexes = await vault.IndexBlobs.ListAsync(cancellationToken),
            Snapshots = await new DeviceRecords(vault.Store, vault.Keys).ListAsync(cancellationToken),
        };
        await foreach (BlobInfo blob in vault.Store.ListAsync(PackName.Folder, cancellationToken))
        {
            if (PackName.TryParse(blob.Name, out PackName name))
            {
                listing.Packs[name] = blob.LengthBytes;
            }
        }

        return listing;
    }
}
