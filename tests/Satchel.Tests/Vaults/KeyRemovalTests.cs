using Satchel.Storage;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Tests.Vaults;

public sealed class KeyRemovalTests
{
    [Fact]
    public async Task After_a_removal_the_open_vault_goes_on_under_a_key_that_the_removed_device_never_had()
    {
        using TestVault test = new();
        string[] before = TestVault.NamesOf(0, 20);
        string[] after = TestVault.NamesOf(0, 40);
        await using Vault vault = await test.OpenAsync();
        SnapshotInfo first = await TestVault.BackUpAsync(vault, before);
        await using Vault stolen = await test.OpenAsync("stolen");
        KeySlotInfo slot = await stolen.AddDeviceAsync("stolen", TestVault.Token);
        List<BlobName> packs = await test.ListAsync("packs/");

        await vault.RemoveKeyAsync(slot.Slot, TestVault.Token);
        SnapshotInfo second = await TestVault.BackUpAsync(vault, after, first);

        await TestVault.AssertHoldsAsync(vault, second, after);
        foreach (BlobName name in (await test.ListAsync("packs/")).Except(packs))
        {
            byte[] pack = await test.Memory.ReadAllAsync(name, 1 << 24, TestVault.Token);
            Assert.Equal(1, BitConverter.ToInt32(pack, 4));
        }

        await stolen.RefreshAsync(TestVault.Token);
        Assert.DoesNotContain(stolen.Snapshots, s => s.Id == second.Id);
        using PassphraseSecret passphrase = new("correct horse"u8.ToArray());
        await using Vault again = await Vault.OpenAsync(test.Memory, passphrase, test.Home("new"), test.Time, TestVault.Token);
        await TestVault.AssertHoldsAsync(again, Assert.Single(again.Snapshots, s => s.Id == second.Id), after);
        await TestVault.AssertHoldsAsync(again, Assert.Single(again.Snapshots, s => s.Id == first.Id), before);
    }

    [Fact]
    public async Task Two_keys_are_removed_one_after_another()
    {
        using TestVault test = new();
        await using Vault vault = await test.OpenAsync();
        KeySlotInfo one = await vault.AddDeviceAsync("one", TestVault.Token);
        await using Vault other = await test.OpenAsync("other");
        KeySlotInfo two = await other.AddDeviceAsync("two", TestVault.Token);

        await vault.RemoveKeyAsync(one.Slot, TestVault.Token);
        await vault.RemoveKeyAsync(two.Slot, TestVault.Token);
        SnapshotInfo snapshot = await TestVault.BackUpAsync(vault, TestVault.NamesOf(0, 5));

        await TestVault.AssertHoldsAsync(vault, snapshot, TestVault.NamesOf(0, 5));
        Assert.Equal(2, (await vault.ListKeysAsync(TestVault.Token)).Count);
    }
}
