using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>Makes segments: from packs that are new, and of several segments one. Where the cache cannot be written they stay in memory.</summary>
internal sealed class SegmentFolder(string? folder)
{
    private const string Extension = ".segment";

    /// <summary>Sorts the objects of <paramref name="packs"/> into a segment.</summary>
    public IndexSegment Make(IReadOnlyCollection<PackListing> packs)
    {
        List<IndexPack> table = new(packs.Count);
        List<(IndexRecord Record, NodePrefixes Prefixes)> records = new(packs.Sum(pack => pack.Entries.Count));
        foreach (PackListing pack in packs)
        {
            for (int i = 0; i < pack.Entries.Count; i++)
            {
                records.Add((new IndexRecord(table.Count, i, pack.Entries[i]), pack.Entries[i].Prefixes));
            }

            table.Add(new IndexPack(pack.Name, pack.Epoch, pack.LengthBytes));
        }

        records.Sort(static (a, b) => a.Record.CompareTo(b.Record));
        return Write(table, records);
    }

    /// <summary>Merges segments; a pack that several list is taken from the first.</summary>
    public IndexSegment Merge(IReadOnlyList<IndexSegment> segments)
    {
        List<IndexPack> table = [];
        HashSet<PackName> known = [];
        int[][] numbers = new int[segments.Count][];
        for (int s = 0; s < segments.Count; s++)
        {
            ReadOnlySpan<IndexPack> packs = segments[s].Packs;
            numbers[s] = new int[packs.Length];
            for (int p = 0; p < packs.Length; p++)
            {
                bool isNew = known.Add(packs[p].Name);
                numbers[s][p] = isNew ? table.Count : -1;
                if (isNew)
                {
                    table.Add(packs[p]);
                }
            }
        }

        return Write(table, MergeRecords(segments, numbers));
    }

    /// <summary>Opens a segment that the manifest names; null where it cannot be relied on.</summary>
    public IndexSegment? TryOpen(string name) =>
        folder is null || name != Path.GetFileName(name) ? null : IndexSegment.TryOpen(Path.Combine(folder, name));

    /// <summary>Deletes segments that are not in use and are old enough that no other process is just writing them.</summary>
    public void Sweep(IReadOnlyCollection<IndexSegment> inUse, DateTimeOffset before)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*" + Extension))
            {
                if (file.LastWriteTimeUtc < before && inUse.All(segment => segment.Path != file.FullName))
                {
                    file.Delete();
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be tidied is still right.
        }
    }

    private static IEnumerable<(IndexRecord Record, NodePrefixes Prefixes)> MergeRecords(IReadOnlyList<IndexSegment> segments, int[][] numbers)
    {
        PriorityQueue<int, IndexRecord> next = new();
        int[] positions = new int[segments.Count];
        for (int s = 0; s < segments.Count; s++)
        {
            Enqueue(s);
        }

        while (next.TryDequeue(out int s, out IndexRecord record))
        {
            int number = numbers[s][record.Pack];
            if (number >= 0)
            {
                yield return (record.InPack(number), segments[s].PrefixesOf(positions[s]));
            }

            positions[s]++;
            Enqueue(s);
        }

        void Enqueue(int s)
        {
            if (positions[s] < segments[s].RecordCount)
            {
                next.Enqueue(s, segments[s].Records[positions[s]]);
                GC.KeepAlive(segments[s]);
            }
        }
    }

    private static void WriteTo(Stream output, List<IndexPack> packs, IEnumerable<(IndexRecord Record, NodePrefixes Prefixes)> records)
    {
        SegmentWriter writer = new(output, packs);
        writer.Begin();
        foreach ((IndexRecord record, NodePrefixes prefixes) in records)
        {
            writer.Add(record, prefixes);
        }

        writer.Complete();
    }

    private IndexSegment Write(List<IndexPack> packs, IEnumerable<(IndexRecord Record, NodePrefixes Prefixes)> records)
    {
        if (folder is not null)
        {
            string path = Path.Combine(folder, Guid.NewGuid().ToString("N") + Extension);
            try
            {
                _ = Directory.CreateDirectory(folder);
                using (FileStream output = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024))
                {
                    WriteTo(output, packs, records);
                }

                if (IndexSegment.TryOpen(path) is IndexSegment segment)
                {
                    return segment;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A full or missing cache disk must not stop a backup: this run does without the file.
            }
        }

        using MemoryStream memory = new();
        WriteTo(memory, packs, records);
        return IndexSegment.InMemory(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
