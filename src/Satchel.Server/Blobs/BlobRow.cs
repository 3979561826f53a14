namespace Satchel.Server.Blobs;

/// <summary>A blob as the database has it.</summary>
internal sealed class BlobRow
{
    public string Name { get; init; } = "";

    /// <summary>What it is called in the storage: random, so that two writers of one name never meet there.</summary>
    public byte[] StorageKey { get; init; } = [];

    public long Bytes { get; init; }

    public byte[] Digest { get; init; } = [];

    public long StoredAt { get; init; }
}
