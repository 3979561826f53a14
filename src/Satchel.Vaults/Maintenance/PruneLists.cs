using System.Text;
using Satchel.Storage;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>The prune lists of a vault: a first line <c>satchel prune 1</c>, then a blob's name a line.</summary>
internal sealed class PruneLists(IBlobStore store, KeyRing keys)
{
    private const string FirstLine = "satchel prune 1";

    /// <summary>Every list there is, and those that cannot be read.</summary>
    public async Task<(List<PruneList> Lists, List<(BlobName Blob, long LengthBytes, string Problem)> Damaged)> ListAsync(CancellationToken cancellationToken)
    {
        List<PruneList> lists = [];
        List<(BlobName, long, string)> damaged = [];
        await foreach (BlobInfo blob in store.ListAsync(PruneList.Folder, cancellationToken))
        {
            if (!ContentName.TryParse(blob.Name, PruneList.Folder, out Digest name))
            {
                continue;
            }

            try
            {
                byte[] bytes = await ContentName.ReadAsync(store, blob.Name, name, VaultLimits.MaxIndexBytes, cancellationToken);
                byte[] content = SealedBlob.Open(keys, PruneList.Kind, bytes, blob.Name.Value);
                lists.Add(new PruneList(name, blob.ModifiedAt, blob.LengthBytes, Read(content, blob.Name)));
            }
            catch (StorageException error) when (error.Problem == StorageProblem.NotFound)
            {
                // A collection was done with it between the list and the read.
            }
            catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
            {
                damaged.Add((blob.Name, blob.LengthBytes, error.Message));
            }
        }

        return (lists, damaged);
    }

    /// <summary>The packs that are about to go, which a writer must not rely on.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: a list cannot be read, so nobody knows what is on it.</exception>
    public async Task<HashSet<PackName>> FindPacksAsync(CancellationToken cancellationToken)
    {
        (List<PruneList> lists, List<(BlobName Blob, long LengthBytes, string Problem)> damaged) = await ListAsync(cancellationToken);
        if (damaged.Count > 0)
        {
            throw new VaultException(VaultProblem.Damaged, damaged[0].Problem);
        }

        HashSet<PackName> packs = [];
        foreach (BlobName blob in lists.SelectMany(list => list.Blobs))
        {
            if (PackName.TryParse(blob, out PackName pack))
            {
                _ = packs.Add(pack);
            }
        }

        return packs;
    }

    /// <summary>Publishes what is to go.</summary>
    public async Task PublishAsync(IReadOnlyList<BlobName> blobs, CancellationToken cancellationToken)
    {
        for (int i = 0; i < blobs.Count; i += PruneList.MaxBlobs)
        {
            StringBuilder text = new(FirstLine + "\n");
            foreach (BlobName blob in blobs.Skip(i).Take(PruneList.MaxBlobs))
            {
                _ = text.Append(blob.Value).Append('\n');
            }

            byte[] bytes = SealedBlob.Seal(keys, PruneList.Kind, Encoding.ASCII.GetBytes(text.ToString()));
            await store.PutAsync(PruneList.NameOf(Digest.Of(bytes)), bytes, cancellationToken);
        }
    }

    private static List<BlobName> Read(byte[] content, BlobName where)
    {
        string[] lines = Encoding.ASCII.GetString(content).Split('\n');
        if (lines.Length < 2 || lines[0] != FirstLine || lines[^1].Length != 0 || !lines[1..^1].All(line => BlobName.IsValid(line)))
        {
            throw new VaultException(VaultProblem.Damaged, $"{where}: is not a prune list");
        }

        return [.. lines[1..^1].Select(line => new BlobName(line))];
    }
}
