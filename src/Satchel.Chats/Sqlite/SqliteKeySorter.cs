using System.Buffers;
using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// Sorts (key, record) pairs by key in bounded memory: a buffer is sorted when it is full and goes to a file as a run;
/// the runs are merged in the end. A pair is u32 key length, u32 record length, key, record.
/// </summary>
internal sealed class SqliteKeySorter : IDisposable
{
    /// <summary>Bytes before key and record.</summary>
    public const int PairHeaderBytes = 8;

    /// <summary>Runs that are merged at once: each is read through its own buffer.</summary>
    private const int RunsAtMost = 512;

    private readonly Func<Stream> _openFile;
    private readonly int _bufferBytes;
    private readonly Comparison<int> _byWholeKey;
    private readonly List<(long Offset, long Length)> _runs = [];
    private byte[] _pairs = [];
    private ulong[] _prefixes = [];
    private int[] _offsets = [];
    private int _filled;
    private int _count;
    private int _lastOffset;
    private bool _isSorted = true;
    private Stream? _file;

    /// <param name="openFile">Makes an empty file for runs, which goes when it is closed.</param>
    /// <param name="bufferBytes">Bytes of pairs that are sorted in memory.</param>
    public SqliteKeySorter(Func<Stream> openFile, int bufferBytes)
    {
        _openFile = openFile;
        _bufferBytes = bufferBytes;
        _byWholeKey = (left, right) => KeyAt(left).SequenceCompareTo(KeyAt(right));
    }

    /// <summary>Adds a pair.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        long needed = (long)PairHeaderBytes + key.Length + record.Length;
        if (_filled + needed > _pairs.Length)
        {
            MakeRoom(needed);
        }

        if (_count == _offsets.Length || _count == _prefixes.Length)
        {
            int length = Math.Max(1024, 2 * _count);
            Grow(ref _offsets, _count, length);
            Grow(ref _prefixes, _count, length);
        }

        if (_isSorted && _count > 0)
        {
            _isSorted = KeyAt(_lastOffset).SequenceCompareTo(key) <= 0;
        }

        Span<byte> pair = _pairs.AsSpan(_filled);
        BinaryPrimitives.WriteInt32LittleEndian(pair, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(pair[4..], record.Length);
        key.CopyTo(pair[PairHeaderBytes..]);
        record.CopyTo(pair[(PairHeaderBytes + key.Length)..]);
        _prefixes[_count] = PrefixOf(key);
        _offsets[_count++] = _filled;
        _lastOffset = _filled;
        _filled += (int)needed;
    }

    /// <summary>Gives the records to an index in the order of their keys.</summary>
    public void WriteTo(SqliteIndexBuilder index)
    {
        Sort();
        if (_runs.Count == 0)
        {
            for (int i = 0; i < _count; i++)
            {
                index.Add(RecordAt(_offsets[i]));
            }

            return;
        }

        Spill();
        GiveBackBuffers();
        using SqliteRunMerge merge = new(_file!, _runs);
        while (merge.Next())
        {
            index.Add(merge.Record);
        }
    }

    public void Dispose()
    {
        GiveBackBuffers();
        _file?.Dispose();
    }

    /// <summary>The first 8 bytes of a key, which order most pairs without a look at the rest.</summary>
    public static ulong PrefixOf(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 8)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key);
        }

        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        key.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    // The buffer grows up to its size while there is little; a pair larger than it gets a buffer of its own.
    private void MakeRoom(long needed)
    {
        if (_filled + needed > _bufferBytes && _count > 0)
        {
            Sort();
            Spill();
        }

        if (_filled + needed > _pairs.Length)
        {
            long length = Math.Max(_filled + needed, Math.Min(_bufferBytes, Math.Max(16_384, 2L * _pairs.Length)));
            Grow(ref _pairs, _filled, (int)Math.Min(Array.MaxLength, length));
        }
    }

    // Rented, because the indices of the next table need as much again.
    private static void Grow<T>(ref T[] array, int used, int length)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(length);
        array.AsSpan(0, used).CopyTo(larger);
        GiveBack(ref array);
        array = larger;
    }

    private static void GiveBack<T>(ref T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array);
            array = [];
        }
    }

    private void GiveBackBuffers()
    {
        GiveBack(ref _pairs);
        GiveBack(ref _offsets);
        GiveBack(ref _prefixes);
        _filled = _count = 0;
    }

    private void Sort()
    {
        if (_isSorted)
        {
            return;
        }

        Array.Sort(_prefixes, _offsets, 0, _count);
        int start = 0;
        while (start < _count)
        {
            int end = start + 1;
            while (end < _count && _prefixes[end] == _prefixes[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                _offsets.AsSpan(start, end - start).Sort(_byWholeKey);
            }

            start = end;
        }

        _isSorted = true;
    }

    private void Spill()
    {
        if (_runs.Count == RunsAtMost)
        {
            MergeRuns();
        }

        _file ??= _openFile();
        _file.Seek(0, SeekOrigin.End);
        long offset = _file.Position;
        for (int i = 0; i < _count; i++)
        {
            int pair = _offsets[i];
            _file.Write(_pairs.AsSpan(pair, PairHeaderBytes + KeyAt(pair).Length + RecordAt(pair).Length));
        }

        _runs.Add((offset, _file.Position - offset));
        _filled = 0;
        _count = 0;
        _isSorted = true;
    }

    private void MergeRuns()
    {
        Stream merged = _openFile();
        using (SqliteRunMerge merge = new(_file!, _runs))
        {
            while (merge.Next())
            {
                merged.Write(merge.Pair);
            }
        }

        _file!.Dispose();
        _file = merged;
        _runs.Clear();
        _runs.Add((0, merged.Position));
    }

    private ReadOnlySpan<byte> KeyAt(int pair) =>
        _pairs.AsSpan(pair + PairHeaderBytes, BinaryPrimitives.ReadInt32LittleEndian(_pairs.AsSpan(pair)));

    private ReadOnlySpan<byte> RecordAt(int pair) => _pairs.AsSpan(
        pair + PairHeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(_pairs.AsSpan(pair)),
        BinaryPrimitives.ReadInt32LittleEndian(_pairs.AsSpan(pair + 4)));
}
