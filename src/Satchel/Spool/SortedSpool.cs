using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Satchel.Spool;

/// <summary>
/// Sorts more entries (key, payload) than fit into memory: collects them in one buffer, writes the buffer sorted to a temporary file
/// whenever it is full, and merges what was written. Entries with equal keys keep no order. Temporary files have no name while they are
/// used and only their owner can read them.
/// </summary>
internal sealed class SortedSpool : IDisposable
{
    /// <summary>How many bytes are collected before they are written: a few runs for a million messages.</summary>
    public const int DefaultBufferBytes = 4 * 1024 * 1024;

    private const int HeaderBytes = 2 * sizeof(int);   // lengths of key and payload
    private const int SegmentBytes = 80 * 1024;        // below what the runtime treats as large

    private readonly string _folder;
    private readonly int _maxBufferBytes;
    private readonly List<SpoolRun> _runs = [];
    private readonly List<Slot> _slots = [];
    private readonly List<byte[]> _segments = [];
    private int _segment = -1;
    private int _used;
    private long _length;
    private bool _isSorted = true;

    /// <summary>Makes an empty one that writes below <paramref name="folder"/> when it has to.</summary>
    public SortedSpool(string folder, int maxBufferBytes = DefaultBufferBytes)
    {
        _folder = folder;
        _maxBufferBytes = maxBufferBytes;
    }

    /// <summary>How many entries were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an entry; the spans are copied.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload)
    {
        int needed = HeaderBytes + key.Length + payload.Length;
        if (_length + needed > _maxBufferBytes && _length > 0)
        {
            Spill();
        }

        Span<byte> entry = Reserve(needed);
        BinaryPrimitives.WriteInt32LittleEndian(entry, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[sizeof(int)..], payload.Length);
        key.CopyTo(entry[HeaderBytes..]);
        payload.CopyTo(entry[(HeaderBytes + key.Length)..]);
        _isSorted = _isSorted && (_slots.Count == 0 || KeyOf(_slots[^1]).SequenceCompareTo(key) <= 0);
        _slots.Add(new Slot(Prefix(key), _segment, _used));
        _used += needed;
        _length += needed;
        Count++;
    }

    /// <summary>Gives the entries in the order of their keys, once; each is good until the next.</summary>
    public IEnumerable<SpoolEntry> Read()
    {
        if (_runs.Count == 0)
        {
            Sort();
            return ReadBuffer();
        }

        Spill();
        _segments.Clear();
        return Merge();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SpoolRun run in _runs)
        {
            run.Dispose();
        }

        _runs.Clear();
        _segments.Clear();
    }

    // The first bytes of a key as a number: most comparisons end there.
    private static ulong Prefix(ReadOnlySpan<byte> key)
    {
        Span<byte> first = stackalloc byte[sizeof(ulong)];
        key[..Math.Min(key.Length, sizeof(ulong))].CopyTo(first);
        return BinaryPrimitives.ReadUInt64BigEndian(first);
    }

    private IEnumerable<SpoolEntry> ReadBuffer()
    {
        for (int i = 0; i < _slots.Count; i++)
        {
            ReadOnlyMemory<byte> entry = EntryOf(_slots[i], out int keyLength);
            yield return new SpoolEntry(entry.Slice(HeaderBytes, keyLength), entry[(HeaderBytes + keyLength)..]);
        }
    }

    private IEnumerable<SpoolEntry> Merge()
    {
        List<SpoolRun> open = [.. _runs.Where(r => r.MoveNext())];
        while (open.Count > 0)
        {
            (SpoolRun least, SpoolRun? next) = TwoLeast(open);

            // Nearly sorted input makes runs that hardly overlap: stay with one while it leads.
            do
            {
                yield return least.Current;
                if (!least.MoveNext())
                {
                    open.Remove(least);
                    break;
                }
            }
            while (next is null || least.Current.Key.Span.SequenceCompareTo(next.Current.Key.Span) <= 0);
        }
    }

    private static (SpoolRun Least, SpoolRun? Next) TwoLeast(List<SpoolRun> runs)
    {
        SpoolRun least = runs[0];
        SpoolRun? next = null;
        foreach (SpoolRun run in CollectionsMarshal.AsSpan(runs)[1..])
        {
            if (run.Current.Key.Span.SequenceCompareTo(least.Current.Key.Span) < 0)
            {
                next = least;
                least = run;
            }
            else if (next is null || run.Current.Key.Span.SequenceCompareTo(next.Current.Key.Span) < 0)
            {
                next = run;
            }
        }

        return (least, next);
    }

    private void Sort()
    {
        if (!_isSorted)
        {
            _slots.Sort((left, right) =>
            {
                int order = left.Prefix.CompareTo(right.Prefix);
                return order != 0 ? order : KeyOf(left).SequenceCompareTo(KeyOf(right));
            });
            _isSorted = true;
        }
    }

    private void Spill()
    {
        if (_slots.Count == 0)
        {
            return;
        }

        Sort();
        _runs.Add(SpoolRun.Write(_folder, _slots.Select(s => EntryOf(s, out _))));
        _slots.Clear();
        _length = 0;
        _used = 0;
        _segment = _segments.Count > 0 ? 0 : -1;
        _isSorted = true;
    }

    // Segments are used again after a run was written; one that is too short for an entry is left out until then.
    private Span<byte> Reserve(int lengthBytes)
    {
        while (_segment < 0 || _segments[_segment].Length - _used < lengthBytes)
        {
            _used = 0;
            if (++_segment == _segments.Count)
            {
                _segments.Add(GC.AllocateUninitializedArray<byte>(Math.Max(SegmentBytes, lengthBytes)));
            }
        }

        return _segments[_segment].AsSpan(_used, lengthBytes);
    }

    private ReadOnlySpan<byte> KeyOf(Slot slot)
    {
        byte[] segment = _segments[slot.Segment];
        return segment.AsSpan(slot.Offset + HeaderBytes, BinaryPrimitives.ReadInt32LittleEndian(segment.AsSpan(slot.Offset)));
    }

    private ReadOnlyMemory<byte> EntryOf(Slot slot, out int keyLength)
    {
        byte[] segment = _segments[slot.Segment];
        keyLength = BinaryPrimitives.ReadInt32LittleEndian(segment.AsSpan(slot.Offset));
        int payload = BinaryPrimitives.ReadInt32LittleEndian(segment.AsSpan(slot.Offset + sizeof(int)));
        return segment.AsMemory(slot.Offset, HeaderBytes + keyLength + payload);
    }

    private readonly record struct Slot(ulong Prefix, int Segment, int Offset);
}
