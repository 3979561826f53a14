using Satchel.Vaults;

namespace Satchel.Tests.Vaults;

public sealed class SnapshotTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 40).Select(i => $"file {i:d3}")];

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
}
