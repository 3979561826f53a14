using Satchel.Vaults.Native;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>What an index blob says (docs/format.md, "Indexes"): the directories of packs, and the indexes that it takes the place of.</summary>
internal sealed record IndexContent(IReadOnlyList<PackListing> Packs, IReadOnlyList<Digest> Superseded)
{
    /// <summary>An index is closed at this many objects: well under the limit of a small sealed blob.</summary>
    public const int MaxObjects = 100_000;

    private const int MaxPlainBytes = 16 * 1024 * 1024;
    private const int MinPackBytes = PackName.LengthBytes + 3;

    public byte[] Write()
    {
        ByteWriter plain = new(4096);
        plain.WriteVarint((ulong)Packs.Count);
        foreach (PackListing pack in Packs)
        {
            pack.Name.CopyTo(plain.Append(PackName.LengthBytes));
            plain.WriteVarint((ulong)pack.Epoch);
            plain.WriteVarint((ulong)pack.LengthBytes);
            PackDirectory.Write(plain, pack.Entries);
        }

        plain.WriteVarint((ulong)Superseded.Count);
        foreach (Digest name in Superseded)
        {
            name.CopyTo(plain.Append(Digest.LengthBytes));
        }

        return Compress(plain.Written);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, from a blob that was opened.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no index.</exception>
    public static IndexContent Read(ReadOnlySpan<byte> content, string where)
    {
        ByteReader reader = new(Decompress(content, where), where);
        int packCount = reader.ReadVarint(reader.Remaining / MinPackBytes, "packs");
        List<PackListing> packs = new(packCount);
        for (int i = 0; i < packCount; i++)
        {
            PackName name = PackName.Read(reader.Take(PackName.LengthBytes));
            int epoch = reader.ReadVarint(int.MaxValue, "epochs");
            int lengthBytes = reader.ReadVarint(VaultLimits.MaxPackBytes, "bytes");
            packs.Add(new PackListing(name, epoch, lengthBytes, PackDirectory.Read(ref reader)));
        }

        int supersededCount = reader.ReadVarint(reader.Remaining / Digest.LengthBytes, "indexes");
        List<Digest> superseded = new(supersededCount);
        for (int i = 0; i < supersededCount; i++)
        {
            superseded.Add(new Digest(reader.Take(Digest.LengthBytes)));
        }

        return reader.Remaining == 0 ? new IndexContent(packs, superseded) : throw reader.Damaged("goes on after its end");
    }

    private static byte[] Compress(ReadOnlySpan<byte> plain)
    {
        ByteWriter content = new(plain.Length + 16);
        content.WriteVarint((ulong)plain.Length);
        byte[] frame = new byte[ZstdCompressor.Bound(plain.Length)];
        ZstdCompressor compressor = ZstdCompressor.Rent();
        int length = compressor.Compress(plain, frame, [], ChunkCompressor.Level);
        ZstdCompressor.Return(compressor);
        content.Write(frame.AsSpan(0, length));
        return content.Written.ToArray();
    }

    private static byte[] Decompress(ReadOnlySpan<byte> content, string where)
    {
        ByteReader reader = new(content, where);
        byte[] plain = new byte[reader.ReadVarint(MaxPlainBytes, "bytes")];
        ZstdDecompressor decompressor = ZstdDecompressor.Rent();
        bool isRead = decompressor.TryDecompress(reader.Take(reader.Remaining), plain, []);
        ZstdDecompressor.Return(decompressor);
        return isRead ? plain : throw reader.Damaged("is not one zstd frame of its length");
    }
}
