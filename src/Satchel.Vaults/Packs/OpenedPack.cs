using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>A whole pack in memory, its directory opened and its objects still sealed.</summary>
internal sealed class OpenedPack
{
    private readonly byte[] _bytes;

    private OpenedPack(byte[] bytes, int epoch, IReadOnlyList<PackEntry> entries)
    {
        _bytes = bytes;
        Epoch = epoch;
        Entries = entries;
    }

    public int Epoch { get; }

    public int LengthBytes => _bytes.Length;

    public IReadOnlyList<PackEntry> Entries { get; }

    /// <summary>Reads a whole pack.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is missing, or its directory does not open.</exception>
    public static async Task<OpenedPack> ReadAsync(IBlobStore store, KeyRing keys, PackName name, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await store.ReadAllAsync(name.Blob, VaultLimits.MaxPackBytes, cancellationToken);
        }
        catch (StorageException error) when (error.Problem is StorageProblem.NotFound or StorageProblem.WrongLength)
        {
            throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: {(error.Problem == StorageProblem.NotFound ? "is missing" : "is longer than a pack")}", error);
        }

        return Open(keys, name, bytes);
    }

    /// <summary>Opens a pack's directory.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public static OpenedPack Open(KeyRing keys, PackName name, byte[] bytes)
    {
        if (bytes.Length < PackOpener.MinPackBytes)
        {
            throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: has {bytes.Length} bytes, too few for a pack");
        }

        ReadOnlySpan<byte> header = bytes.AsSpan(0, PackLayout.HeaderBytes);
        int epoch = PackOpener.ReadHeader(name, header);
        int directoryBytes = PackOpener.ReadDirectoryLength(name, bytes.Length, bytes.AsSpan(bytes.Length - PackLayout.TrailerBytes));
        using PackCipher cipher = new(keys, epoch, name);
        List<PackEntry> entries = PackOpener.OpenDirectory(
            cipher, name, bytes.Length, header, bytes.AsSpan(bytes.Length - PackLayout.TrailerBytes - directoryBytes, directoryBytes));
        return new OpenedPack(bytes, epoch, entries);
    }

    /// <summary>The sealed bytes of one of <see cref="Entries"/>.</summary>
    public ReadOnlySpan<byte> SealedOf(in PackEntry entry) => _bytes.AsSpan(entry.Offset, entry.SealedBytes);
}
