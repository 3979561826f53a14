using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>Writes the indexes again without some packs. The new ones take the place of every index there is.</summary>
internal static class IndexRewrite
{
    private const int SmallObjects = 10_000;

    /// <summary>Drops packs from the index, before they are deleted. Large indexes that list none of them stay.</summary>
    public static async Task DropAsync(Vault vault, IReadOnlySet<PackName> dropped, CancellationToken cancellationToken)
    {
        List<PackListing> kept = [];
        HashSet<PackName> known = [];
        HashSet<Digest> superseded = [];
        bool isAnyDropped = false;
        Dictionary<Digest, long> listed = dropped.Count > 0 ? await vault.IndexBlobs.ListAsync(cancellationToken) : [];
        foreach (Digest name in vault.Index.State.Live.Where(listed.ContainsKey).Order())
        {
            IndexContent content = await vault.IndexBlobs.ReadAsync(name, cancellationToken);
            bool isAffected = content.Packs.Any(pack => dropped.Contains(pack.Name));
            isAnyDropped |= isAffected;
            if (isAffected || content.Packs.Sum(pack => pack.Entries.Count) < SmallObjects)
            {
                kept.AddRange(content.Packs.Where(pack => !dropped.Contains(pack.Name) && known.Add(pack.Name)));

                // What it took the place of stays superseded when its own blob is gone.
                _ = superseded.Add(name);
                superseded.UnionWith(content.Superseded.Where(listed.ContainsKey));
            }
        }

        if (isAnyDropped)
        {
            await WriteAsync(vault, kept, [.. superseded.Order()], cancellationToken);
            await vault.Index.RebuildAsync(cancellationToken);
        }
    }

    /// <summary>Writes indexes of packs; the last one says what they take the place of, once all are there.</summary>
    public static async Task WriteAsync(Vault vault, IReadOnlyList<PackListing> packs, IReadOnlyList<Digest> superseded, CancellationToken cancellationToken)
    {
        List<PackListing> part = [];
        int objects = 0;
        foreach (PackListing pack in packs)
        {
            if (part.Count > 0 && objects + pack.Entries.Count > IndexContent.MaxObjects)
            {
                _ = await vault.IndexBlobs.WriteAsync(new IndexContent(part, []), cancellationToken);
                part = [];
                objects = 0;
            }

            part.Add(pack);
            objects += pack.Entries.Count;
        }

        _ = await vault.IndexBlobs.WriteAsync(new IndexContent(part, superseded), cancellationToken);
    }
}
