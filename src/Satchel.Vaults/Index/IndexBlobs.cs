using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Index;

/// <summary>The index blobs as they lie in the storage (docs/format.md, "Indexes").</summary>
internal sealed class IndexBlobs(IBlobStore store, KeyRing keys)
{
    public const string Folder = "index/";
    public const string Kind = "index";

    public static BlobName NameOf(Digest name) => new(Folder + name);

    /// <summary>Whether a blob's name is an index's, and of which.</summary>
    public static bool TryParse(BlobName blob, out Digest name) => ContentName.TryParse(blob, Folder, out name);

    /// <summary>Every index there is, with its length; stray files are not among them.</summary>
    public async Task<Dictionary<Digest, long>> ListAsync(CancellationToken cancellationToken)
    {
        Dictionary<Digest, long> names = [];
        await foreach (BlobInfo blob in store.ListAsync(Folder, cancellationToken))
        {
            if (TryParse(blob.Name, out Digest name))
            {
                names[name] = blob.LengthBytes;
            }
        }

        return names;
    }

    /// <summary>Reads one index.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    /// <exception cref="StorageException"><see cref="StorageProblem.NotFound"/>: it was replaced meanwhile, or lost.</exception>
    public async Task<IndexContent> ReadAsync(Digest name, CancellationToken cancellationToken) =>
        IndexContent.Read(await ReadContentAsync(name, cancellationToken), NameOf(name).Value);

    /// <summary>Reads and opens one index, and leaves it compressed; fails as <see cref="ReadAsync"/> does.</summary>
    public async Task<byte[]> ReadContentAsync(Digest name, CancellationToken cancellationToken)
    {
        BlobName blob = NameOf(name);
        byte[] bytes = await ContentName.ReadAsync(store, blob, name, VaultLimits.MaxIndexBytes, cancellationToken);
        return SealedBlob.Open(keys, Kind, bytes, blob.Value);
    }

    /// <summary>Seals an index, opens it again, and stores it.</summary>
    public async Task<(Digest Name, int LengthBytes)> WriteAsync(IndexContent content, CancellationToken cancellationToken)
    {
        byte[] bytes = SealedBlob.Seal(keys, Kind, content.Write());
        var name = Digest.Of(bytes);
        BlobName blob = NameOf(name);
        IndexContent again = IndexContent.Read(SealedBlob.Open(keys, Kind, bytes, blob.Value), blob.Value);
        if (again.Packs.Count != content.Packs.Count || again.Superseded.Count != content.Superseded.Count)
        {
            throw new VaultException(VaultProblem.Damaged, $"{blob}: an index just sealed says something else than was put in");
        }

        await store.PutAsync(blob, bytes, cancellationToken);
        return (name, bytes.Length);
    }
}
