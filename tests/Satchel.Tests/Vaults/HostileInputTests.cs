using Satchel.Vaults;
using Satchel.Vaults.Index;
using Satchel.Vaults.Maps;
using Satchel.Vaults.Packs;
using Satchel.Vaults.Snapshots;

namespace Satchel.Tests.Vaults;

/// <summary>Bytes that pass for authentic and are not what was written: each parser refuses them with our exception, or reads something.</summary>
public sealed class HostileInputTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_mutated_directory_is_refused_or_read() => Mutate(WriteDirectory(), static bytes =>
    {
        ByteReader reader = new(bytes, "pack");
        _ = PackDirectory.Read(ref reader);
    });

    [Fact]
    public void A_mutated_index_is_refused_or_read() => Mutate(NewIndex().Write(), static bytes => _ = IndexContent.Read(bytes, "index"));

    [Fact]
    public void A_mutated_snapshot_record_is_refused_or_read() => Mutate(NewRecord(), static bytes => _ = DeviceRecordReader.Read(default, bytes, "snapshot"));

    [Fact]
    public void A_mutated_forget_record_is_refused_or_read() => Mutate(NewForget(), static bytes => _ = DeviceRecordReader.Read(default, bytes, "snapshot"));

    [Fact]
    public void A_mutated_pack_is_refused()
    {
        using Satchel.Vaults.Keys.KeyRing keys = TestVault.NewKeys();
        PackBuilder builder = new(new PackMemory());
        _ = builder.Add(ObjectType.Chunk, ObjectCodec.AsIs, new ObjectId(5), new byte[50], 50, default);
        byte[] pack = builder.Seal(keys).ToArray();

        Mutate(pack, bytes => _ = OpenedPack.Open(keys, builder.Name, bytes));
    }

    [Fact]
    public void An_index_reads_back()
    {
        IndexContent index = NewIndex();

        IndexContent read = IndexContent.Read(index.Write(), "index");

        Assert.Equal(index.Superseded, read.Superseded);
        Assert.Equal(index.Packs.SelectMany(pack => pack.Entries), read.Packs.SelectMany(pack => pack.Entries));
        Assert.Equal(index.Packs.Select(pack => (pack.Name, pack.Epoch, pack.LengthBytes)), read.Packs.Select(pack => (pack.Name, pack.Epoch, pack.LengthBytes)));
    }

    private static void Mutate(byte[] original, Action<byte[]> read)
    {
        Random random = new(original.Length);
        long begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Budget)
        {
            byte[] bytes = original[..(random.Next(4) == 0 ? random.Next(original.Length + 1) : original.Length)];
            for (int flips = random.Next(1, 5); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                read(bytes);
            }
            catch (VaultException error)
            {
                Assert.Contains(error.Problem, (VaultProblem[])[VaultProblem.Damaged, VaultProblem.LimitExceeded]);
            }
        }
    }

    private static List<PackEntry> NewEntries()
    {
        List<PackEntry> entries = [];
        int offset = PackLayout.HeaderBytes;
        for (int i = 0; i < 30; i++)
        {
            bool isNode = i % 3 == 0;
            NodePrefixes prefixes = isNode ? NodePrefixes.Of([.. Enumerable.Range(0, i % 4).Select(p => new ObjectId((UInt128)p << 90))], i % 4 == 0 ? 0 : 2) : default;
            entries.Add(new PackEntry(isNode ? ObjectType.Node : ObjectType.Chunk, isNode ? ObjectCodec.AsIs : ObjectCodec.Zstd, new ObjectId((UInt128)(i * 77) << 64), offset, 116, 100, prefixes));
            offset += 116;
        }

        return entries;
    }

    private static byte[] WriteDirectory()
    {
        ByteWriter writer = new();
        PackDirectory.Write(writer, NewEntries());
        return writer.Written.ToArray();
    }

    private static IndexContent NewIndex() => new(
        [new PackListing(new PackName(1, 2), 0, 5000, NewEntries()), new PackListing(new PackName(3, 4), 1, 6000, [])], [Digest.Of([1]), Digest.Of([2])]);

    private static byte[] NewRecord()
    {
        MapRoot root = new(MapKind.Files, Digest.Of([3]), 2, 500);
        SnapshotContents contents = new(TestVault.Source, DateTimeOffset.UnixEpoch, root, root, root, new SnapshotCounts(1, 2, 3, 4, 5));
        return DeviceRecordWriter.WriteSnapshot(new string('a', 32), new DeviceHead(4, Digest.Of([4])), contents);
    }

    private static byte[] NewForget() => DeviceRecordWriter.WriteForget(
        new string('b', 32), new DeviceHead(4, Digest.Of([4])), DateTimeOffset.UnixEpoch, [new ForgottenRecord(Digest.Of([5]), new string('a', 32), 3, Digest.Of([6]))], []);
}
