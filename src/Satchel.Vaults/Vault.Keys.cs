using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults;

public sealed partial class Vault
{
    private const string TrustFolder = "trusted";

    /// <summary>Makes a vault that a passphrase opens, and a recovery code.</summary>
    /// <param name="store">Where it is to lie; there must be nothing.</param>
    /// <param name="passphrase">A <see cref="PassphraseSecret"/>.</param>
    /// <param name="options">How it is made.</param>
    /// <param name="cancellationToken">Cancels; then there is no vault.</param>
    /// <returns>The recovery code, to be shown once: 64 characters in groups.</returns>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotEmpty"/>.</exception>
    public static async Task<string> CreateAsync(IBlobStore store, VaultSecret passphrase, VaultCreation options, CancellationToken cancellationToken)
    {
        (KeyRing keys, string recoveryCode) = await VaultFiles.CreateAsync(store, RequirePassphrase(passphrase), options, cancellationToken);
        keys.Dispose();
        return recoveryCode;
    }

    /// <summary>Opens a vault.</summary>
    /// <param name="store">Where it lies; stays the caller's to close.</param>
    /// <param name="secret">A passphrase, a recovery code or a device's key; null for the key that this device keeps.</param>
    /// <param name="home">What this device remembers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.NoVault"/>, <see cref="VaultProblem.WrongSecret"/>, <see cref="VaultProblem.NewerFormat"/>,
    /// <see cref="VaultProblem.Damaged"/>, <see cref="VaultProblem.RolledBack"/> or <see cref="VaultProblem.Forked"/>.</exception>
    public static async Task<Vault> OpenAsync(IBlobStore store, VaultSecret? secret, VaultHome home, TimeProvider time, CancellationToken cancellationToken)
    {
        if (secret is not null)
        {
            return await OpenAsync(store, await VaultFiles.UnlockAsync(store, secret, cancellationToken), home, time, cancellationToken);
        }

        using DeviceKeySecret kept = await FindTrustedAsync(store, home, cancellationToken)
            ?? throw new VaultException(VaultProblem.WrongSecret, $"{store.Description}: this device keeps no key for this vault");
        return await OpenAsync(store, await VaultFiles.UnlockAsync(store, kept, cancellationToken), home, time, cancellationToken);
    }

    /// <summary>Whether this device keeps a key for the vault.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.NoVault"/>, <see cref="VaultProblem.NewerFormat"/> or <see cref="VaultProblem.Damaged"/>.</exception>
    public static async Task<bool> IsTrustedAsync(IBlobStore store, VaultHome home, CancellationToken cancellationToken)
    {
        using DeviceKeySecret? kept = await FindTrustedAsync(store, home, cancellationToken);
        return kept is not null;
    }

    /// <summary>What opens the vault, oldest first.</summary>
    public Task<IReadOnlyList<KeySlotInfo>> ListKeysAsync(CancellationToken cancellationToken) => KeySlots.ListAsync(Store, Keys, cancellationToken);

    /// <summary>Lets another passphrase open the vault.</summary>
    public Task<KeySlotInfo> AddPassphraseAsync(VaultSecret passphrase, string name, CancellationToken cancellationToken) =>
        KeySlots.AddPassphraseAsync(Store, Keys, RequirePassphrase(passphrase), name, _time, cancellationToken);

    /// <summary>Puts a new passphrase in the place of all there are.</summary>
    public Task<KeySlotInfo> ChangePassphraseAsync(VaultSecret passphrase, string name, CancellationToken cancellationToken) =>
        KeySlots.ChangePassphraseAsync(Store, Keys, null, RequirePassphrase(passphrase), name, _time, cancellationToken);

    /// <summary>Trusts this device: a key of its own, kept in its config folder, opens the vault from now on.</summary>
    public async Task<KeySlotInfo> AddDeviceAsync(string name, CancellationToken cancellationToken)
    {
        using DeviceKeySecret key = await KeySlots.AddDeviceAsync(Store, Keys, name, _time, cancellationToken);
        byte[] kept = [.. Convert.FromHexString(key.Slot), .. key.PrivateKey];
        _home.Write(TrustFolder, Id, kept);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(kept);
        return (await ListKeysAsync(cancellationToken)).First(slot => slot.Slot == key.Slot);
    }

    /// <summary>
    /// Removes what opens the vault. What is written from now on, by this vault too, is sealed under a key that it never had.
    /// </summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>, or <see cref="VaultProblem.LastKey"/>.</exception>
    public async Task RemoveKeyAsync(string slot, CancellationToken cancellationToken)
    {
        using (KeyRing next = await KeySlots.RemoveAsync(Store, Keys, slot, cancellationToken))
        {
            Keys.GoOn(next);
        }

        using DeviceKeySecret? kept = FindTrusted(_home, Id);
        if (kept?.Slot == slot)
        {
            _home.Remove(TrustFolder, Id);
        }
    }

    private static PassphraseSecret RequirePassphrase(VaultSecret secret) =>
        secret as PassphraseSecret ?? throw new ArgumentException("A passphrase is needed here.", nameof(secret));

    private static async Task<DeviceKeySecret?> FindTrustedAsync(IBlobStore store, VaultHome home, CancellationToken cancellationToken) =>
        FindTrusted(home, Convert.ToHexStringLower((await VaultFiles.ReadConfigAsync(store, cancellationToken)).VaultId));

    private static DeviceKeySecret? FindTrusted(VaultHome home, string vault)
    {
        const int SlotBytes = 16;
        byte[]? kept = home.TryRead(TrustFolder, vault);
        return kept?.Length == SlotBytes + DeviceKeySecret.KeyBytes
            ? new DeviceKeySecret(kept[SlotBytes..], Convert.ToHexStringLower(kept.AsSpan(0, SlotBytes)))
            : null;
    }
}
