using System.Collections.Concurrent;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Maps;

/// <summary>Makes the stored form of nodes (docs/format.md, section 9.4). Its buffers are used again; not thread-safe, rent one.</summary>
internal sealed class NodeEncoder
{
    private const int CompressionLevel = 3;
    private const int MaxPooled = 4;

    // The form, the depth, the prefixes and six lengths.
    private const int MaxHeadBytes = 3 + (VaultLimits.MaxDeltaPrefixes * Digest.LengthBytes) + (6 * Varint.MaxBytes);
    private static readonly ConcurrentBag<NodeEncoder> Pool = [];

    private readonly LeafColumnWriter _columns = new();
    private readonly byte[] _head = new byte[MaxHeadBytes];
    private byte[] _compressed = [];
    private byte[] _body = [];
    private byte[] _delta = [];

    /// <summary>An encoder of the pool. Give it back with <see cref="Return"/>.</summary>
    public static NodeEncoder Rent() => Pool.TryTake(out NodeEncoder? pooled) ? pooled : new NodeEncoder();

    /// <summary>Gives a rented encoder back; it must not be used after.</summary>
    public static void Return(NodeEncoder encoder)
    {
        if (Pool.Count < MaxPooled)
        {
            Pool.Add(encoder);
        }
    }

    /// <summary>The stored form of a leaf: a delta against <paramref name="sources"/> where that is under half of the whole form.</summary>
    public EncodedNode EncodeLeaf(Digest digest, LeafBuffer leaf, IReadOnlyList<Predecessor> sources)
    {
        _columns.Write(leaf);
        ReadOnlySpan<byte> structure = _columns.Structure.Span;
        ReadOnlySpan<byte> text = _columns.Text.Span;
        ReadOnlySpan<byte> raw = _columns.Raw.Span;
        Ensure(ref _compressed, ZstdCompressor.Bound(structure.Length) + ZstdCompressor.Bound(text.Length));
        ZstdCompressor zstd = ZstdCompressor.Rent();
        int structureLength = Compress(zstd, structure, _compressed);
        int textLength = Compress(zstd, text, _compressed.AsSpan(structureLength));
        ReadOnlySpan<int> lengths = [leaf.LengthBytes, structure.Length, text.Length, raw.Length, structureLength, textLength];
        int head = WriteHead(StoredNode.WholeLeaf, lengths);
        int wholeLength = head + structureLength + textLength + raw.Length;
        if (sources.Count > 0)
        {
            Ensure(ref _body, _columns.LengthBytes);
            structure.CopyTo(_body);
            text.CopyTo(_body.AsSpan(structure.Length));
            raw.CopyTo(_body.AsSpan(structure.Length + text.Length));
            if (TryDelta(zstd, StoredNode.DeltaLeaf, lengths[..4], _body.AsSpan(0, _columns.LengthBytes), sources, wholeLength, digest, out EncodedNode delta))
            {
                ZstdCompressor.Return(zstd);
                return delta;
            }

            head = WriteHead(StoredNode.WholeLeaf, lengths);
        }

        ZstdCompressor.Return(zstd);
        byte[] stored = new byte[wholeLength];
        _head.AsSpan(0, head).CopyTo(stored);
        _compressed.AsSpan(0, structureLength + textLength).CopyTo(stored.AsSpan(head));
        raw.CopyTo(stored.AsSpan(head + structureLength + textLength));
        return new EncodedNode(digest, stored, []);
    }

    /// <summary>The stored form of an inner node, from its canonical bytes.</summary>
    public EncodedNode EncodeInner(Digest digest, ReadOnlySpan<byte> body, IReadOnlyList<Predecessor> sources)
    {
        Ensure(ref _compressed, ZstdCompressor.Bound(body.Length));
        ZstdCompressor zstd = ZstdCompressor.Rent();
        int length = Compress(zstd, body, _compressed);
        int head = WriteHead(StoredNode.WholeInner, [body.Length]);
        bool isDelta = TryDelta(zstd, StoredNode.DeltaInner, [body.Length], body, sources, head + length, digest, out EncodedNode delta);
        ZstdCompressor.Return(zstd);
        if (isDelta)
        {
            return delta;
        }

        head = WriteHead(StoredNode.WholeInner, [body.Length]);
        byte[] stored = new byte[head + length];
        _head.AsSpan(0, head).CopyTo(stored);
        _compressed.AsSpan(0, length).CopyTo(stored.AsSpan(head));
        return new EncodedNode(digest, stored, []);
    }

    private static void Ensure(ref byte[] buffer, int lengthBytes)
    {
        if (buffer.Length < lengthBytes)
        {
            buffer = new byte[Math.Max(lengthBytes, buffer.Length * 2)];
        }
    }

    // As it is where a frame would not be shorter: a reader tells by the two lengths.
    private static int Compress(ZstdCompressor zstd, ReadOnlySpan<byte> section, Span<byte> destination)
    {
        int length = zstd.Compress(section, destination, default, CompressionLevel);
        if (length > 0 && length < section.Length)
        {
            return length;
        }

        section.CopyTo(destination);
        return section.Length;
    }

    private bool TryDelta(
        ZstdCompressor zstd,
        byte form,
        ReadOnlySpan<int> lengths,
        ReadOnlySpan<byte> body,
        IReadOnlyList<Predecessor> sources,
        int wholeLength,
        Digest digest,
        out EncodedNode delta)
    {
        delta = default;
        List<Predecessor> prefixes = Predecessor.Choose(sources);
        if (prefixes.Count == 0)
        {
            return false;
        }

        byte[] prefix = Predecessor.Join(prefixes);
        int head = WriteHead(form, lengths, prefixes);

        // Where it does not fit into under half of the whole form, it is of no use.
        int room = (wholeLength / 2) - head;
        if (room <= 0)
        {
            return false;
        }

        Ensure(ref _delta, room);
        int length = zstd.Compress(body, _delta.AsSpan(0, room), prefix, CompressionLevel);
        if (length == 0)
        {
            return false;
        }

        byte[] stored = new byte[head + length];
        _head.AsSpan(0, head).CopyTo(stored);
        _delta.AsSpan(0, length).CopyTo(stored.AsSpan(head));
        delta = new EncodedNode(digest, stored, [.. prefixes.Select(predecessor => predecessor.Digest)]);
        return true;
    }

    private int WriteHead(byte form, ReadOnlySpan<int> lengths, List<Predecessor>? prefixes = null)
    {
        _head[0] = form;
        int at = 1;
        if (prefixes is not null)
        {
            _head[at++] = (byte)(1 + prefixes.Max(prefix => prefix.Body.Depth));
            _head[at++] = (byte)prefixes.Count;
            foreach (Predecessor prefix in prefixes)
            {
                prefix.Digest.CopyTo(_head.AsSpan(at));
                at += Digest.LengthBytes;
            }
        }

        foreach (int length in lengths)
        {
            at += Varint.Write(_head.AsSpan(at), (ulong)length);
        }

        return at;
    }
}
