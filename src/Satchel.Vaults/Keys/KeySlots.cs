using Satchel.Storage;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Keys;

/// <summary>Adds and removes the keys of an opened vault. Nobody else's secret is needed for either.</summary>
internal static class KeySlots
{
    private static readonly string[] OrderOfEpochs = [KeySlotKind.Recovery, KeySlotKind.Passphrase, KeySlotKind.Device];

    /// <summary>The keys of a vault, oldest first.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: one of them is, and is named.</exception>
    public static async Task<IReadOnlyList<KeySlotInfo>> ListAsync(IBlobStore store, KeyRing keys, CancellationToken cancellationToken) =>
        [.. (await ReadWholeAsync(store, keys, cancellationToken).ConfigureAwait(false)).Slots.Select(file => file.Slot.Info)];

    /// <summary>Lets another passphrase open the vault.</summary>
    public static async Task<KeySlotInfo> AddPassphraseAsync(IBlobStore store, KeyRing keys, PassphraseSecret passphrase, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        KeySlot slot = KeySlot.Create(passphrase, name, time, keys.EpochKeys);
        await WriteAsync(store, keys, slot, cancellationToken).ConfigureAwait(false);
        return slot.Info;
    }

    /// <summary>Lets a device open the vault with a key of its own, which is returned and kept nowhere else.</summary>
    public static async Task<DeviceKeySecret> AddDeviceAsync(IBlobStore store, KeyRing keys, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        using Secret privateKey = Secret.Random(Sodium.KeyBytes);
        KeySlot slot = KeySlot.Create(KeySlotKind.Device, name, time.GetUtcNow(), privateKey.Span, keys.EpochKeys);
        await WriteAsync(store, keys, slot, cancellationToken).ConfigureAwait(false);
        byte[] copy = privateKey.Span.ToArray();
        var secret = new DeviceKeySecret(copy, slot.Slot);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(copy);
        return secret;
    }

    /// <summary>Puts a new passphrase in the place of one, or of all. Data that is there already keeps its keys.</summary>
    /// <param name="store">The vault's storage.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="replaced">The slot to replace; null for every passphrase.</param>
    /// <param name="passphrase">The new passphrase.</param>
    /// <param name="name">What the person calls it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Looked at until the new slot is written.</param>
    public static async Task<KeySlotInfo> ChangePassphraseAsync(
        IBlobStore store, KeyRing keys, string? replaced, PassphraseSecret passphrase, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        KeySlotFolder folder = await ReadWholeAsync(store, keys, cancellationToken).ConfigureAwait(false);
        List<KeySlotFile> old = [.. folder.Slots.Where(file => file.Slot.Kind == KeySlotKind.Passphrase && (replaced is null || file.Slot.Slot == replaced))];
        if (old.Count == 0)
        {
            throw new VaultException(VaultProblem.NotFound, $"the vault has no passphrase with the id {replaced}");
        }

        KeySlotInfo added = await AddPassphraseAsync(store, keys, passphrase, name, time, cancellationToken).ConfigureAwait(false);
        foreach (KeySlotFile file in old)
        {
            await DeleteAsync(store, folder, file.Slot).ConfigureAwait(false);
        }

        return added;
    }

    /// <summary>
    /// Removes a key and starts a new epoch: what is written from here on is sealed under a key that the removed one
    /// never had. What it could read before, it may have kept.
    /// </summary>
    /// <returns>The vault's keys with the new epoch, the caller's to dispose beside <paramref name="keys"/>.</returns>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>; or <see cref="VaultProblem.LastKey"/> where it is the
    /// last passphrase, or the recovery code, without which a lost device would be a lost vault.</exception>
    public static async Task<KeyRing> RemoveAsync(IBlobStore store, KeyRing keys, string slot, CancellationToken cancellationToken)
    {
        KeySlotFolder folder = await ReadWholeAsync(store, keys, cancellationToken).ConfigureAwait(false);
        KeySlotFile removed = folder.Slots.FirstOrDefault(file => file.Slot.Slot == slot)
            ?? throw new VaultException(VaultProblem.NotFound, $"the vault has no key with the id {slot}");
        if (removed.Slot.Kind != KeySlotKind.Device && folder.Slots.Count(file => file.Slot.Kind == removed.Slot.Kind) == 1)
        {
            throw new VaultException(VaultProblem.LastKey, $"this is the vault's only key of kind {removed.Slot.Kind}, and the last one stays; add another first");
        }

        if (folder.Slots.Any(file => file.Slot.Epochs.Count > keys.CurrentEpoch + 1))
        {
            throw new VaultException(VaultProblem.Damaged, "an interrupted removal left this key without the newest epoch; open the vault with another key, and remove again");
        }

        using Secret added = Secret.Random(KeyDerivation.KeyBytes);
        var next = new KeyRing(keys.VaultId.Span, [.. keys.EpochKeys.Append(added).Select(key => new Secret(key.Span))]);
        try
        {
            await StartEpochAsync(store, next, folder, removed).ConfigureAwait(false);
            return next;
        }
        catch
        {
            next.Dispose();
            throw;
        }
    }

    // Not cancellable: half of the slots with the new epoch, and the removed one still there, would be neither the old
    // state nor the new. Should it break off nevertheless, every slot opens what it opened, and removing again
    // completes it. The recovery code comes first, so that with it a removal can always be completed.
    private static async Task StartEpochAsync(IBlobStore store, KeyRing next, KeySlotFolder folder, KeySlotFile removed)
    {
        List<KeySlotFile> kept = [.. folder.Slots.Where(file => file != removed).OrderBy(file => Array.IndexOf(OrderOfEpochs, file.Slot.Kind))];
        foreach (KeySlotFile file in kept)
        {
            await WriteAsync(store, next, file.Slot.WithEpochs(next.EpochKeys), CancellationToken.None).ConfigureAwait(false);
        }

        await DeleteAsync(store, folder, removed.Slot).ConfigureAwait(false);
        foreach (BlobName name in kept.Select(file => file.Slot.FileName.Blob).Concat(folder.Older))
        {
            await store.DeleteAsync(name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a slot's file.</summary>
    internal static ValueTask WriteAsync(IBlobStore store, KeyRing keys, KeySlot slot, CancellationToken cancellationToken) =>
        store.PutAsync(slot.FileName.Blob, KeySlotFile.Create(slot, keys).Write(), cancellationToken);

    // A slot that was planted would get the keys of every epoch to come, so each is proven before it is given any.
    private static async Task<KeySlotFolder> ReadWholeAsync(IBlobStore store, KeyRing keys, CancellationToken cancellationToken)
    {
        KeySlotFolder folder = await KeySlotFolder.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        if (folder.Problems.Count > 0)
        {
            throw new VaultException(VaultProblem.Damaged, folder.Problems[0].Problem);
        }

        foreach (KeySlotFile file in folder.Slots)
        {
            file.Verify(keys);
        }

        return folder;
    }

    private static async Task DeleteAsync(IBlobStore store, KeySlotFolder folder, KeySlot slot)
    {
        await store.DeleteAsync(slot.FileName.Blob, CancellationToken.None).ConfigureAwait(false);
        foreach (BlobName older in folder.Older.Where(name => name.Value.Contains(slot.Slot, StringComparison.Ordinal)))
        {
            await store.DeleteAsync(older, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
