using Satchel.Storage;
using Satchel.Storage.Memory;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Tests.Vaults.Maintenance;

public sealed class CheckTests
{
    private const int SampledBitsPerBlob = 24;
    private static readonly string[] Names = TestVault.NamesOf(0, 30);

    [Fact]
    public async Task Every_flipped_bit_is_named_and_nothing_reads_wrong()
    {
        using TestVault test = new();
        SnapshotInfo made;
        await using (Vault vault = await test.OpenAsync())
        {
            SnapshotInfo first = await TestVault.BackUpAsync(vault, Names);
            made = await TestVault.BackUpAsync(vault, TestVault.NamesOf(5, 30), first);
            _ = await vault.PruneAsync(new PruneOptions(PruneOptions.DefaultGrace, DryRun: false), null, TestVault.Token);
        }

        Random random = new(11);
        foreach (BlobName blob in await test.ListAsync())
        {
            byte[] content = await test.Memory.ReadAllAsync(blob, 1 << 24, TestVault.Token);
            for (int i = 0; i < SampledBitsPerBlob; i++)
            {
                long bit = i switch { 0 => 0, 1 => (content.Length * 8L) - 1, _ => random.NextInt64(content.Length * 8L) };
                await AssertNamedAsync(test, blob, content, bit, made);
            }
        }
    }

    [Fact]
    public async Task Every_flipped_bit_of_a_head_is_named()
    {
        using TestVault test = new();
        BlobName head;
        await using (Vault vault = await test.OpenAsync())
        {
            _ = await TestVault.BackUpAsync(vault, Names);
            head = new BlobName("heads/" + vault.Device);
        }

        byte[] content = (await test.Memory.ReadHeadAsync(head, TestVault.Token))!;
        for (int bit = 0; bit < content.Length * 8; bit += 7)
        {
            byte[] flipped = Flip(content, bit);
            Assert.True(await test.Memory.CompareAndSetHeadAsync(head, content, flipped, TestVault.Token));
            await using Vault vault = await test.OpenAsync("laptop");
            CheckReport report = await vault.CheckAsync(CheckDepth.Structure, null, TestVault.Token);

            Assert.Equal(head.Value, Assert.Single(report.Damaged).Object);
            _ = Assert.Single(vault.Snapshots);
            Assert.True(await test.Memory.CompareAndSetHeadAsync(head, flipped, content, TestVault.Token));
        }
    }

    [Fact]
    public async Task Every_lost_or_shortened_blob_is_named()
    {
        using TestVault test = new();
        await using (Vault vault = await test.OpenAsync())
        {
            SnapshotInfo first = await TestVault.BackUpAsync(vault, Names);
            _ = await TestVault.BackUpAsync(vault, TestVault.NamesOf(5, 30), first);
        }

        foreach (BlobName blob in (await test.ListAsync()).Where(name => !name.Value.StartsWith("keys/", StringComparison.Ordinal)))
        {
            byte[] content = await test.Memory.ReadAllAsync(blob, 1 << 24, TestVault.Token);
            foreach (int length in (int[])[-1, 0, content.Length / 2, content.Length - 1])
            {
                _ = await test.Memory.DeleteAsync(blob, TestVault.Token);
                if (length >= 0)
                {
                    await test.Memory.PutAsync(blob, content.AsMemory(0, length), TestVault.Token);
                }

                await using (Vault vault = await test.OpenAsync("laptop"))
                {
                    CheckReport report = await vault.CheckAsync(CheckDepth.Structure, null, TestVault.Token);
                    Assert.False(report.IsWhole, $"{blob} cut to {length}");
                }

                _ = await test.Memory.DeleteAsync(blob, TestVault.Token);
                await test.Memory.PutAsync(blob, content, TestVault.Token);
            }
        }
    }

    [Fact]
    public async Task Swapped_packs_are_named()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        _ = await TestVault.BackUpAsync(vault, Names);
        List<BlobName> packs = await test.ListAsync("packs/");
        byte[] first = await test.Memory.ReadAllAsync(packs[0], 1 << 24, TestVault.Token);
        byte[] second = await test.Memory.ReadAllAsync(packs[1], 1 << 24, TestVault.Token);
        await ReplaceAsync(test.Memory, packs[0], second);
        await ReplaceAsync(test.Memory, packs[1], first);

        CheckReport report = await vault.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token);

        Assert.Equal(packs.Select(pack => pack.Value).Order(StringComparer.Ordinal), report.Damaged.Select(damage => damage.Object));
        Assert.Contains(report.Damaged, damage => damage.Affects.Length > 0);
    }

    [Fact]
    public async Task Stray_files_are_no_damage()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        _ = await TestVault.BackUpAsync(vault, Names);
        await test.Memory.PutAsync(new BlobName("packs/thumbs.db"), new byte[10], TestVault.Token);
        await test.Memory.PutAsync(new BlobName("notes.txt"), new byte[10], TestVault.Token);

        CheckReport report = await vault.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token);

        Assert.True(report.IsWhole);
    }

    private static async Task AssertNamedAsync(TestVault test, BlobName blob, byte[] content, long bit, SnapshotInfo made)
    {
        await ReplaceAsync(test.Memory, blob, Flip(content, bit));
        await using (Vault vault = await test.OpenAsync("laptop"))
        {
            CheckReport report = await vault.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token);
            Assert.Contains(report.Damaged, damage => damage.Object.StartsWith(blob.Value, StringComparison.Ordinal));
            foreach (string name in Names[5..])
            {
                try
                {
                    ReadOnlyMemory<byte> chunk = await vault.ReadChunkAsync(Digest.Of(TestVault.ContentOf(name)), TestVault.Token);
                    Assert.Equal(TestVault.ContentOf(name), chunk.ToArray());
                }
                catch (VaultException error)
                {
                    Assert.Equal(VaultProblem.Damaged, error.Problem);
                }
            }

            if (!blob.Value.StartsWith("packs/", StringComparison.Ordinal) && !blob.Value.StartsWith("index/", StringComparison.Ordinal) && vault.Snapshots.Contains(made))
            {
                await TestVault.AssertHoldsAsync(vault, made, TestVault.NamesOf(0, 35));
            }
        }

        await ReplaceAsync(test.Memory, blob, content);
    }

    private static byte[] Flip(byte[] content, long bit)
    {
        byte[] flipped = [.. content];
        flipped[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        return flipped;
    }

    private static async Task ReplaceAsync(MemoryBlobStore store, BlobName blob, byte[] content)
    {
        _ = await store.DeleteAsync(blob, TestVault.Token);
        await store.PutAsync(blob, content, TestVault.Token);
    }
}
