using Satchel.Storage;

namespace Satchel.Vaults.Keys;

/// <summary>Makes, opens and checks what a vault is opened by: <c>satchel.json</c> and the files below <c>keys/</c>.</summary>
internal static class VaultFiles
{
    private const string RecoveryName = "recovery code";

    /// <summary>Makes a vault that a passphrase and a recovery code open. The last thing written is <c>satchel.json</c>: with it the vault is there.</summary>
    /// <returns>The keys, the caller's to dispose, and the recovery code, to be shown once.</returns>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotEmpty"/>: there is a vault, or something else.</exception>
    public static async Task<(KeyRing Keys, string RecoveryCode)> CreateAsync(IBlobStore store, PassphraseSecret passphrase, VaultCreation options, CancellationToken cancellationToken)
    {
        await ClearInterruptedCreationAsync(store, cancellationToken).ConfigureAwait(false);
        byte[] vaultId = System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyRing.IdBytes);
        var keys = new KeyRing(vaultId, [Secret.Random(KeyDerivation.KeyBytes)]);
        try
        {
            using Secret code = options.Recovery is { } given ? new Secret(given.Bytes.Span) : Secret.Random(Keys.RecoveryCode.SecretBytes);
            using Secret recoveryKey = KeySlot.RecoveryPrivateKey(code, vaultId);
            KeySlot recovery = KeySlot.Create(KeySlotKind.Recovery, RecoveryName, options.Time.GetUtcNow(), recoveryKey.Span, keys.EpochKeys);
            KeySlot person = KeySlot.Create(passphrase, options.PassphraseName, options.Time, keys.EpochKeys);
            await KeySlots.WriteAsync(store, keys, recovery, cancellationToken).ConfigureAwait(false);
            await KeySlots.WriteAsync(store, keys, person, cancellationToken).ConfigureAwait(false);
            VaultConfig config = VaultConfig.Create(keys, options.Time.GetUtcNow());
            await store.PutAsync(VaultConfig.Name, config.Write(), cancellationToken).ConfigureAwait(false);
            return (keys, Keys.RecoveryCode.Write(code.Span));
        }
        catch (StorageException error) when (error.Problem == StorageProblem.AlreadyExists)
        {
            keys.Dispose();
            throw new VaultException(VaultProblem.NotEmpty, $"{store.Description}: somebody else made a vault there just now", error);
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Reads <c>satchel.json</c>, which tells which vault this is before any key is tried.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.NoVault"/>, <see cref="VaultProblem.Damaged"/> or <see cref="VaultProblem.NewerFormat"/>.</exception>
    public static async Task<VaultConfig> ReadConfigAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        try
        {
            return VaultConfig.Parse(await store.ReadAllAsync(VaultConfig.Name, VaultLimits.MaxKeyFileBytes, cancellationToken).ConfigureAwait(false));
        }
        catch (StorageException error) when (error.Problem == StorageProblem.WrongLength)
        {
            throw new VaultException(VaultProblem.Damaged, "satchel.json is damaged: it is longer than it can be", error);
        }
        catch (StorageException error) when (error.Problem == StorageProblem.NotFound)
        {
            if (await HoldsAsync(store, name => name.StartsWith("snapshots/", StringComparison.Ordinal) || name.StartsWith("packs/", StringComparison.Ordinal), cancellationToken).ConfigureAwait(false))
            {
                throw new VaultException(VaultProblem.Damaged, $"{store.Description}: satchel.json is missing, and the rest of a vault is there", error);
            }

            throw new VaultException(VaultProblem.NoVault, $"{store.Description}: there is no vault here", error);
        }
    }

    /// <summary>Opens a vault's keys.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.WrongSecret"/> only where the slots are whole and the secret does not open them.</exception>
    public static async Task<KeyRing> UnlockAsync(IBlobStore store, VaultSecret secret, CancellationToken cancellationToken)
    {
        VaultConfig config = await ReadConfigAsync(store, cancellationToken).ConfigureAwait(false);
        KeySlotFolder folder = await KeySlotFolder.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        foreach (KeySlotFile file in folder.Slots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Secret? privateKey = file.Slot.TryUnlock(secret, config.VaultId);
            if (privateKey is not null)
            {
                return Open(config, file, privateKey);
            }
        }

        throw Refused(folder, secret);
    }

