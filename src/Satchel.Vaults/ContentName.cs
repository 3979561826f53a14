using Satchel.Storage;

namespace Satchel.Vaults;

/// <summary>Blobs that are named by the SHA-256 of their bytes: indexes, snapshots, prune lists.</summary>
internal static class ContentName
{
    /// <summary>Whether a blob's name is <paramref name="folder"/> and 64 hex digits.</summary>
    public static bool TryParse(BlobName blob, string folder, out Digest name)
    {
        name = default;
        return blob.Value.StartsWith(folder, StringComparison.Ordinal) && Digest.TryParse(blob.Value.AsSpan(folder.Length), out name);
    }

    /// <summary>Reads a blob and compares it with its name.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is too long, or not what its name says.</exception>
    /// <exception cref="StorageException">It is not there, or cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(IBlobStore store, BlobName blob, Digest name, int maxBytes, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await store.ReadAllAsync(blob, maxBytes, cancellationToken);
        }
        catch (StorageException error) when (error.Problem == StorageProblem.WrongLength)
        {
            throw new VaultException(VaultProblem.Damaged, $"{blob}: is longer than {maxBytes} bytes", error);
        }

        return Digest.Of(bytes) == name ? bytes : throw new VaultException(VaultProblem.Damaged, $"{blob}: is not what its name says");
    }
}
