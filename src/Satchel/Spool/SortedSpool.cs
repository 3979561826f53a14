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
    public const int DefaultBufferBytes = 16 * 1024 * 1024;

    private const int HeaderBytes = 2 * sizeof(int);   // lengths of key and payload
    private const int InitialBytes = 64 * 1024;

    private readonly string _folder;
    private readonly int _maxBufferBytes;
    private readonly List<SpoolRun> _runs = [];
    private readonly List<Slot> _slots = [];
    private byte[] _buffer = [];
    private int _length;
    private int _lastOffset = -1;
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

        Grow(_length + needed);
        Span<byte> entry = _buffer.AsSpan(_length, needed);
        BinaryPrimitives.WriteInt32LittleEndian(entry, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[sizeof(int)..], payload.Length);
        key.CopyTo(entry[HeaderBytes..]);
        payload.CopyTo(entry[(HeaderBytes + key.Length)..]);
        _isSorted = _isSorted && (_lastOffset < 0 || KeyAt(_buffer, _lastOffset).SequenceCompareTo(key) <= 0);
        _slots.Add(new Slot(Prefix(key), _length));
        _lastOffset = _length;
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
        _buffer = [];
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
        _buffer = [];
    }

    private static ReadOnlySpan<byte> KeyAt(byte[] buffer, int offset) =>
        buffer.AsSpan(offset + HeaderBytes, BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(offset)));

    private static ReadOnlyMemory<byte> EntryAt(byte[] buffer, int offset, out int keyLength)
    {
        keyLength = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(offset));
        int payload = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(offset + sizeof(int)));
        return buffer.AsMemory(offset, HeaderBytes + keyLength + payload);
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
            ReadOnlyMemory<byte> entry = EntryAt(_buffer, _slots[i].Offset, out int keyLength);
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
            byte[] buffer = _buffer;
            _slots.Sort((left, right) =>
            {
                int order = left.Prefix.CompareTo(right.Prefix);
                return order != 0 ? order : KeyAt(buffer, left.Offset).SequenceCompareTo(KeyAt(buffer, right.Offset));
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
        _runs.Add(SpoolRun.Write(_folder, _slots.Select(s => EntryAt(_buffer, s.Offset, out _))));
        _slots.Clear();
        _length = 0;
        _lastOffset = -1;
        _isSorted = true;
    }

    private void Grow(int length)
    {
        if (_buffer.Length < length)
        {
            int doubled = Math.Max(InitialBytes, (int)Math.Min(2L * _buffer.Length, _maxBufferBytes));
            Array.Resize(ref _buffer, Math.Max(doubled, length));
        }
    }

    private readonly record struct Slot(ulong Prefix, int Offset);
}
