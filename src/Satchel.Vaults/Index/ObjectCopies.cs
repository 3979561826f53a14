using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>
/// The copies of objects, and which of them serve. Writers that know nothing of each other may store one node in
/// different forms; a copy of it serves where each node that it rests on has a copy less deep that serves. A whole
/// one always does, and no ring of deltas can be followed.
/// </summary>
internal readonly struct ObjectCopies(IReadOnlyList<IndexSegment> segments)
{
    /// <summary>Deeper than any copy.</summary>
    public const int AnyDepth = VaultLimits.MaxDeltaDepth + 1;

    /// <summary>The least deep copy that serves.</summary>
    /// <param name="id">The object.</param>
    /// <param name="depthBelow">Copies as deep as this or deeper do not serve.</param>
    /// <param name="mayBeExcluded">Whether packs that are about to go count, for it and for what it rests on.</param>
    /// <param name="segment">The copy's segment.</param>
    /// <param name="record">The copy's record there.</param>
    public bool TryChoose(ObjectId id, int depthBelow, bool mayBeExcluded, out int segment, out int record)
    {
        (segment, record) = (-1, -1);
        for (int s = 0; s < segments.Count && depthBelow > 0; s++)
        {
            IndexSegment holder = segments[s];
            for (int i = holder.Seek(id); i < holder.RecordCount && holder.Records[i].Id == id && depthBelow > 0; i++)
            {
                int depth = holder.Records[i].Depth;
                if (depth < depthBelow && (mayBeExcluded || !holder.IsExcluded(i)) && Serves(holder, i, mayBeExcluded))
                {
                    (segment, record, depthBelow) = (s, i, depth);
                }
            }
        }

        return record >= 0;
    }

    /// <summary>Whether all that a copy rests on has copies that are less deep, and serve.</summary>
    public bool Serves(IndexSegment segment, int record, bool mayBeExcluded)
    {
        NodePrefixes prefixes = segment.PrefixesOf(record);
        for (int i = 0; i < prefixes.Count; i++)
        {
            if (!TryChoose(prefixes[i], prefixes.Depth, mayBeExcluded, out _, out _))
            {
                return false;
            }
        }

        return true;
    }
}
