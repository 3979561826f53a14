using System.Security.Cryptography;

namespace Satchel.Vaults.Maps;

/// <summary>The digests of nodes (docs/format.md, section 9.2).</summary>
internal static class NodeDigest
{
    /// <summary>Starts the bytes of a leaf that is digested as a whole.</summary>
    public const byte LeafDomain = 0x10;

    /// <summary>Starts the hashes of a leaf whose entries are hashed one by one.</summary>
    public const byte SaltedLeafDomain = 0x11;

    /// <summary>Starts an entry that is hashed by itself.</summary>
    public const byte EntryDomain = 0x12;

    /// <summary>Starts the bytes of an inner node.</summary>
    public const byte InnerDomain = 0x13;

    /// <summary>The digest of an empty map's root, a leaf without entries, which is never stored.</summary>
    public static Digest OfEmpty(MapKind kind) => Digest.Of([kind == MapKind.History ? SaltedLeafDomain : LeafDomain]);

    /// <summary>The digest of a leaf. <paramref name="salts"/> is needed for <see cref="MapKind.History"/> alone.</summary>
    public static Digest OfLeaf(MapKind kind, LeafBuffer leaf, EntrySalts? salts) => kind == MapKind.History
        ? OfSaltedLeaf(leaf, salts ?? throw new InvalidOperationException("A history is not digested without its salts' key."))
        : Digest.Of(leaf.DomainAndBytes);

    /// <summary>The digest of an inner node's canonical bytes.</summary>
    public static Digest OfInner(ReadOnlySpan<byte> body)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([InnerDomain]);
        hash.AppendData(body);
        Span<byte> digest = stackalloc byte[Digest.LengthBytes];
        hash.GetHashAndReset(digest);
        return new Digest(digest);
    }

    private static Digest OfSaltedLeaf(LeafBuffer leaf, EntrySalts salts)
    {
        ReadOnlySpan<byte> bytes = leaf.DomainAndBytes;
        ReadOnlySpan<EntrySlot> slots = leaf.Slots;
        ReadOnlySpan<byte> salt = salts.Of(leaf);
        byte[] hashes = new byte[1 + (slots.Length * Digest.LengthBytes)];
        hashes[0] = SaltedLeafDomain;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[1 + EntrySalts.LengthBytes];
        head[0] = EntryDomain;
        for (int i = 0; i < slots.Length; i++)
        {
            salt.Slice(i * EntrySalts.LengthBytes, EntrySalts.LengthBytes).CopyTo(head[1..]);
            hash.AppendData(head);
            hash.AppendData(bytes[slots[i].Start..slots[i].End]);
            hash.GetHashAndReset(hashes.AsSpan(1 + (i * Digest.LengthBytes), Digest.LengthBytes));
        }

        return Digest.Of(hashes);
    }
}
