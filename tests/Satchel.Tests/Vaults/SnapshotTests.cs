using Satchel.Vaults;

namespace Satchel.Tests.Vaults;

public sealed class SnapshotTests
{
    private static readonly string[] Names = TestVault.NamesOf(0, 40);
    private static readonly string[] More = TestVault.NamesOf(0, 45);

    [Fact]
    public async Task What_was_committed_is_read_by_another_device()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();

        SnapshotInfo made = await TestVault.BackUpAsync(vault, Names);
        await using Vault other = await test.OpenAsync("laptop");

        Assert.Equal(made, Assert.Single(other.Snapshots));
        Assert.Equal(made, other.FindSnapshot(made.Id[..8]));
        await TestVault.AssertHoldsAsync(other, made, Names);
    }

    [Fact]
    public async Task A_second_snapshot_stores_only_what_is_new()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo first = await TestVault.BackUpAsync(vault, Names);
        long objects = vault.Index.ObjectCount;

        SnapshotInfo same = await TestVault.BackUpAsync(vault, Names, first);
        long afterSame = vault.Index.ObjectCount;
        SnapshotInfo more = await TestVault.BackUpAsync(vault, More, same);

        Assert.Equal(objects, afterSame);
        Assert.InRange(vault.Index.ObjectCount - objects, 5 + 3, 5 + 12);
        Assert.Equal(first.Id, same.Previous);
        Assert.Equal(3, more.Number);
        await TestVault.AssertHoldsAsync(vault, first, Names);
        await TestVault.AssertHoldsAsync(vault, more, More);
    }

    [Fact]
    public async Task A_writer_reads_what_it_wrote_before_it_commits()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        await using SnapshotWriter writer = await vault.BeginSnapshotAsync(TestVault.Token);

        SnapshotContents contents = await TestVault.FillAsync(writer, Names, null, test.Time.GetUtcNow());
        ReadOnlyMemory<byte> chunk = await writer.ReadChunkAsync(Digest.Of(TestVault.ContentOf(Names[3])), TestVault.Token);
        ReadOnlyMemory<byte>? entry = await writer.OpenMap(contents.Files).FindAsync(System.Text.Encoding.UTF8.GetBytes(Names[3]), TestVault.Token);

        Assert.Equal(TestVault.ContentOf(Names[3]), chunk.ToArray());
        Assert.NotNull(entry);
        Assert.True(writer.ContainsChunk(Digest.Of(TestVault.ContentOf(Names[3]))));
    }

    [Fact]
    public async Task Many_chunks_from_several_threads_fill_several_packs()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        byte[][] contents = [.. Enumerable.Range(0, 24).Select(i =>
        {
            byte[] content = new byte[1_500_000 + i];
            new Random(i).NextBytes(content);
            return content;
        })];

        SnapshotInfo made;
        await using (SnapshotWriter writer = await vault.BeginSnapshotAsync(TestVault.Token))
        {
            await Parallel.ForEachAsync(contents, TestVault.Token, async (content, token) =>
                Assert.True(await writer.PutChunkAsync(Digest.Of(content), content, token)));
            Assert.False(await writer.PutChunkAsync(Digest.Of(contents[0]), contents[0], TestVault.Token));
            foreach (byte[] content in contents)
            {
                Assert.Equal(content, (await writer.ReadChunkAsync(Digest.Of(content), TestVault.Token)).ToArray());
            }

            made = await writer.CommitAsync(await TestVault.FillAsync(writer, Names, null, test.Time.GetUtcNow()), TestVault.Token);
            Assert.True(writer.BytesAdded > 36_000_000);
            Assert.NotNull(writer.FirstByteAfter);
        }

        await using Vault other = await test.OpenAsync("laptop");
        foreach (byte[] content in contents)
        {
            Assert.Equal(content, (await other.ReadChunkAsync(Digest.Of(content), TestVault.Token)).ToArray());
        }

        await TestVault.AssertHoldsAsync(other, made, Names);
    }

    [Fact]
    public async Task The_cache_may_go_at_any_time()
    {
        using TestVault test = new();
        SnapshotInfo made;
        await using (Vault vault = await test.OpenAsync())
        {
            made = await TestVault.BackUpAsync(vault, Names);
            test.DropCache();
            made = await TestVault.BackUpAsync(vault, More, made);
        }

        test.DropCache();
        await using Vault again = await test.OpenAsync();
        test.DropCache();

        await TestVault.AssertHoldsAsync(again, made, More);
    }

    [Fact]
    public async Task A_damaged_cache_is_made_anew()
    {
        using TestVault test = new();
        SnapshotInfo made;
        await using (Vault vault = await test.OpenAsync())
        {
            made = await TestVault.BackUpAsync(vault, Names);
        }

        Random random = new(5);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(test.FolderOf("phone"), "cache"), "*", SearchOption.AllDirectories))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file, TestVault.Token);
            bytes[random.Next(bytes.Length)] ^= 0x10;
            await File.WriteAllBytesAsync(file, bytes, TestVault.Token);
        }

        await using Vault again = await test.OpenAsync();

        await TestVault.AssertHoldsAsync(again, made, Names);
    }

    [Fact]
    public async Task An_uncommitted_writer_leaves_no_snapshot()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        await using (SnapshotWriter writer = await vault.BeginSnapshotAsync(TestVault.Token))
        {
            _ = await TestVault.FillAsync(writer, Names, null, test.Time.GetUtcNow());
        }

        await vault.RefreshAsync(TestVault.Token);

        Assert.Empty(vault.Snapshots);
    }

    [Fact]
    public async Task Forty_backups_leave_few_indexes_in_use()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo? made = null;
        for (int i = 1; i <= 40; i++)
        {
            made = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, i), made);
        }

        Assert.InRange(vault.Index.State.Live.Count, 1, 33);
        test.DropCache();
        await using Vault again = await test.OpenAsync();
        await TestVault.AssertHoldsAsync(again, made!, TestVault.NamesOf(0, 40));
        Assert.Equal(vault.Index.ObjectCount, again.Index.ObjectCount);
    }

    [Fact]
    public async Task Two_writers_of_one_device_both_commit()
    {
        using TestVault test = new();
        await using Vault one = await test.OpenAsync();
        await using Vault two = await test.OpenAsync();
        await using SnapshotWriter first = await one.BeginSnapshotAsync(TestVault.Token);
        await using SnapshotWriter second = await two.BeginSnapshotAsync(TestVault.Token);
        SnapshotContents firstContents = await TestVault.FillAsync(first, Names, null, test.Time.GetUtcNow());
        SnapshotContents secondContents = await TestVault.FillAsync(second, More, null, test.Time.GetUtcNow());

        SnapshotInfo a = await first.CommitAsync(firstContents, TestVault.Token);
        SnapshotInfo b = await second.CommitAsync(secondContents, TestVault.Token);

        Assert.Equal((1, 2), (a.Number, b.Number));
        Assert.Equal(a.Id, b.Previous);
    }
}
