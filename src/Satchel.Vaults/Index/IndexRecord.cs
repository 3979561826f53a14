using System.Runtime.InteropServices;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>
/// An object in the local index, 32 bytes: its id, its pack's number in the segment, and three words of a 24-bit
/// length each, whose top bytes hold the type and codec and the object's number.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = SizeBytes)]
internal readonly struct IndexRecord : IComparable<IndexRecord>
{
    public const int SizeBytes = 32;

    private const uint LengthMask = 0xFF_FFFF;
    private const uint NodeFlag = 1u << 24;
    private const uint ZstdFlag = 1u << 25;
    private const int DepthShift = 26;
    private const uint DepthMask = 7;

    private readonly ulong _idHigh;
    private readonly ulong _idLow;
    private readonly uint _pack;
    private readonly uint _offset;
    private readonly uint _sealed;
    private readonly uint _length;

    public IndexRecord(int pack, int number, in PackEntry entry)
    {
        _idHigh = (ulong)(entry.Id.Value >> 64);
        _idLow = unchecked((ulong)entry.Id.Value);
        _pack = (uint)pack;
        _offset = (uint)entry.Offset
            | (entry.Type == ObjectType.Node ? NodeFlag : 0)
            | (entry.Codec == ObjectCodec.Zstd ? ZstdFlag : 0)
            | (uint)entry.Prefixes.Depth << DepthShift;
        _sealed = (uint)entry.SealedBytes | ((uint)number & 0xFF) << 24;
        _length = (uint)entry.LengthBytes | ((uint)number >> 8) << 24;
    }

    private IndexRecord(in IndexRecord other, int pack)
    {
        this = other;
        _pack = (uint)pack;
    }

    public ObjectId Id => new(new UInt128(_idHigh, _idLow));

    public ulong IdHigh => _idHigh;

    public int Pack => (int)_pack;

    public int Number => (int)(_sealed >> 24 | (_length >> 24) << 8);

    public ObjectType Type => (_offset & NodeFlag) != 0 ? ObjectType.Node : ObjectType.Chunk;

    public ObjectCodec Codec => (_offset & ZstdFlag) != 0 ? ObjectCodec.Zstd : ObjectCodec.AsIs;

    /// <summary>How many deltas must be undone to read it; what it rests on where it is not 0, the segment tells.</summary>
    public int Depth => (int)(_offset >> DepthShift & DepthMask);

    public int Offset => (int)(_offset & LengthMask);

    public int SealedBytes => (int)(_sealed & LengthMask);

    public int LengthBytes => (int)(_length & LengthMask);

    /// <summary>The same object with its pack under another number.</summary>
    public IndexRecord InPack(int pack) => new(this, pack);

    public int CompareTo(IndexRecord other)
    {
        int order = _idHigh.CompareTo(other._idHigh);
        order = order != 0 ? order : _idLow.CompareTo(other._idLow);
        order = order != 0 ? order : _pack.CompareTo(other._pack);
        return order != 0 ? order : Offset.CompareTo(other.Offset);
    }
}
