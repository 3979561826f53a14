using Satchel.Storage;

namespace Satchel.Vaults.Keys;

/// <summary>What lies below <c>keys/</c>: of each slot the file with the most epochs, and what could not be read.</summary>
internal sealed class KeySlotFolder
{
    // A storage that plants slots makes opening slow, each passphrase slot costing what a passphrase costs.
    private const int MaxFiles = 256;

    private readonly List<KeySlotFile> _slots = [];
    private readonly List<BlobName> _older = [];
    private readonly List<KeyFileProblem> _problems = [];
    private readonly List<(BlobName Name, byte[] Content)> _damaged = [];

    /// <summary>The slots that are whole, by the time they were made.</summary>
    public IReadOnlyList<KeySlotFile> Slots => _slots;

    /// <summary>Files that a later one of the same slot took the place of.</summary>
    public IReadOnlyList<BlobName> Older => _older;

    /// <summary>What is not whole.</summary>
    public IReadOnlyList<KeyFileProblem> Problems => _problems;

    /// <summary>Reads every file below <c>keys/</c>. Damage is noted, not thrown: another slot may still open the vault.</summary>
    public static async Task<KeySlotFolder> ReadAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var folder = new KeySlotFolder();
        var names = new List<BlobName>();
        await foreach (BlobInfo blob in store.ListAsync(KeySlotName.Prefix, cancellationToken).ConfigureAwait(false))
        {
            names.Add(blob.Name);
            if (names.Count > MaxFiles)
            {
                throw new VaultException(VaultProblem.LimitExceeded, $"there are more than {MaxFiles} files below {KeySlotName.Prefix}");
            }
        }

        foreach (BlobName name in names.OrderBy(name => name.Value, StringComparer.Ordinal))
        {
            await folder.AddAsync(store, name, cancellationToken).ConfigureAwait(false);
        }

        folder.PutOlderAside();
        return folder;
    }

    /// <summary>The damaged files.</summary>
    public IEnumerable<BlobName> Damaged => _damaged.Select(file => file.Name);

    /// <summary>The damaged files that may have been slots of this kind.</summary>
    public IEnumerable<BlobName> DamagedOf(string kind) => _damaged.Where(file => KeySlotFile.MayBe(kind, file.Content)).Select(file => file.Name);

    private async Task AddAsync(IBlobStore store, BlobName blob, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await store.ReadAllAsync(blob, VaultLimits.MaxKeyFileBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error) when (error.Problem == StorageProblem.NotFound)
        {
            return;   // Removed, or replaced by one with another epoch, since it was listed.
        }
        catch (StorageException error) when (error.Problem == StorageProblem.WrongLength)
        {
            NoteDamage(blob, [], $"{blob} is longer than any key slot");
            return;
        }

        if (!KeySlotName.TryParse(blob, out KeySlotName name))
        {
            NoteDamage(blob, content, $"{blob} does not have the name of a key slot");
            return;
        }

        try
        {
            _slots.Add(KeySlotFile.Parse(content, name));
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            NoteDamage(blob, content, error.Message);
        }
    }

    private void NoteDamage(BlobName blob, byte[] content, string problem)
    {
        _damaged.Add((blob, content));
        _problems.Add(new KeyFileProblem(blob.Value, problem));
    }

    private void PutOlderAside()
    {
        foreach (KeySlotFile older in _slots.Where(file => _slots.Any(other => other.Slot.Slot == file.Slot.Slot && other.Slot.Epochs.Count > file.Slot.Epochs.Count)).ToList())
        {
            _slots.Remove(older);
            _older.Add(older.Slot.FileName.Blob);
        }

        _slots.Sort((left, right) => left.Slot.CreatedAt.CompareTo(right.Slot.CreatedAt));
    }
}
