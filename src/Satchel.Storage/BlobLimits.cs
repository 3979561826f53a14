namespace Satchel.Storage;

/// <summary>What every blob store holds to.</summary>
public static class BlobLimits
{
    /// <summary>The longest blob, in bytes: a pack of 16 MiB with room for its directory and padding.</summary>
    public const int MaxBlobBytes = 18 * 1024 * 1024;

    /// <summary>The longest head, in bytes: a head is a pointer, not a place for data.</summary>
    public const int MaxHeadBytes = 4096;
}
