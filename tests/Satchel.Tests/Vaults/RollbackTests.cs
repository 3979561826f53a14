using Satchel.Storage;
using Satchel.Storage.Memory;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Tests.Vaults;

public sealed class RollbackTests
{
    private static readonly string[] Names = TestVault.NamesOf(0, 10);

    [Fact]
    public async Task A_storage_that_went_back_is_noticed_and_nothing_is_written()
    {
        using TestVault test = new();
        MemoryBlobStore before;
        await using (Vault vault = await test.OpenAsync())
        {
            SnapshotInfo first = await TestVault.BackUpAsync(vault, Names);
            before = await CopyAsync(test, vault.Device);
            _ = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 12), first);
        }

        test.DropCache();
        VaultException error = await Assert.ThrowsAsync<VaultException>(() => test.OpenAsync(store: before));

        Assert.Equal(VaultProblem.RolledBack, error.Problem);
    }

    [Fact]
    public async Task A_storage_that_lost_the_head_is_noticed()
    {
        using TestVault test = new();
        await using (Vault vault = await test.OpenAsync())
        {
            _ = await TestVault.BackUpAsync(vault, Names);
            _ = await test.Memory.DeleteHeadAsync(new BlobName("heads/" + vault.Device), TestVault.Token);
        }

        VaultException error = await Assert.ThrowsAsync<VaultException>(() => test.OpenAsync());

        Assert.Equal(VaultProblem.RolledBack, error.Problem);
    }

    [Fact]
    public async Task A_fork_is_noticed_also_when_it_has_grown()
    {
        using TestVault test = new();
        MemoryBlobStore fork;
        await using (Vault vault = await test.OpenAsync())
        {
            SnapshotInfo first = await TestVault.BackUpAsync(vault, Names);
            fork = await CopyAsync(test, vault.Device);
            _ = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 12), first);
        }

        string copy = test.FolderOf("copy");
        _ = Directory.CreateDirectory(Path.Combine(copy, "config"));
        File.Copy(Path.Combine(test.FolderOf("phone"), "config", "device"), Path.Combine(copy, "config", "device"));
        await using (Vault forked = await test.OpenAsync("copy", fork))
        {
            SnapshotInfo other = await TestVault.BackUpAsync(forked, TestVault.NamesOf(0, 15), forked.Snapshots[0]);
            VaultException same = await Assert.ThrowsAsync<VaultException>(() => test.OpenAsync(store: fork));
            Assert.Equal(VaultProblem.Forked, same.Problem);
            _ = await TestVault.BackUpAsync(forked, TestVault.NamesOf(0, 16), other);
        }

        VaultException longer = await Assert.ThrowsAsync<VaultException>(() => test.OpenAsync(store: fork));
        Assert.Equal(VaultProblem.Forked, longer.Problem);
    }

    [Fact]
    public async Task Forgetting_and_collecting_is_no_rollback()
    {
        using TestVault test = new();
        await using Vault laptop = await test.OpenAsync("laptop");
        await using (Vault vault = await test.OpenAsync())
        {
            SnapshotInfo first = await TestVault.BackUpAsync(vault, Names);
            await laptop.RefreshAsync(TestVault.Token);
            SnapshotInfo second = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 12), first);
            _ = await vault.ForgetAsync([first, second], dryRun: false, TestVault.Token);
            _ = await vault.PruneAsync(new PruneOptions(TimeSpan.Zero, DryRun: false), null, TestVault.Token);
        }

        test.DropCache("laptop");
        await using Vault again = await test.OpenAsync("laptop");

        Assert.Empty(again.Snapshots);
        _ = Assert.Single(again.Retained);
        Assert.True((await again.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token)).IsWhole);
    }

    private static async Task<MemoryBlobStore> CopyAsync(TestVault test, string device)
    {
        MemoryBlobStore copy = new(test.Time);
        foreach (BlobName blob in await test.ListAsync())
        {
            await copy.PutAsync(blob, await test.Memory.ReadAllAsync(blob, 1 << 24, TestVault.Token), TestVault.Token);
        }

        BlobName head = new("heads/" + device);
        Assert.True(await copy.CompareAndSetHeadAsync(head, null, (await test.Memory.ReadHeadAsync(head, TestVault.Token))!, TestVault.Token));
        return copy;
    }
}
