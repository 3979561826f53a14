using Satchel.Storage;
using Satchel.TestKit.Stores;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Tests.Vaults;

public sealed class FaultTests
{
    private static readonly string[] Names = TestVault.NamesOf(0, 30);
    private static readonly string[] More = TestVault.NamesOf(10, 30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backup_that_dies_at_any_write_leaves_the_old_snapshot_or_the_new_one(bool isWrittenNevertheless)
    {
        bool isDone = false;
        for (int n = 1; !isDone; n++)
        {
            using TestVault test = new();
            SnapshotInfo first;
            await using (Vault vault = await test.OpenAsync())
            {
                first = await TestVault.BackUpAsync(vault, Names);
            }

            FaultyBlobStore faulty = new(test.Memory) { FailOnWrite = n, StaysDown = true, WritesBeforeFailing = isWrittenNevertheless };
            isDone = await TryBackUpAsync(test, faulty, first);

            await using Vault again = await test.OpenAsync();
            await TestVault.AssertHoldsAsync(again, first, Names);
            Assert.InRange(again.Snapshots.Count, isDone ? 2 : 1, 2);
            SnapshotInfo next = await TestVault.BackUpAsync(again, More, again.Snapshots[^1]);
            _ = await again.PruneAsync(new PruneOptions(TimeSpan.Zero, DryRun: false), null, TestVault.Token);
            await AssertNoOrphansAsync(test, again);
            Assert.Equal(again.Snapshots[^1], next);
        }
    }

    [Fact]
    public async Task A_storage_that_is_full_at_any_size_keeps_what_it_had()
    {
        bool isDone = false;
        for (long room = 0; !isDone; room += 1500)
        {
            using TestVault test = new();
            SnapshotInfo first;
            await using (Vault vault = await test.OpenAsync())
            {
                first = await TestVault.BackUpAsync(vault, Names);
            }

            isDone = await TryBackUpAsync(test, new FaultyBlobStore(test.Memory) { FullAfterBytes = room }, first);

            await using Vault again = await test.OpenAsync();
            await TestVault.AssertHoldsAsync(again, first, Names);
            Assert.Equal(isDone ? 2 : 1, again.Snapshots.Count);
        }
    }

    [Fact]
    public async Task A_collection_that_dies_at_any_write_loses_nothing()
    {
        bool isDone = false;
        for (int n = 1; !isDone; n++)
        {
            using TestVault test = new();
            SnapshotInfo first;
            SnapshotInfo second;
            await using (Vault vault = await test.OpenAsync())
            {
                first = await TestVault.BackUpAsync(vault, Names);
                second = await TestVault.BackUpAsync(vault, More, first);
                _ = await vault.ForgetAsync([first], dryRun: false, TestVault.Token);
            }

            FaultyBlobStore faulty = new(test.Memory) { FailOnWrite = n, StaysDown = true };
            isDone = await TryPruneAsync(test, faulty);

            await using Vault again = await test.OpenAsync("laptop");
            await TestVault.AssertHoldsAsync(again, second, TestVault.NamesOf(0, 40));
            _ = await again.PruneAsync(new PruneOptions(TimeSpan.Zero, DryRun: false), null, TestVault.Token);
            await TestVault.AssertHoldsAsync(again, second, TestVault.NamesOf(0, 40));
            await AssertNoOrphansAsync(test, again);
        }
    }

    private static async Task<bool> TryBackUpAsync(TestVault test, FaultyBlobStore faulty, SnapshotInfo basis)
    {
        try
        {
            await using Vault vault = await test.OpenAsync(store: faulty);
            _ = await TestVault.BackUpAsync(vault, More, basis);

            // Only the deletion of the session may have failed.
            return faulty.FailOnWrite is null || faulty.Writes < faulty.FailOnWrite;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    private static async Task<bool> TryPruneAsync(TestVault test, FaultyBlobStore faulty)
    {
        try
        {
            await using Vault vault = await test.OpenAsync(store: faulty);
            _ = await vault.PruneAsync(new PruneOptions(TimeSpan.Zero, DryRun: false), null, TestVault.Token);
            return faulty.Writes < faulty.FailOnWrite;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    private static async Task AssertNoOrphansAsync(TestVault test, Vault vault)
    {
        PruneReport told = await vault.PruneAsync(new PruneOptions(TimeSpan.Zero, DryRun: true), null, TestVault.Token);
        Assert.Equal((0, 0), (told.DeletedBlobs, told.RepackedPacks));
        Assert.Empty(await test.ListAsync("prune/"));
        Assert.Empty(await test.ListAsync("sessions/"));
        CheckReport report = await vault.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token);
        Assert.Empty(report.Damaged);
    }
}
