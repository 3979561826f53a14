using Satchel.Storage;

namespace Satchel.Vaults.Maintenance;

/// <summary>What a collection found unreferenced, published before anything of it is deleted (docs/format.md, "Deleting").</summary>
/// <param name="Name">The list's name.</param>
/// <param name="PublishedAt">When the storage got it, by the storage's clock.</param>
/// <param name="LengthBytes">The length of its blob.</param>
/// <param name="Blobs">The blobs that are to go.</param>
internal sealed record PruneList(Digest Name, DateTimeOffset PublishedAt, long LengthBytes, IReadOnlyList<BlobName> Blobs)
{
    public const string Folder = "prune/";
    public const string Kind = "prune";

    /// <summary>A list is closed at this many names, well under the limit of a small sealed blob.</summary>
    public const int MaxBlobs = 50_000;

    public BlobName Blob => NameOf(Name);

    public static BlobName NameOf(Digest name) => new(Folder + name);
}
