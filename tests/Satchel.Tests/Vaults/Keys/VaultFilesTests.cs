using Satchel.Storage;
using Satchel.Storage.Memory;
using Satchel.TestKit;
using Satchel.TestKit.Stores;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Tests.Vaults.Keys;

public sealed class VaultFilesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryBlobStore _store = new(TimeProvider.System);
    private readonly PassphraseSecret _passphrase = new("correct horse"u8.ToArray());
    private RecoveryCodeSecret? _code;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _passphrase.Dispose();

    [Fact]
    public async Task A_new_vault_opens_with_its_passphrase_and_with_its_recovery_code()
    {
        using KeyRing made = await CreateAsync();

        using KeyRing byPassphrase = await VaultFiles.UnlockAsync(_store, _passphrase, Token);
        using KeyRing byCode = await VaultFiles.UnlockAsync(_store, _code!, Token);

        Assert.Equal(made.NamesKey.ToArray(), byPassphrase.NamesKey.ToArray());
        Assert.Equal(made.NamesKey.ToArray(), byCode.NamesKey.ToArray());
        Assert.Empty(await VaultFiles.VerifyAllAsync(_store, byCode, Token));
    }

    [Fact]
    public async Task A_vault_takes_the_recovery_code_that_it_is_given()
    {
        using RecoveryCodeSecret given = RecoveryCodeSecret.Create();

        (KeyRing made, string code) = await VaultFiles.CreateAsync(_store, _passphrase, new VaultCreation("passphrase", _time) { Recovery = given }, Token);
        using KeyRing byCode = await VaultFiles.UnlockAsync(_store, given, Token);
        made.Dispose();

        Assert.Equal(given.WriteCode(), code);
        Assert.Equal(RecoveryCodeSecret.FromBytes(given.Export()).WriteCode(), code);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_from_damage()
    {
        using KeyRing made = await CreateAsync();
        using var wrong = new PassphraseSecret("correct house"u8.ToArray());
        using var wrongCode = new RecoveryCodeSecret(RecoveryCode.Write(new byte[32]));

        VaultException passphrase = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, wrong, Token));
        VaultException code = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, wrongCode, Token));

        Assert.Equal(VaultProblem.WrongSecret, passphrase.Problem);
        Assert.Equal(VaultProblem.WrongSecret, code.Problem);
    }

    [Fact]
    public async Task A_damaged_slot_is_damage_for_its_kind_and_nothing_to_the_others()
    {
        using KeyRing made = await CreateAsync();
        BlobName slot = await FindAsync("passphrase");
        Flip(slot, 1000);
        using var wrongCode = new RecoveryCodeSecret(RecoveryCode.Write(new byte[32]));

        VaultException damaged = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, _passphrase, Token));
        VaultException wrong = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, wrongCode, Token));
        using KeyRing byCode = await VaultFiles.UnlockAsync(_store, _code!, Token);

        Assert.Equal(VaultProblem.Damaged, damaged.Problem);
        Assert.Contains(slot.Value, damaged.Message, StringComparison.Ordinal);
        Assert.Equal(VaultProblem.WrongSecret, wrong.Problem);
        Assert.Equal(made.NamesKey.ToArray(), byCode.NamesKey.ToArray());
    }

    [Fact]
    public async Task A_lost_slot_is_damage()
    {
        using KeyRing made = await CreateAsync();
        await _store.DeleteAsync(await FindAsync("passphrase"), Token);

        VaultException error = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, _passphrase, Token));

        Assert.Equal(VaultProblem.Damaged, error.Problem);
        Assert.Single(await VaultFiles.VerifyAllAsync(_store, made, Token));
    }

    [Fact]
    public async Task Checking_names_the_file_of_any_flipped_bit()
    {
        using KeyRing keys = await CreateAsync();
        foreach (BlobName name in _store.AllNames())
        {
            int bits = _store.Peek(name).Length * 8;
            for (int bit = 0; bit < bits; bit += 37)
            {
                Flip(name, bit);
                KeyFileProblem problem = Assert.Single(await VaultFiles.VerifyAllAsync(_store, keys, Token));
                Assert.Equal(name.Value, problem.Object);
                Flip(name, bit);
            }
        }
    }

    [Fact]
    public async Task A_slot_that_was_planted_is_found()
    {
        using KeyRing keys = await CreateAsync();
        using var stranger = new KeyRing(keys.VaultId.Span, [Secret.Random(32)]);
        using DeviceKeySecret planted = await KeySlots.AddDeviceAsync(_store, stranger, "phone", _time, Token);

        VaultException opening = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, planted, Token));
        IReadOnlyList<KeyFileProblem> problems = await VaultFiles.VerifyAllAsync(_store, keys, Token);

        Assert.Equal(VaultProblem.Damaged, opening.Problem);
        Assert.Contains(planted.Slot, Assert.Single(problems).Object, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_vault_it_says_so()
    {
        VaultException error = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, _passphrase, Token));

        Assert.Equal(VaultProblem.NoVault, error.Problem);
    }

    [Fact]
    public async Task A_vault_that_lost_its_file_is_damaged_and_not_missing()
    {
        await _store.PutAsync(new BlobName("packs/3f/3f09"), new byte[1], Token);

        VaultException error = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.UnlockAsync(_store, _passphrase, Token));

        Assert.Equal(VaultProblem.Damaged, error.Problem);
    }

    [Fact]
    public async Task A_vault_is_not_made_over_another_or_over_something_else()
    {
        using KeyRing first = await CreateAsync();
        var other = new MemoryBlobStore(TimeProvider.System);
        await other.PutAsync(new BlobName("notes.txt"), new byte[1], Token);

        VaultException vault = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.CreateAsync(_store, _passphrase, new VaultCreation("mine", _time), Token));
        VaultException something = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.CreateAsync(other, _passphrase, new VaultCreation("mine", _time), Token));

        Assert.Equal(VaultProblem.NotEmpty, vault.Problem);
        Assert.Equal(VaultProblem.NotEmpty, something.Problem);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_creation_that_broke_off_leaves_no_vault_and_can_be_done_again(int write)
    {
        var faulty = new FaultyBlobStore(_store) { FailOnWrite = write };

        await Assert.ThrowsAsync<StorageException>(() => VaultFiles.CreateAsync(faulty, _passphrase, new VaultCreation("mine", _time), Token));
        VaultException between = await Assert.ThrowsAsync<VaultException>(() => VaultFiles.ReadConfigAsync(_store, Token));
        using KeyRing made = await CreateAsync();

        Assert.Equal(VaultProblem.NoVault, between.Problem);
        Assert.Equal(3, _store.AllNames().Count);
    }

    [Fact]
    public void A_secret_says_nothing_of_itself()
    {
        using var passphrase = new PassphraseSecret("correct horse"u8.ToArray());

        Assert.Equal("PassphraseSecret", passphrase.ToString());
    }

    private async Task<KeyRing> CreateAsync()
    {
        (KeyRing keys, string code) = await VaultFiles.CreateAsync(_store, _passphrase, new VaultCreation("mine", _time), Token);
        _code = new RecoveryCodeSecret(code);
        return keys;
    }

    private async Task<BlobName> FindAsync(string kind)
    {
        KeySlotFolder folder = await KeySlotFolder.ReadAsync(_store, Token);
        return folder.Slots.Single(file => file.Slot.Kind == kind).Slot.FileName.Blob;
    }

    private void Flip(BlobName name, int bit)
    {
        byte[] content = _store.Peek(name);
        content[bit / 8] ^= (byte)(1 << (bit % 8));
        _store.Overwrite(name, content);
    }
}
