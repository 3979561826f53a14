using System.Collections.Concurrent;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Maps;

/// <summary>Makes the stored form of nodes (docs/format.md, section 9.4). Its buffers are used again; not thread-safe, rent one.</summary>
internal sealed class NodeEncoder
{
    private const int CompressionLevel = 3;
    private const int MaxPooled = 4;
    private static readonly ConcurrentBag<NodeEncoder> Pool = [];
    private readonly LeafColumns _columns = new();
    private byte[] _output = new byte[32 * 1024];

    public static NodeEncoder Rent() => Pool.TryTake(out NodeEncoder? pooled) ? pooled : new NodeEncoder();

    public static void Return(NodeEncoder encoder)
    {
        if (Pool.Count < MaxPooled)
        {
            Pool.Add(encoder);
        }
    }

    /// <summary>The stored form of a leaf: a delta against <paramref name="predecessors"/> where that is under half of the whole form.</summary>
    public EncodedNode EncodeLeaf(Digest digest, LeafBuffer leaf, IReadOnlyList<Predecessor> predecessors)
    {
        NodeBody body = _columns.Encode(leaf);
        int bound = 64 + ZstdCompressor.Bound(body.StructureLength) + ZstdCompressor.Bound(body.TextLength) + body.Raw.Length;
        if (_output.Length < bound)
        {
            _output = new byte[bound];
        }

        ZstdCompressor zstd = ZstdCompressor.Rent();
        int structure = Compress(zstd, body.Structure, 64);
        int text = Compress(zstd, body.Text, 64 + structure);
        ZstdCompressor.Return(zstd);

        Span<byte> head = stackalloc byte[64];
        head[0] = StoredNode.WholeLeaf;
        int at = 1;
        at += Varint.Write(head[at..], (ulong)leaf.LengthBytes);
        at += Varint.Write(head[at..], (ulong)body.StructureLength);
        at += Varint.Write(head[at..], (ulong)body.TextLength);
        at += Varint.Write(head[at..], (ulong)body.Raw.Length);
        at += Varint.Write(head[at..], (ulong)structure);
        at += Varint.Write(head[at..], (ulong)text);
        byte[] stored = new byte[at + structure + text + body.Raw.Length];
        head[..at].CopyTo(stored);
        _output.AsSpan(64, structure + text).CopyTo(stored.AsSpan(at));
        body.Raw.CopyTo(stored.AsSpan(at + structure + text));
        return new EncodedNode(digest, stored, []);
    }

    /// <summary>The stored form of an inner node, from its canonical bytes.</summary>
    public EncodedNode EncodeInner(Digest digest, ReadOnlySpan<byte> body, IReadOnlyList<Predecessor> predecessors)
    {
        int bound = 64 + ZstdCompressor.Bound(body.Length);
        if (_output.Length < bound)
        {
            _output = new byte[bound];
        }

        ZstdCompressor zstd = ZstdCompressor.Rent();
        int length = Compress(zstd, body, 64);
        ZstdCompressor.Return(zstd);
        Span<byte> head = stackalloc byte[16];
        head[0] = StoredNode.WholeInner;
        int at = 1 + Varint.Write(head[1..], (ulong)body.Length);
        byte[] stored = new byte[at + length];
        head[..at].CopyTo(stored);
        _output.AsSpan(64, length).CopyTo(stored.AsSpan(at));
        return new EncodedNode(digest, stored, []);
    }

    // As it is where a frame would not be shorter: a reader tells by the two lengths.
    private int Compress(ZstdCompressor zstd, ReadOnlySpan<byte> section, int at)
    {
        int length = zstd.Compress(section, _output.AsSpan(at), default, CompressionLevel);
        if (length > 0 && length < section.Length)
        {
            return length;
        }

        section.CopyTo(_output.AsSpan(at));
        return section.Length;
    }
}
