using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Tests.Vaults.Maintenance;

public sealed class PruneTests
{
    private static readonly PruneOptions AtOnce = new(TimeSpan.Zero, DryRun: false);
    private static readonly PruneOptions Daily = new(PruneOptions.DefaultGrace, DryRun: false);

    [Fact]
    public async Task What_a_forgotten_snapshot_alone_needed_goes_at_once_where_nobody_writes()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo first = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 60));
        SnapshotInfo second = await TestVault.BackUpAsync(vault, TestVault.NamesOf(100, 10));
        ForgetReport forgotten = await vault.ForgetAsync([first], dryRun: false, TestVault.Token);

        PruneReport told = await vault.PruneAsync(AtOnce with { DryRun = true }, null, TestVault.Token);
        PruneReport done = await vault.PruneAsync(AtOnce, null, TestVault.Token);

        Assert.Empty(forgotten.Retained);
        Assert.True(told.DeletedBlobs > 0);
        Assert.True(done.DeletedBlobs >= told.DeletedBlobs);
        Assert.Equal([second], vault.Snapshots);
        Assert.False(vault.ContainsChunk(Digest.Of(TestVault.ContentOf(TestVault.NamesOf(0, 1)[0]))));
        await AssertTidyAsync(test);
        await using Vault other = await test.OpenAsync("laptop");
        await TestVault.AssertHoldsAsync(other, second, TestVault.NamesOf(100, 10));
        Assert.True((await other.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token)).IsWhole);
    }

    [Fact]
    public async Task The_history_of_a_source_outlives_its_newest_snapshot()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo only = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 60));

        ForgetReport forgotten = await vault.ForgetAsync([only], dryRun: false, TestVault.Token);
        _ = await vault.PruneAsync(AtOnce, null, TestVault.Token);

        await using Vault other = await test.OpenAsync("laptop");
        RetainedHistory kept = Assert.Single(other.Retained);
        Assert.Equal(only.Id, Assert.Single(forgotten.Retained).Snapshot);
        Assert.Empty(other.Snapshots);
        Assert.Equal(60, await other.OpenMap(kept.History).ReadAsync(Satchel.Vaults.Maps.KeyRange.All, TestVault.Token).CountAsync(TestVault.Token));
        Assert.True((await other.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token)).IsWhole);

        SnapshotInfo next = await TestVault.BackUpAsync(vault, TestVault.NamesOf(100, 5));
        Assert.Empty(vault.Retained);
        Assert.Equal(3, next.Number);
    }

    [Fact]
    public async Task Nothing_goes_before_its_grace_is_over()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo first = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 60));
        _ = await TestVault.BackUpAsync(vault, TestVault.NamesOf(100, 10));
        _ = await vault.ForgetAsync([first], dryRun: false, TestVault.Token);

        PruneReport published = await vault.PruneAsync(Daily, null, TestVault.Token);
        test.Time.Advance(TimeSpan.FromHours(23));
        PruneReport early = await vault.PruneAsync(Daily, null, TestVault.Token);
        test.Time.Advance(TimeSpan.FromHours(2));
        PruneReport due = await vault.PruneAsync(Daily, null, TestVault.Token);

        Assert.True(published.CandidateBlobs > 0);
        Assert.Equal((0, 0), (published.DeletedBlobs, early.DeletedBlobs));
        Assert.Equal(0, early.CandidateBlobs);
        Assert.Equal(published.CandidateBlobs, due.DeletedBlobs);
    }

    [Fact]
    public async Task A_writer_from_before_keeps_candidates_alive()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        await using Vault laptop = await test.OpenAsync("laptop");
        SnapshotInfo first = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 60));
        _ = await TestVault.BackUpAsync(vault, TestVault.NamesOf(100, 10));
        SnapshotWriter writer = await laptop.BeginSnapshotAsync(TestVault.Token);
        SnapshotContents contents = await TestVault.FillAsync(writer, TestVault.NamesOf(0, 60), null, test.Time.GetUtcNow());
        _ = await vault.ForgetAsync([first], dryRun: false, TestVault.Token);
        _ = await vault.PruneAsync(Daily, null, TestVault.Token);
        test.Time.Advance(TimeSpan.FromHours(30));

        PruneReport blocked = await vault.PruneAsync(Daily, null, TestVault.Token);
        SnapshotInfo made = await writer.CommitAsync(contents, TestVault.Token);
        await writer.DisposeAsync();
        _ = await vault.PruneAsync(Daily, null, TestVault.Token);

        Assert.Equal(0, blocked.DeletedBlobs);
        await using Vault other = await test.OpenAsync("third");
        await TestVault.AssertHoldsAsync(other, made, TestVault.NamesOf(0, 60));
        Assert.True((await other.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token)).IsWhole);
    }

    [Fact]
    public async Task A_writer_from_after_stores_candidates_again()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo first = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 60));
        _ = await TestVault.BackUpAsync(vault, TestVault.NamesOf(100, 10));
        _ = await vault.ForgetAsync([first], dryRun: false, TestVault.Token);
        _ = await vault.PruneAsync(Daily, null, TestVault.Token);
        test.Time.Advance(TimeSpan.FromHours(30));
        await using Vault laptop = await test.OpenAsync("laptop");
        SnapshotWriter writer = await laptop.BeginSnapshotAsync(TestVault.Token);
        SnapshotContents contents = await TestVault.FillAsync(writer, TestVault.NamesOf(0, 60), null, test.Time.GetUtcNow());

        PruneReport deleted = await vault.PruneAsync(Daily, null, TestVault.Token);
        SnapshotInfo made = await writer.CommitAsync(contents, TestVault.Token);
        await writer.DisposeAsync();

        Assert.True(deleted.DeletedBlobs > 0);
        await using Vault other = await test.OpenAsync("third");
        await TestVault.AssertHoldsAsync(other, made, TestVault.NamesOf(0, 60));
        Assert.True((await other.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token)).IsWhole);
    }

    [Fact]
    public async Task Deleting_at_once_is_refused_while_somebody_writes()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        await using SnapshotWriter writer = await vault.BeginSnapshotAsync(TestVault.Token);

        VaultException error = await Assert.ThrowsAsync<VaultException>(() => vault.PruneAsync(AtOnce, null, TestVault.Token));

        Assert.Equal(VaultProblem.Busy, error.Problem);
    }

    [Fact]
    public async Task A_writer_gives_up_when_its_session_has_expired()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        await using SnapshotWriter writer = await vault.BeginSnapshotAsync(TestVault.Token);
        SnapshotContents contents = await TestVault.FillAsync(writer, TestVault.NamesOf(0, 5), null, test.Time.GetUtcNow());
        test.Time.Advance(TimeSpan.FromHours(96));

        VaultException error = await Assert.ThrowsAsync<VaultException>(() => writer.CommitAsync(contents, TestVault.Token));

        Assert.Equal(VaultProblem.Busy, error.Problem);
        _ = await vault.PruneAsync(AtOnce, null, TestVault.Token);
        Assert.Empty(await test.ListAsync("packs/"));
    }

    [Fact]
    public async Task Small_packs_are_gathered_and_half_dead_ones_written_again()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo? made = null;
        for (int i = 1; i <= 20; i++)
        {
            made = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, i), made);
        }

        PruneReport done = await vault.PruneAsync(AtOnce, null, TestVault.Token);

        Assert.True(done.RepackedPacks >= 32);
        Assert.InRange((await test.ListAsync("packs/")).Count, 1, 4);
        await using Vault other = await test.OpenAsync("laptop");
        await TestVault.AssertHoldsAsync(other, made!, TestVault.NamesOf(0, 20));
        Assert.True((await other.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token)).IsWhole);
        await TestVault.AssertHoldsAsync(vault, made!, TestVault.NamesOf(0, 20));
    }

    private static async Task AssertTidyAsync(TestVault test)
    {
        Assert.Empty(await test.ListAsync("prune/"));
        Assert.Empty(await test.ListAsync("sessions/"));
        Assert.Single(await test.ListAsync("index/"));
    }
}
