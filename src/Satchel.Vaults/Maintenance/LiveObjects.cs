using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>
/// Which objects are needed: a bit for each record of the local index. Of an object in several packs one copy counts,
/// outside of packs that are about to go if it can be.
/// </summary>
internal sealed class LiveObjects
{
    private readonly IReadOnlyList<IndexSegment> _segments;
    private readonly ulong[][] _bits;
    private readonly ulong[][] _named;
    private readonly Stack<ObjectId> _pending = new();

    public LiveObjects(IndexState index)
    {
        _segments = index.Segments;
        _bits = NewBits();
        _named = NewBits();
    }

    /// <summary>How many objects are needed.</summary>
    public long Count { get; private set; }

    /// <summary>Marks an object with all that it rests on.</summary>
    /// <returns>
    /// False where it was named before. What another object merely rests on is needed, but nothing that it names is: it still counts as new.
    /// </returns>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it, or something it rests on, is in no pack.</exception>
    public bool Mark(ObjectId id, string what)
    {
        (int segment, int record) = MarkOne(id, what);
        bool isNew = TrySet(_named[segment], record);
        while (_pending.TryPop(out ObjectId prefix))
        {
            _ = MarkOne(prefix, $"what {what} rests on");
        }

        return isNew;
    }

    /// <summary>Marks an object if the vault has it: what names it may only look like a name.</summary>
    public void MarkIfThere(ObjectId id)
    {
        if (new ObjectCopies(_segments).TryChoose(id, ObjectCopies.AnyDepth, mayBeExcluded: true, out _, out _))
        {
            _ = Mark(id, "an object");
        }
    }

    /// <summary>Whether the needed copy of an object is the one in this pack.</summary>
    public bool IsLiveIn(ObjectId id, PackName pack)
    {
        for (int s = 0; s < _segments.Count; s++)
        {
            IndexSegment segment = _segments[s];
            ReadOnlySpan<IndexRecord> records = segment.Records;
            for (int i = segment.Seek(id); i < records.Length && records[i].Id == id; i++)
            {
                if (IsMarked(s, i) && segment.Packs[records[i].Pack].Name == pack)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>How much of every indexed pack is needed.</summary>
    public IReadOnlyCollection<PackUse> MeasurePacks()
    {
        Dictionary<PackName, PackUse> uses = [];
        for (int s = 0; s < _segments.Count; s++)
        {
            IndexSegment segment = _segments[s];
            long[] all = new long[segment.Packs.Length];
            long[] live = new long[segment.Packs.Length];
            Measure(s, all, live);
            for (int p = 0; p < all.Length; p++)
            {
                IndexPack pack = segment.Packs[p];
                PackUse before = uses.GetValueOrDefault(pack.Name);
                uses[pack.Name] = new PackUse(pack, before.ObjectBytes + all[p], before.LiveBytes + live[p]);
            }
        }

        return uses.Values;
    }

    private void Measure(int s, long[] all, long[] live)
    {
        ReadOnlySpan<IndexRecord> records = _segments[s].Records;
        for (int i = 0; i < records.Length; i++)
        {
            all[records[i].Pack] += records[i].SealedBytes;
            live[records[i].Pack] += IsMarked(s, i) ? records[i].SealedBytes : 0;
        }

        GC.KeepAlive(_segments[s]);
    }

    private bool IsMarked(int segment, int record) => (_bits[segment][record / 64] >> (record % 64) & 1) != 0;

    private (int Segment, int Record) MarkOne(ObjectId id, string what)
    {
        ObjectCopies copies = new(_segments);
        if (!copies.TryChoose(id, ObjectCopies.AnyDepth, mayBeExcluded: false, out int segment, out int record)
            && !copies.TryChoose(id, ObjectCopies.AnyDepth, mayBeExcluded: true, out segment, out record))
        {
            throw new VaultException(VaultProblem.Damaged, $"{what} is in no pack that an index lists, or rests on what is in none");
        }

        if (!IsMarked(segment, record))
        {
            Count++;
            if (_segments[segment].Records[record].Depth == 0)
            {
                _ = TrySet(_bits[segment], record);
            }
            else
            {
                MarkDeltas(copies, id, _segments[segment].IsExcluded(record));
            }
        }

        return (segment, record);
    }

    // Which of several delta forms a reader can follow depends on what else there is, so all that serve are kept; but
    // what lies in packs about to go only where nothing else serves.
    private void MarkDeltas(ObjectCopies copies, ObjectId id, bool mayBeExcluded)
    {
        for (int s = 0; s < _segments.Count; s++)
        {
            IndexSegment segment = _segments[s];
            for (int i = segment.Seek(id); i < segment.RecordCount && segment.Records[i].Id == id; i++)
            {
                if ((mayBeExcluded || !segment.IsExcluded(i)) && copies.Serves(segment, i, mayBeExcluded))
                {
                    _ = TrySet(_bits[s], i);
                    NodePrefixes prefixes = segment.PrefixesOf(i);
                    for (int p = 0; p < prefixes.Count; p++)
                    {
                        _pending.Push(prefixes[p]);
                    }
                }
            }
        }
    }

    private ulong[][] NewBits() => [.. _segments.Select(segment => new ulong[(segment.RecordCount + 63) / 64])];

    private static bool TrySet(ulong[] bits, int record)
    {
        ulong bit = 1UL << (record % 64);
        bool isNew = (bits[record / 64] & bit) == 0;
        bits[record / 64] |= bit;
        return isNew;
    }
}
