using Satchel.Storage;
using Satchel.Storage.Memory;
using Satchel.TestKit;
using Satchel.TestKit.Stores;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Tests.Vaults.Keys;

public sealed class KeySlotsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryBlobStore _store = new(TimeProvider.System);
    private readonly PassphraseSecret _passphrase = new("correct horse"u8.ToArray());
    private KeyRing _keys = null!;
    private RecoveryCodeSecret _code = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_keys, string code) = await VaultFiles.CreateAsync(_store, _passphrase, new VaultCreation("mine", _time), Token);
        _code = new RecoveryCodeSecret(code);
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        _code.Dispose();
        _passphrase.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Keys_are_listed_with_their_names()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        using DeviceKeySecret device = await KeySlots.AddDeviceAsync(_store, _keys, "laptop", _time, Token);

        IReadOnlyList<KeySlotInfo> slots = await KeySlots.ListAsync(_store, _keys, Token);

        Assert.Equal(["device laptop", "passphrase mine", "recovery recovery code"], slots.Select(slot => $"{slot.Kind} {slot.Name}").Order(StringComparer.Ordinal));
        Assert.Equal(device.Slot, slots[^1].Slot);
    }

    [Fact]
    public async Task A_trusted_device_opens_the_vault_without_the_passphrase()
    {
        using DeviceKeySecret device = await KeySlots.AddDeviceAsync(_store, _keys, "laptop", _time, Token);

        using KeyRing opened = await VaultFiles.UnlockAsync(_store, device, Token);

        Assert.Equal(_keys.NamesKey.ToArray(), opened.NamesKey.ToArray());
    }

    [Fact]
    public async Task A_device_with_another_key_is_refused()
    {
        using DeviceKeySecret device = await KeySlots.AddDeviceAsync(_store, _keys, "laptop", _time, Token);
        using var wrong = new DeviceKeySecret(new byte[32], device.Slot);

        VaultException error = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, wrong, Token));

        Assert.Equal(VaultProblem.WrongSecret, error.Problem);
    }

    [Fact]
    public async Task A_removed_device_cannot_open_what_comes_later()
    {
        using DeviceKeySecret lost = await KeySlots.AddDeviceAsync(_store, _keys, "lost phone", _time, Token);
        using DeviceKeySecret kept = await KeySlots.AddDeviceAsync(_store, _keys, "laptop", _time, Token);
        using KeyRing whatTheLostOneHas = await VaultFiles.UnlockAsync(_store, lost, Token);
        byte[] before = SealedBlob.Seal(_keys, "head", [1]);

        using KeyRing next = await KeySlots.RemoveAsync(_store, _keys, lost.Slot, Token);
        byte[] after = SealedBlob.Seal(next, "head", [2]);
        using KeyRing byCode = await VaultFiles.UnlockAsync(_store, _code, Token);
        using KeyRing byDevice = await VaultFiles.UnlockAsync(_store, kept, Token);
        VaultException refused = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, lost, Token));
        VaultException unread = Assert.Throws<VaultException>(() => SealedBlob.Open(whatTheLostOneHas, "head", after, "heads/1"));

        Assert.Equal(1, next.CurrentEpoch);
        Assert.All([next, byCode, byDevice], keys => Assert.Equal([1], SealedBlob.Open(keys, "head", before, "heads/1")));
        Assert.All([next, byCode, byDevice], keys => Assert.Equal([2], SealedBlob.Open(keys, "head", after, "heads/1")));
        Assert.Equal(VaultProblem.WrongSecret, refused.Problem);
        Assert.Equal(VaultProblem.Damaged, unread.Problem);
        Assert.Empty(await VaultFiles.VerifyAllAsync(_store, byCode, Token));
        Assert.Equal(4, _store.AllNames().Count);
    }

    [Fact]
    public async Task A_changed_passphrase_opens_and_the_old_one_does_not()
    {
        using var changed = new PassphraseSecret("battery staple"u8.ToArray());

        await KeySlots.ChangePassphraseAsync(_store, _keys, null, changed, "new", _time, Token);
        using KeyRing opened = await VaultFiles.UnlockAsync(_store, changed, Token);
        VaultException error = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, _passphrase, Token));

        Assert.Equal(_keys.NamesKey.ToArray(), opened.NamesKey.ToArray());
        Assert.Equal(VaultProblem.WrongSecret, error.Problem);
    }

    [Fact]
    public async Task The_last_passphrase_and_the_recovery_code_stay()
    {
        foreach (KeySlotInfo slot in await KeySlots.ListAsync(_store, _keys, Token))
        {
            VaultException error = await Assert.ThrowsAsync<VaultException>(() => KeySlots.RemoveAsync(_store, _keys, slot.Slot, Token));
            Assert.Equal(VaultProblem.LastKey, error.Problem);
        }
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_not_removed()
    {
        VaultException error = await Assert.ThrowsAsync<VaultException>(() => KeySlots.RemoveAsync(_store, _keys, new string('0', 32), Token));

        Assert.Equal(VaultProblem.NotFound, error.Problem);
    }

    [Fact]
    public async Task A_removal_that_broke_off_locks_nobody_out_and_is_completed_by_another()
    {
        const int Writes = 7;   // Three slots written, the removed one deleted, three old files deleted.
        using DeviceKeySecret kept = await KeySlots.AddDeviceAsync(_store, _keys, "laptop", _time, Token);
        KeyRing keys = await VaultFiles.UnlockAsync(_store, _code, Token);
        for (int write = 1; write <= Writes; write++)
        {
            using DeviceKeySecret lost = await KeySlots.AddDeviceAsync(_store, keys, "lost phone", _time, Token);
            var faulty = new FaultyBlobStore(_store) { FailOnWrite = write, StaysDown = true };

            await Assert.ThrowsAsync<StorageException>(() => KeySlots.RemoveAsync(faulty, keys, lost.Slot, Token));
            using KeyRing byDevice = await VaultFiles.UnlockAsync(_store, kept, Token);
            using KeyRing byCode = await VaultFiles.UnlockAsync(_store, _code, Token);
            bool isThere = (await KeySlots.ListAsync(_store, byCode, Token)).Any(slot => slot.Slot == lost.Slot);
            KeyRing next = isThere ? await KeySlots.RemoveAsync(_store, byCode, lost.Slot, Token) : await VaultFiles.UnlockAsync(_store, _code, Token);
            keys.Dispose();
            keys = next;

            Assert.Empty(await VaultFiles.VerifyAllAsync(_store, keys, Token));
            await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, lost, Token));
        }

        using KeyRing device = await VaultFiles.UnlockAsync(_store, kept, Token);
        Assert.Equal(keys.CurrentEpoch, device.CurrentEpoch);
        keys.Dispose();
    }
}
