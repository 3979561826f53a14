using System.Runtime.InteropServices;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>Writes one segment from records that come in order, to a stream that can go back to its start.</summary>
internal sealed class SegmentWriter(Stream output, IReadOnlyList<IndexPack> packs)
{
    private const int BufferedRecords = 2048;
    private readonly IndexRecord[] _buffer = new IndexRecord[BufferedRecords];
    private readonly ByteWriter _prefixLists = new();
    private int _buffered;
    private uint _recordCount;
    private uint _prefixListCount;
    private uint _checksum;

    /// <summary>Leaves room for the header.</summary>
    public void Begin() => output.Write(stackalloc byte[SegmentLayout.HeaderBytes]);

    public void Add(in IndexRecord record, NodePrefixes prefixes)
    {
        _buffer[_buffered++] = record;
        if (prefixes.Count > 0)
        {
            Span<byte> list = _prefixLists.Append(SegmentLayout.PrefixListBytes);
            MemoryMarshal.Write(list, _recordCount);
            MemoryMarshal.Write(list[4..], (uint)prefixes.Count);
            for (int i = 0; i < VaultLimits.MaxDeltaPrefixes; i++)
            {
                (i < prefixes.Count ? prefixes[i] : default).CopyTo(list[(8 + (i * ObjectId.LengthBytes))..]);
            }

            _prefixListCount++;
        }

        _recordCount++;
        if (_buffered == BufferedRecords)
        {
            FlushRecords();
        }
    }

    public void Complete()
    {
        FlushRecords();
        Span<byte> entry = stackalloc byte[IndexPack.SizeBytes];
        foreach (IndexPack pack in packs)
        {
            pack.Name.CopyTo(entry);
            MemoryMarshal.Write(entry[PackName.LengthBytes..], pack.Epoch);
            MemoryMarshal.Write(entry[(PackName.LengthBytes + 4)..], pack.LengthBytes);
            Write(entry);
        }

        Write(_prefixLists.Written);
        Span<uint> header = stackalloc uint[SegmentLayout.HeaderBytes / sizeof(uint)];
        header.Clear();
        header[0] = SegmentLayout.Magic;
        header[1] = _recordCount;
        header[2] = (uint)packs.Count;
        header[3] = _prefixListCount;
        header[SegmentLayout.ChecksumOffset / sizeof(uint)] = _checksum;
        output.Position = 0;
        output.Write(MemoryMarshal.AsBytes(header));
        output.Flush();
    }

    private void FlushRecords()
    {
        Write(MemoryMarshal.AsBytes(_buffer.AsSpan(0, _buffered)));
        _buffered = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _checksum = SegmentLayout.Checksum(_checksum, bytes);
        output.Write(bytes);
    }
}