    /// <summary>Checks <c>satchel.json</c> and every key slot, with the vault open.</summary>
    public static async Task<IReadOnlyList<KeyFileProblem>> VerifyAllAsync(IBlobStore store, KeyRing keys, CancellationToken cancellationToken)
    {
        var problems = new List<KeyFileProblem>();
        try
        {
            VaultConfig config = await ReadConfigAsync(store, cancellationToken).ConfigureAwait(false);
            config.Verify(keys);
        }
        catch (VaultException error)
        {
            problems.Add(new KeyFileProblem(VaultConfig.Name.Value, error.Message));
        }

        KeySlotFolder folder = await KeySlotFolder.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        problems.AddRange(folder.Problems);
        foreach (KeySlotFile file in folder.Slots)
        {
            try
            {
                file.Verify(keys);
            }
            catch (VaultException error)
            {
                problems.Add(new KeyFileProblem(file.Slot.FileName.Blob.Value, error.Message));
            }
        }

        foreach (string kind in (string[])[KeySlotKind.Passphrase, KeySlotKind.Recovery])
        {
            if (!folder.Slots.Any(file => file.Slot.Kind == kind) && !folder.DamagedOf(kind).Any())
            {
                problems.Add(new KeyFileProblem(KeySlotName.Prefix, $"the key slot of kind {kind} is missing, and every vault has one"));
            }
        }

        return problems;
    }

    private static KeyRing Open(VaultConfig config, KeySlotFile file, Secret privateKey)
    {
        var keys = new KeyRing(config.VaultId, file.Slot.OpenEpochs(privateKey));
        try
        {
            config.Verify(keys);
            file.Verify(keys);
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    private static VaultException Refused(KeySlotFolder folder, VaultSecret secret)
    {
        (string kind, string what) = secret switch
        {
            PassphraseSecret => (KeySlotKind.Passphrase, "this passphrase"),
            RecoveryCodeSecret => (KeySlotKind.Recovery, "this recovery code"),
            _ => (KeySlotKind.Device, "this device's key"),
        };

        // Which file a device opens is known by its name, whatever the storage put in it.
        IEnumerable<BlobName> damaged = secret is DeviceKeySecret device
            ? folder.Damaged.Where(name => name.Value.Contains(device.Slot, StringComparison.Ordinal))
            : folder.DamagedOf(kind);

        if (damaged.Select(name => name.Value).FirstOrDefault() is string name)
        {
            return new VaultException(VaultProblem.Damaged, $"{name} is damaged, so whether {what} opens the vault cannot be told");
        }

        // A passphrase and a recovery code are there from the start, and the last of either is never removed.
        if (secret is not DeviceKeySecret && !folder.Slots.Any(file => file.Slot.Kind == kind))
        {
            return new VaultException(VaultProblem.Damaged, $"the key slot of kind {kind} is missing below {KeySlotName.Prefix}");
        }

        return secret is DeviceKeySecret && !folder.Slots.Any(file => file.Slot.Kind == kind)
            ? new VaultException(VaultProblem.WrongSecret, "this device is not trusted any more: its key was removed from the vault")
            : new VaultException(VaultProblem.WrongSecret, $"{what} does not open the vault");
    }

    // Keys alone are what a creation leaves that was interrupted: nothing was sealed under them yet.
    private static async Task ClearInterruptedCreationAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        if (await HoldsAsync(store, name => !name.StartsWith(KeySlotName.Prefix, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false))
        {
            bool isVault = await store.FindLengthAsync(VaultConfig.Name, cancellationToken).ConfigureAwait(false) is not null;
            throw new VaultException(VaultProblem.NotEmpty, $"{store.Description}: there is {(isVault ? "a vault" : "something else")} already");
        }

        var left = new List<BlobName>();
        await foreach (BlobInfo blob in store.ListAsync(KeySlotName.Prefix, cancellationToken).ConfigureAwait(false))
        {
            left.Add(blob.Name);
        }

        foreach (BlobName name in left)
        {
            await store.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> HoldsAsync(IBlobStore store, Func<string, bool> matches, CancellationToken cancellationToken)
    {
        await foreach (BlobInfo blob in store.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (matches(blob.Name.Value))
            {
                return true;
            }
        }

        return false;
    }
}
