namespace Satchel.Storage;

/// <summary>
/// Named, immutable bytes somewhere: a folder, an object store, a server. A blob is written once and never
/// changed; the few things that do change are <em>heads</em>, small pointers advanced by compare-and-set.
/// Safe for use by several threads. Every member throws <see cref="StorageException"/> where the storage fails.
/// </summary>
public interface IBlobStore : IAsyncDisposable
{
    /// <summary>Where this is, for a message to a person: a path or a host, never a credential.</summary>
    string Description { get; }

    /// <summary>Stores a blob. Once this returns, the blob survives a crash of the machine.</summary>
    /// <param name="name">A name that is not taken.</param>
    /// <param name="content">At most <see cref="BlobLimits.MaxBlobBytes"/> bytes; read before this returns.</param>
    /// <param name="cancellationToken">Cancels the write; then nothing is stored under the name.</param>
    /// <exception cref="StorageException"><see cref="StorageProblem.AlreadyExists"/>: the name is taken; blobs are never replaced.</exception>
    ValueTask PutAsync(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads <paramref name="destination"/>.Length bytes of a blob, from <paramref name="offset"/>.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.NotFound"/>, or <see cref="StorageProblem.WrongLength"/>
    /// where the blob ends before the range does.</exception>
    ValueTask ReadAsync(BlobName name, long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Reads a whole blob.</summary>
    /// <param name="name">The blob.</param>
    /// <param name="maxBytes">The most it may have; checked before a buffer is made.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="StorageException"><see cref="StorageProblem.NotFound"/>, or <see cref="StorageProblem.WrongLength"/> where it is longer.</exception>
    ValueTask<byte[]> ReadAllAsync(BlobName name, int maxBytes, CancellationToken cancellationToken);

    /// <summary>The length of a blob in bytes, or null where there is none of that name.</summary>
    ValueTask<long?> FindLengthAsync(BlobName name, CancellationToken cancellationToken);

    /// <summary>The blobs whose names start with <paramref name="prefix"/>, in no order; heads are not among them.</summary>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes a blob; true where it was there.</summary>
    ValueTask<bool> DeleteAsync(BlobName name, CancellationToken cancellationToken);

    /// <summary>Reads a head, or null where it was never set.</summary>
    ValueTask<byte[]?> ReadHeadAsync(BlobName name, CancellationToken cancellationToken);

    /// <summary>
    /// Sets a head to <paramref name="replacement"/> if it still holds <paramref name="expected"/> (null: was never
    /// set); false, with nothing changed, where it does not. Durable once it returns true. Beware: a null array
    /// converts to an empty memory, which is an empty head, and not to null.
    /// </summary>
    ValueTask<bool> CompareAndSetHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken);

    /// <summary>The heads whose names start with <paramref name="prefix"/>.</summary>
    IAsyncEnumerable<BlobName> ListHeadsAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes a head; true where it was there. Only for a vault's upkeep.</summary>
    ValueTask<bool> DeleteHeadAsync(BlobName name, CancellationToken cancellationToken);

    /// <summary>The time by the storage's own clock, as near as it tells.</summary>
    ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken);
}
