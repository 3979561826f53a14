using System.Buffers.Binary;
using System.Collections.Concurrent;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>Reads packs as they lie in the storage, trusting nothing in them before it is opened.</summary>
internal static class PackOpener
{
    /// <summary>The shortest pack: header, an empty directory's byte and tag, and the trailer.</summary>
    public const int MinPackBytes = PackLayout.HeaderBytes + 1 + PackLayout.TagBytes + PackLayout.TrailerBytes;

    // As long as the chunks that backups make; a longer one gets more.
    private const int ScratchBytes = 1_088 * 1024;

    // What objects are opened into only to see that they open: as many as there are packs sealed at a time.
    private static readonly ConcurrentBag<byte[]> Scratches = [];

    /// <summary>The epoch in a pack's header, once magic and name are right.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no pack, or another one.</exception>
    public static int ReadHeader(PackName name, ReadOnlySpan<byte> header)
    {
        if (!header[..4].SequenceEqual(PackLayout.Magic) || PackName.Read(header[8..]) != name)
        {
            throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: is not the pack of that name");
        }

        int epoch = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        return epoch >= 0 ? epoch : throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: names an impossible epoch");
    }

    /// <summary>How long the sealed directory is, from a pack's last four bytes.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it would not fit.</exception>
    public static int ReadDirectoryLength(PackName name, long packBytes, ReadOnlySpan<byte> trailer)
    {
        uint lengthBytes = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        long room = packBytes - PackLayout.HeaderBytes - PackLayout.TrailerBytes;
        return lengthBytes > PackLayout.TagBytes && lengthBytes <= room
            ? (int)lengthBytes
            : throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: names a directory of {lengthBytes} bytes in a pack of {packBytes}");
    }

    /// <summary>Opens a directory and checks that it accounts for every byte of the pack.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public static List<PackEntry> OpenDirectory(PackCipher cipher, PackName name, long packBytes, ReadOnlySpan<byte> header, ReadOnlySpan<byte> sealedDirectory)
    {
        byte[] plain = new byte[sealedDirectory.Length - PackLayout.TagBytes];
        cipher.OpenDirectory(header, sealedDirectory, plain);
        ByteReader reader = new(plain, name.Blob.Value);
        List<PackEntry> entries = PackDirectory.Read(ref reader);
        long end = entries.Count == 0 ? PackLayout.HeaderBytes : entries[^1].Offset + entries[^1].SealedBytes;
        if (end + sealedDirectory.Length + PackLayout.TrailerBytes != packBytes || reader.Take(reader.Remaining).ContainsAnyExcept((byte)0))
        {
            throw reader.Damaged("its directory does not fit its length");
        }

        return entries;
    }

    /// <summary>Opens a whole pack again that was just sealed, and compares its directory with what was put in.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it does not open; the machine's memory is not to be trusted.</exception>
    public static void Verify(KeyRing keys, PackName name, ReadOnlySpan<byte> pack, IReadOnlyList<PackEntry> expected)
    {
        ReadOnlySpan<byte> header = pack[..PackLayout.HeaderBytes];
        using PackCipher cipher = new(keys, ReadHeader(name, header), name);
        int directoryBytes = ReadDirectoryLength(name, pack.Length, pack[^PackLayout.TrailerBytes..]);
        List<PackEntry> entries = OpenDirectory(cipher, name, pack.Length, header, pack.Slice(pack.Length - PackLayout.TrailerBytes - directoryBytes, directoryBytes));
        bool isSame = entries.Count == expected.Count;
        byte[] scratch = Scratches.TryTake(out byte[]? used) ? used : [];
        for (int i = 0; i < entries.Count && isSame; i++)
        {
            PackEntry entry = entries[i];
            isSame = entry == expected[i];
            if (isSame)
            {
                int lengthBytes = entry.SealedBytes - PackLayout.TagBytes;
                scratch = scratch.Length >= lengthBytes ? scratch : GC.AllocateUninitializedArray<byte>(Math.Max(lengthBytes, ScratchBytes));
                cipher.OpenObject(i, entry.Type, entry.Codec, entry.Id, pack.Slice(entry.Offset, entry.SealedBytes), scratch.AsSpan(0, lengthBytes));
            }
        }

        Scratches.Add(scratch);

        if (!isSame)
        {
            throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: a pack just sealed lists other objects than were put in");
        }
    }
}
