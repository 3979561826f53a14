using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>Writes the indexes again without some packs. The new ones take the place of every index there is.</summary>
internal static class IndexRewrite
{
    /// <summary>Drops packs from the index, before they are deleted. Indexes that list none of them stay.</summary>
    public static async Task DropAsync(Vault vault, IReadOnlySet<PackName> dropped, CancellationToken cancellationToken)
    {
        List<Digest> affected = [];
        List<PackListing> kept = [];
        HashSet<PackName> known = [];
        HashSet<Digest> superseded = [];
        if (dropped.Count == 0)
        {
            return;
        }

        Dictionary<Digest, long> listed = await vault.IndexBlobs.ListAsync(cancellationToken);
        foreach (Digest name in vault.Index.State.Live.Order())
        {
            IndexContent content = await vault.IndexBlobs.ReadAsync(name, cancellationToken);
            if (content.Packs.Any(pack => dropped.Contains(pack.Name)))
            {
                affected.Add(name);
                superseded.UnionWith(content.Superseded.Where(listed.ContainsKey));
                kept.AddRange(content.Packs.Where(pack => !dropped.Contains(pack.Name) && known.Add(pack.Name)));
            }
        }

        if (affected.Count > 0)
        {
            // What an affected index took the place of stays superseded when its own blob is gone.
            superseded.UnionWith(affected);
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
