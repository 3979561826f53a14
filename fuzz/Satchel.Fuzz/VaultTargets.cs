using Satchel.Storage;
using Satchel.Storage.Memory;
using Satchel.Vaults;
using Satchel.Vaults.Index;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Maps;
using Satchel.Vaults.Packs;
using Satchel.Vaults.Snapshots;

namespace Satchel.Fuzz;

/// <summary>What comes from a storage. Most of it is sealed; who holds a key may still have written it with intent.</summary>
internal static class VaultTargets
{
    public static async Task<IReadOnlyList<FuzzTarget>> AllAsync()
    {
        List<FuzzTarget> targets = [];
        (KeyRing keys, List<(BlobName Name, byte[] Content)> files) = await MakeAsync();
        byte[] config = files.Single(file => file.Name == VaultConfig.Name).Content;
        targets.Add(FuzzTarget.Of("config", [config], bytes => _ = VaultConfig.Parse(bytes)));
        (BlobName slot, byte[] slotFile) = files.First(file => KeySlotName.TryParse(file.Name, out _));
        _ = KeySlotName.TryParse(slot, out KeySlotName name);
        targets.Add(FuzzTarget.Of("key-slot", [slotFile], bytes => _ = KeySlotFile.Parse(bytes, name)));
        targets.Add(FuzzTarget.Of("directory", [Directory()], ReadDirectory));
        targets.Add(FuzzTarget.Of("pack", [Pack(keys, out PackName pack)], bytes => _ = OpenedPack.Open(keys, pack, bytes)));
        targets.Add(FuzzTarget.Of("index", [Index().Write()], bytes => _ = IndexContent.Read(bytes, "index")));
        targets.Add(FuzzTarget.Of("snapshot", [Snapshot(), Forget()], bytes => _ = DeviceRecordReader.Read(default, bytes, "snapshot")));
        byte[] sealedBlob = SealedBlob.Seal(keys, "snapshot", Snapshot());
        targets.Add(FuzzTarget.Of("sealed", [sealedBlob], bytes => _ = SealedBlob.Open(keys, "snapshot", bytes, "snapshot")));
        return targets;
    }

    private static async Task<(KeyRing Keys, List<(BlobName Name, byte[] Content)> Files)> MakeAsync()
    {
        MemoryBlobStore store = new(TimeProvider.System);
        using PassphraseSecret passphrase = new("correct horse"u8.ToArray());
        (KeyRing keys, _) = await VaultFiles.CreateAsync(store, passphrase, new VaultCreation("passphrase", TimeProvider.System), CancellationToken.None);
        List<(BlobName, byte[])> files = [];
        await foreach (BlobInfo blob in store.ListAsync("", CancellationToken.None))
        {
            files.Add((blob.Name, await store.ReadAllAsync(blob.Name, 1 << 20, CancellationToken.None)));
        }

        return (keys, files);
    }

    private static List<PackEntry> Entries()
    {
        List<PackEntry> entries = [];
        int offset = PackLayout.HeaderBytes;
        for (int i = 0; i < 20; i++)
        {
            entries.Add(new PackEntry(ObjectType.Chunk, ObjectCodec.Zstd, new ObjectId((UInt128)(i * 77) << 64), offset, 116, 100, default));
            offset += 116;
        }

        return entries;
    }

    private static byte[] Directory()
    {
        ByteWriter writer = new();
        PackDirectory.Write(writer, Entries());
        return writer.Written.ToArray();
    }

    private static void ReadDirectory(byte[] bytes)
    {
        ByteReader reader = new(bytes, "pack");
        _ = PackDirectory.Read(ref reader);
    }

    private static byte[] Pack(KeyRing keys, out PackName name)
    {
        PackBuilder builder = new(new PackMemory());
        _ = builder.Add(ObjectType.Chunk, ObjectCodec.AsIs, new ObjectId(5), new byte[50], 50, default);
        name = builder.Name;
        return builder.Seal(keys).ToArray();
    }

    private static IndexContent Index() => new(
        [new PackListing(new PackName(1, 2), 0, 5000, Entries()), new PackListing(new PackName(3, 4), 1, 6000, [])], [Digest.Of([1]), Digest.Of([2])]);

    private static byte[] Snapshot()
    {
        MapRoot root = new(MapKind.Files, Digest.Of([3]), 2, 500);
        SourceIdentity source = new("whatsapp", "android", null, "1@s.whatsapp.net", null);
        SnapshotContents contents = new(source, DateTimeOffset.UnixEpoch, root, root, root, new SnapshotCounts(1, 2, 3, 4, 5));
        return DeviceRecordWriter.WriteSnapshot(new string('a', 32), new DeviceHead(4, Digest.Of([4])), contents);
    }

    private static byte[] Forget() => DeviceRecordWriter.WriteForget(
        new string('b', 32), new DeviceHead(4, Digest.Of([4])), DateTimeOffset.UnixEpoch, [new ForgottenRecord(Digest.Of([5]), new string('a', 32), 3, Digest.Of([6]))], []);
}
