using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>
/// A part of the local index: sorted records that are searched where they lie, in a mapped file or in memory. Nothing
/// of it becomes an object for each object of the vault.
/// </summary>
internal sealed unsafe class IndexSegment
{
    private readonly MemoryMappedViewAccessor? _view;   // keeps the mapping alive as long as this is reachable
    private readonly byte[]? _pinned;
    private readonly byte* _data;
    private readonly int _recordCount;
    private readonly int _prefixListCount;
    private readonly IndexPack[] _packs;
    private bool[] _excluded;

    private IndexSegment(byte* data, ReadOnlySpan<uint> header, MemoryMappedViewAccessor? view, byte[]? pinned, string? path)
    {
        _data = data;
        _view = view;
        _pinned = pinned;
        Path = path;
        _recordCount = (int)header[1];
        _packs = new IndexPack[header[2]];
        _excluded = new bool[_packs.Length];
        _prefixListCount = (int)header[3];
        ReadPacks();
    }

    /// <summary>Its file, or null where it is in memory.</summary>
    public string? Path { get; }

    public int RecordCount => _recordCount;

    public ReadOnlySpan<IndexPack> Packs => _packs;

    /// <summary>The records; good while this segment is reachable.</summary>
    public ReadOnlySpan<IndexRecord> Records => new(_data + SegmentLayout.HeaderBytes, _recordCount);

    /// <summary>Maps a file; null where it is not there or anything in it is in doubt.</summary>
    public static IndexSegment? TryOpen(string path)
    {
        MemoryMappedViewAccessor? view = null;
        try
        {
            using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            long lengthBytes = new FileInfo(path).Length;
            view = file.CreateViewAccessor(0, lengthBytes, MemoryMappedFileAccess.Read);
            byte* data = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
            data += view.PointerOffset;
            if (IsWhole(data, lengthBytes))
            {
                return new IndexSegment(data, new ReadOnlySpan<uint>(data, 4), view, null, path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The cache may go at any time; it is then made anew.
        }

        view?.Dispose();
        return null;
    }

    /// <summary>Takes a segment that was just written to memory.</summary>
    public static IndexSegment InMemory(ReadOnlySpan<byte> bytes)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        byte* data = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        return new IndexSegment(data, new ReadOnlySpan<uint>(data, 4), null, pinned, null);
    }

    /// <summary>The number of the first record whose id is not below <paramref name="id"/>.</summary>
    public int Seek(ObjectId id)
    {
        ReadOnlySpan<IndexRecord> records = Records;
        int low = 0;
        int high = records.Length;

        // Ids are evenly spread, so a guess from the id lands near it; then the range doubles until it holds the place.
        int guess = (int)Math.BigMul((ulong)(id.Value >> 64), (ulong)high, out _);
        for (int step = 8; guess < high && step < high; step *= 2)
        {
            int from = Math.Max(0, guess - step);
            int to = Math.Min(high, guess + step);
            if ((from == 0 || records[from - 1].Id.Value < id.Value) && (to == high || records[to].Id.Value >= id.Value))
            {
                low = from;
                high = to;
                break;
            }
        }

        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (records[middle].Id.Value < id.Value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        GC.KeepAlive(this);
        return low;
    }

    /// <summary>Whether a record's pack is about to go.</summary>
    public bool IsExcluded(int record) => _excluded[Records[record].Pack];

    public ObjectLocation LocationOf(int record)
    {
        IndexRecord entry = Records[record];
        GC.KeepAlive(this);
        IndexPack pack = _packs[entry.Pack];
        return new ObjectLocation(
            pack.Name, pack.Epoch, pack.LengthBytes, entry.Number, entry.Type, entry.Codec, entry.Offset, entry.SealedBytes, entry.LengthBytes);
    }

    /// <summary>What a delta node rests on.</summary>
    public NodePrefixes PrefixesOf(int record)
    {
        int depth = Records[record].Depth;
        if (depth == 0)
        {
            return default;
        }

        int low = 0;
        int high = _prefixListCount - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            ReadOnlySpan<byte> list = PrefixList(middle);
            uint owner = MemoryMarshal.Read<uint>(list);
            if (owner == (uint)record)
            {
                return ReadPrefixes(list, depth);
            }

            (low, high) = owner < (uint)record ? (middle + 1, high) : (low, middle - 1);
        }

        throw new VaultException(VaultProblem.Damaged, "the local index lacks what a node rests on");
    }

    /// <summary>Names the packs that are about to go; an object is looked for elsewhere first.</summary>
    public void Exclude(IReadOnlySet<PackName> packs)
    {
        bool[] excluded = new bool[_packs.Length];
        for (int i = 0; i < excluded.Length && packs.Count > 0; i++)
        {
            excluded[i] = packs.Contains(_packs[i].Name);
        }

        _excluded = excluded;
    }

    private static NodePrefixes ReadPrefixes(ReadOnlySpan<byte> list, int depth)
    {
        Span<ObjectId> ids = stackalloc ObjectId[VaultLimits.MaxDeltaPrefixes];
        int count = (int)MemoryMarshal.Read<uint>(list[4..]);
        for (int i = 0; i < count; i++)
        {
            ids[i] = ObjectId.Read(list[(8 + (i * ObjectId.LengthBytes))..]);
        }

        return NodePrefixes.Of(ids[..count], depth);
    }

    private static bool IsWhole(byte* data, long lengthBytes)
    {
        if (lengthBytes < SegmentLayout.HeaderBytes || lengthBytes > int.MaxValue)
        {
            return false;
        }

        ReadOnlySpan<uint> header = new(data, SegmentLayout.HeaderBytes / sizeof(uint));
        return header[0] == SegmentLayout.Magic
            && SegmentLayout.LengthOf(header[1], header[2], header[3]) == lengthBytes
            && SegmentLayout.Checksum(0, new ReadOnlySpan<byte>(data + SegmentLayout.HeaderBytes, (int)lengthBytes - SegmentLayout.HeaderBytes)) == header[4];
    }

    private ReadOnlySpan<byte> PrefixList(int number)
    {
        byte* start = _data + SegmentLayout.LengthOf(_recordCount, _packs.Length, number);
        return new ReadOnlySpan<byte>(start, SegmentLayout.PrefixListBytes);
    }

    private void ReadPacks()
    {
        for (int i = 0; i < _packs.Length; i++)
        {
            ReadOnlySpan<byte> pack = new(_data + SegmentLayout.LengthOf(_recordCount, i, 0), IndexPack.SizeBytes);
            _packs[i] = new IndexPack(
                PackName.Read(pack), MemoryMarshal.Read<int>(pack[PackName.LengthBytes..]), MemoryMarshal.Read<int>(pack[(PackName.LengthBytes + 4)..]));
        }
    }
}
