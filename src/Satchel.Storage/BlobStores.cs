using System.Buffers;
using Satchel.Storage.FileSystem;
using Satchel.Storage.Http;
using Satchel.Storage.Retrying;
using Satchel.Storage.S3;

namespace Satchel.Storage;

/// <summary>The one place that knows which kinds of storage there are.</summary>
public static class BlobStores
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>Opens a folder or an object store, with the environment of this process.</summary>
    /// <inheritdoc cref="Open(string, StorageAccess)"/>
    public static IBlobStore Open(string location, TimeProvider time) => Open(location, StorageAccess.OfProcess(time));

    /// <summary>Opens the storage at <paramref name="location"/>. Nothing is made there until something is stored.</summary>
    /// <param name="location">The path of a folder, which need not be there yet, or <c>s3://bucket/prefix</c>, or <c>https://host/name</c> on a Satchel cloud.</param>
    /// <param name="access">What it needs besides: the clock, the environment, credentials.</param>
    /// <exception cref="StorageException"><see cref="StorageProblem.BadLocation"/>: the address is not of a form that is known;
    /// <see cref="StorageProblem.Refused"/>: the environment has no credentials for it.</exception>
    public static IBlobStore Open(string location, StorageAccess access)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        ArgumentNullException.ThrowIfNull(access);
        int scheme = SchemeLength(location);
        if (scheme == 0)
        {
            return new FolderBlobStore(location, access.Time);
        }

        IBlobStore store = location[..scheme].ToUpperInvariant() switch
        {
            "S3" => new S3BlobStore(S3Location.Parse(location), S3Environment.Read(access.Variable), access.Time),
            "HTTP" or "HTTPS" => OpenCloud(CloudLocation.Parse(location), access),
            _ => throw new StorageException(StorageProblem.BadLocation, WithoutCredentials(location), "a vault is a folder, s3://bucket/prefix or https://host/name"),
        };
        return new RetryingBlobStore(store, RetryPolicy.Default, access.Time);
    }

    /// <summary>Whether <paramref name="location"/> is a path on this machine, and no address on a network.</summary>
    public static bool IsFolder(string location) => SchemeLength(location) == 0;

    /// <summary>As much of an address as a message may repeat: it may carry a password before an '@', or a token in its query.</summary>
    internal static string WithoutCredentials(string location)
    {
        int scheme = SchemeLength(location);
        string rest = location[(scheme + 3)..];
        int end = rest.AsSpan().IndexOfAny('/', '?', '#');
        string host = end < 0 ? rest : rest[..end];
        return $"{location[..scheme]}://{host[(host.LastIndexOf('@') + 1)..]}";
    }

    private static HttpBlobStore OpenCloud(CloudLocation location, StorageAccess access) =>
        access.CloudCredentials is { } credentials
            ? new HttpBlobStore(location, credentials(location.Server), access.Time)
            : throw new StorageException(StorageProblem.NotAllowed, location.ToString(), "nothing lets this device in there");

    private static int SchemeLength(string location)
    {
        int scheme = location.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && location.AsSpan(0, scheme).IndexOfAnyExcept(SchemeCharacters) < 0 ? scheme : 0;
    }
}
