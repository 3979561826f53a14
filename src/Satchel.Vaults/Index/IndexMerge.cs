using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>Makes one index of many small ones, so that their number does not grow with the number of backups.</summary>
internal static class IndexMerge
{
    private const int MaxIndexes = 32;
    private const int SmallBytes = 256 * 1024;

    /// <summary>
    /// Adds the packs of small indexes to a new one that takes their place. Indexes that list a pack about to go are
    /// left alone: who collects it decides what becomes of them.
    /// </summary>
    public static async Task<IndexContent> MergeAsync(IndexBlobs blobs, LocalIndex index, IndexContent content, CancellationToken cancellationToken)
    {
        if (index.State.Live.Count < MaxIndexes)
        {
            return content;
        }

        Dictionary<Digest, long> listed = await blobs.ListAsync(cancellationToken);
        List<PackListing> packs = [.. content.Packs];
        HashSet<PackName> known = [.. packs.Select(pack => pack.Name)];
        HashSet<Digest> superseded = [.. content.Superseded];
        int objects = packs.Sum(pack => pack.Entries.Count);
        foreach (Digest name in index.State.Live.Where(name => listed.TryGetValue(name, out long length) && length <= SmallBytes).Order())
        {
            IndexContent small = await blobs.ReadAsync(name, cancellationToken);
            int count = small.Packs.Sum(pack => pack.Entries.Count);
            if (objects + count > IndexContent.MaxObjects || small.Packs.Any(pack => index.IsExcluded(pack.Name)))
            {
                continue;
            }

            packs.AddRange(small.Packs.Where(pack => known.Add(pack.Name)));
            objects += count;
            _ = superseded.Add(name);

            // What it took the place of stays superseded, whichever of the two blobs is deleted first.
            superseded.UnionWith(small.Superseded.Where(listed.ContainsKey));
        }

        return new IndexContent(packs, [.. superseded.Order()]);
    }
}
