namespace Satchel.Vaults.Packs;

/// <summary>
/// The directory of a pack in plain bytes (docs/format.md, "A pack"): varint count, then for each object its type,
/// codec, id, sealed length, decoded length and, for a node, its depth and what it rests on.
/// </summary>
internal static class PackDirectory
{
    /// <summary>The most objects of a pack: the object's number has 16 bits in the local index.</summary>
    public const int MaxEntries = 65_535;

    /// <summary>What one object takes at most: 18 bytes, two lengths of 4, a count and three ids.</summary>
    public const int MaxEntryBytes = 18 + (2 * 4) + 1 + (VaultLimits.MaxDeltaPrefixes * ObjectId.LengthBytes);

    private const int MinEntryBytes = 20;
    private const int DepthShift = 4;
    private const int CountMask = 0x0F;

    public static void Write(ByteWriter writer, IReadOnlyList<PackEntry> entries)
    {
        writer.WriteVarint((ulong)entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            PackEntry entry = entries[i];
            writer.WriteByte((byte)entry.Type);
            writer.WriteByte((byte)entry.Codec);
            entry.Id.CopyTo(writer.Append(ObjectId.LengthBytes));
            writer.WriteVarint((ulong)entry.SealedBytes);
            writer.WriteVarint((ulong)entry.LengthBytes);
            if (entry.Type != ObjectType.Node)
            {
                continue;
            }

            writer.WriteByte((byte)((entry.Prefixes.Depth << DepthShift) | entry.Prefixes.Count));
            for (int p = 0; p < entry.Prefixes.Count; p++)
            {
                entry.Prefixes[p].CopyTo(writer.Append(ObjectId.LengthBytes));
            }
        }
    }

    /// <summary>Reads a directory; offsets follow from the lengths.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not a directory, or of an impossible pack.</exception>
    public static List<PackEntry> Read(ref ByteReader reader)
    {
        int count = reader.ReadVarint(Math.Min(MaxEntries, reader.Remaining / MinEntryBytes), "objects");
        List<PackEntry> entries = new(count);
        int offset = PackLayout.HeaderBytes;
        for (int i = 0; i < count; i++)
        {
            PackEntry entry = ReadEntry(ref reader, offset);
            entries.Add(entry);
            offset += entry.SealedBytes;
            if (offset > VaultLimits.MaxPackBytes)
            {
                throw reader.Damaged("lists more than a pack holds");
            }
        }

        return entries;
    }

    private static PackEntry ReadEntry(ref ByteReader reader, int offset)
    {
        byte type = reader.ReadByte();
        byte codec = reader.ReadByte();
        if (type is not ((byte)ObjectType.Chunk or (byte)ObjectType.Node) || codec > (type == (byte)ObjectType.Chunk ? 1 : 0))
        {
            throw reader.Damaged($"lists an object of type {type} and codec {codec}");
        }

        ObjectId id = ObjectId.Read(reader.Take(ObjectId.LengthBytes));
        int sealedBytes = reader.ReadVarint(PackLayout.MaxSealedBytes, "sealed bytes");
        int lengthBytes = reader.ReadVarint(type == (byte)ObjectType.Chunk ? VaultLimits.MaxChunkBytes : PackLayout.MaxStoredNodeBytes, "bytes");
        if (sealedBytes < PackLayout.TagBytes || (codec == 0 && sealedBytes != lengthBytes + PackLayout.TagBytes))
        {
            throw reader.Damaged("lists an object of impossible length");
        }

        Span<ObjectId> prefixes = stackalloc ObjectId[VaultLimits.MaxDeltaPrefixes];
        int form = type == (byte)ObjectType.Node ? reader.ReadByte() : 0;
        int depth = form >> DepthShift;
        int prefixCount = form & CountMask;
        if (depth > VaultLimits.MaxDeltaDepth || prefixCount > VaultLimits.MaxDeltaPrefixes || (depth == 0) != (prefixCount == 0))
        {
            throw reader.Damaged($"lists a node of depth {depth} that rests on {prefixCount}");
        }

        for (int p = 0; p < prefixCount; p++)
        {
            prefixes[p] = ObjectId.Read(reader.Take(ObjectId.LengthBytes));
        }

        return new PackEntry((ObjectType)type, (ObjectCodec)codec, id, offset, sealedBytes, lengthBytes, NodePrefixes.Of(prefixes[..prefixCount], depth));
    }
}
