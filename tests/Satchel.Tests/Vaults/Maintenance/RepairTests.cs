using Satchel.Storage;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Tests.Vaults.Maintenance;

public sealed class RepairTests
{
    private static readonly string[] Names = TestVault.NamesOf(0, 30);

    [Fact]
    public async Task A_lost_index_is_made_again_from_the_packs()
    {
        using TestVault test = new();
        SnapshotInfo made = await BackUpAsync(test);
        _ = await test.Memory.DeleteAsync((await test.ListAsync("index/"))[0], TestVault.Token);

        await AssertMendedAsync(test, made);
    }

    [Fact]
    public async Task A_damaged_index_is_made_again_from_the_packs()
    {
        using TestVault test = new();
        SnapshotInfo made = await BackUpAsync(test);
        await FlipAsync(test, (await test.ListAsync("index/"))[0]);

        await AssertMendedAsync(test, made);
    }

    [Fact]
    public async Task A_damaged_head_is_set_again()
    {
        using TestVault test = new();
        SnapshotInfo made = await BackUpAsync(test);
        BlobName head = new("heads/" + made.Device);
        byte[] content = (await test.Memory.ReadHeadAsync(head, TestVault.Token))!;
        byte[] flipped = [.. content];
        flipped[60] ^= 1;
        Assert.True(await test.Memory.CompareAndSetHeadAsync(head, content, flipped, TestVault.Token));

        await AssertMendedAsync(test, made);
    }

    [Fact]
    public async Task A_lost_head_is_set_again_where_records_tell_of_it()
    {
        using TestVault test = new();
        SnapshotInfo made = await BackUpAsync(test);
        _ = await test.Memory.DeleteHeadAsync(new BlobName("heads/" + made.Device), TestVault.Token);

        await AssertMendedAsync(test, made);
    }

    [Fact]
    public async Task A_lost_snapshot_is_told_and_the_others_stay()
    {
        using TestVault test = new();
        SnapshotInfo made = await BackUpAsync(test);
        _ = await test.Memory.DeleteAsync(new BlobName("snapshots/" + made.Previous), TestVault.Token);

        RepairReport report = await AssertMendedAsync(test, made);

        Assert.Contains(report.Actions, action => action.Contains(made.Previous!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_whole_in_a_damaged_pack_stays_and_the_rest_is_stored_again()
    {
        using TestVault test = new();
        SnapshotInfo made = await BackUpAsync(test);
        BlobName largest = default;
        long length = 0;
        foreach (BlobName blob in await test.ListAsync("packs/"))
        {
            long bytes = await test.Memory.FindLengthAsync(blob, TestVault.Token) ?? 0;
            (largest, length) = bytes > length ? (blob, bytes) : (largest, length);
        }

        await FlipAsync(test, largest);
        await using Vault vault = await test.OpenAsync("laptop");
        RepairReport report = await vault.RepairAsync(dryRun: false, null, TestVault.Token);

        VaultDamage lost = Assert.Single(report.Lost);
        Assert.Contains("file ", lost.Affects, StringComparison.Ordinal);
        SnapshotInfo next = await TestVault.BackUpAsync(vault, Names, made);
        CheckReport check = await vault.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token);
        Assert.True(check.IsWhole);
        await TestVault.AssertHoldsAsync(vault, next, Names);
        await TestVault.AssertHoldsAsync(vault, made, Names);
    }

    private static async Task<SnapshotInfo> BackUpAsync(TestVault test)
    {
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo first = await TestVault.BackUpAsync(vault, Names[..20]);
        return await TestVault.BackUpAsync(vault, Names, first);
    }

    private static async Task<RepairReport> AssertMendedAsync(TestVault test, SnapshotInfo made)
    {
        await using Vault vault = await test.OpenAsync("laptop");
        RepairReport told = await vault.RepairAsync(dryRun: true, null, TestVault.Token);
        Assert.NotEmpty(told.Lost);
        RepairReport report = await vault.RepairAsync(dryRun: false, null, TestVault.Token);

        Assert.Empty(report.Lost);
        Assert.NotEmpty(report.Actions);
        await using Vault again = await test.OpenAsync("third");
        Assert.Contains(made, again.Snapshots);
        await TestVault.AssertHoldsAsync(again, made, Names);
        _ = await TestVault.BackUpAsync(again, Names, made);
        Assert.True((await again.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token)).IsWhole);
        return report;
    }

    private static async Task FlipAsync(TestVault test, BlobName blob)
    {
        byte[] content = await test.Memory.ReadAllAsync(blob, 1 << 24, TestVault.Token);
        content[100] ^= 1;
        _ = await test.Memory.DeleteAsync(blob, TestVault.Token);
        await test.Memory.PutAsync(blob, content, TestVault.Token);
    }
}
