using Satchel.Storage.FileSystem;

namespace Satchel.Storage;

/// <summary>The one place that knows which kinds of storage there are.</summary>
public static class BlobStores
{
    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>Opens the storage at <paramref name="location"/>. Nothing is made there until something is stored.</summary>
    /// <param name="location">The path of a folder, which need not be there yet.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StorageException"><see cref="StorageProblem.NotAllowed"/>: it is an address on a network.</exception>
    public static IBlobStore Open(string location, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        int scheme = location.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && location.AsSpan(0, scheme).IndexOfAnyExcept(SchemeCharacters) < 0)
        {
            throw new StorageException(StorageProblem.NotAllowed, WithoutCredentials(location, scheme), "this version of Satchel stores in folders only; give the path of a folder");
        }

        return new FolderBlobStore(location, time);
    }

    // An address may carry a password before an '@', or a token in its query; neither belongs in a message.
    private static string WithoutCredentials(string location, int scheme)
    {
        string rest = location[(scheme + 3)..];
        int end = rest.AsSpan().IndexOfAny('/', '?', '#');
        string host = end < 0 ? rest : rest[..end];
        return $"{location[..scheme]}://{host[(host.LastIndexOf('@') + 1)..]}";
    }
}
