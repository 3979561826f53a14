using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>A whole pack in memory, its directory opened and its objects still sealed.</summary>
internal sealed class OpenedPack
{
    private readonly ReadOnlyMemory<byte> _bytes;

    private OpenedPack(ReadOnlyMemory<byte> bytes, int epoch, IReadOnlyList<PackEntry> entries)
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
        try
        {
            return Open(keys, name, await store.ReadAllAsync(name.Blob, VaultLimits.MaxPackBytes, cancellationToken));
        }
        catch (StorageException error) when (error.Problem is StorageProblem.NotFound or StorageProblem.WrongLength)
        {
            throw Damaged(name, error);
        }
    }

    /// <summary>Reads a whole pack of known length into a buffer that the caller uses again.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is missing, or its directory does not open.</exception>
    public static async Task<OpenedPack> ReadAsync(IBlobStore store, KeyRing keys, PackName name, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await store.ReadAsync(name.Blob, 0, buffer, cancellationToken);
            return Open(keys, name, buffer);
        }
        catch (StorageException error) when (error.Problem is StorageProblem.NotFound or StorageProblem.WrongLength)
        {
            throw Damaged(name, error);
        }
    }

    /// <summary>Opens a pack's directory.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public static OpenedPack Open(KeyRing keys, PackName name, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < PackOpener.MinPackBytes)
        {
            throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: has {bytes.Length} bytes, too few for a pack");
        }

        ReadOnlySpan<byte> pack = bytes.Span;
        ReadOnlySpan<byte> header = pack[..PackLayout.HeaderBytes];
        int epoch = PackOpener.ReadHeader(name, header);
        int directoryBytes = PackOpener.ReadDirectoryLength(name, pack.Length, pack[^PackLayout.TrailerBytes..]);
        using PackCipher cipher = new(keys, epoch, name);
        ReadOnlySpan<byte> directory = pack.Slice(pack.Length - PackLayout.TrailerBytes - directoryBytes, directoryBytes);
        return new OpenedPack(bytes, epoch, PackOpener.OpenDirectory(cipher, name, pack.Length, header, directory));
    }

    /// <summary>The sealed bytes of one of <see cref="Entries"/>.</summary>
    public ReadOnlySpan<byte> SealedOf(in PackEntry entry) => _bytes.Span.Slice(entry.Offset, entry.SealedBytes);

    private static VaultException Damaged(PackName name, StorageException error) =>
        new(VaultProblem.Damaged, $"{name.Blob}: {(error.Problem == StorageProblem.NotFound ? "is missing" : "has another length than it should")}", error);
}
