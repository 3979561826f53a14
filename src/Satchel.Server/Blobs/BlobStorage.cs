using System.Collections.Concurrent;
using Satchel.Storage;
using Satchel.Storage.FileSystem;

namespace Satchel.Server.Blobs;

/// <summary>
/// Where the bytes of blobs lie: a folder for each vault, <c>&lt;data&gt;/blobs/&lt;two hex&gt;/&lt;vault&gt;/</c>, or one object
/// store for all. In it a blob is called by its random key, which tells neither its name nor its vault's.
/// </summary>
internal sealed class BlobStorage : IAsyncDisposable
{
    // A store of a folder is a few fields; they are forgotten all at once, which is simpler than in order and as good.
    private const int MostStores = 10_000;

    private readonly string? _folder;
    private readonly IBlobStore? _shared;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<long, FolderBlobStore> _stores = new();

    private BlobStorage(string? folder, IBlobStore? shared, TimeProvider time)
    {
        _folder = folder;
        _shared = shared;
        _time = time;
    }

    /// <summary>How much of a blob is read at a time: an object store charges for each read, a folder does not.</summary>
    public int ReadBytes => _shared is null ? 1024 * 1024 : 4 * 1024 * 1024;

    /// <summary>Opens a folder, or what <see cref="BlobStores"/> knows by its address.</summary>
    public static BlobStorage Open(string location, TimeProvider time) => location.Contains("://", StringComparison.Ordinal)
        ? new BlobStorage(null, BlobStores.Open(location, time), time)
        : new BlobStorage(location, null, time);

    /// <summary>The store of a vault, and the name of a blob in it.</summary>
    public (IBlobStore Store, BlobName Name) Locate(long vault, byte[] key)
    {
        string hex = Convert.ToHexStringLower(key);
        return _shared is not null
            ? (_shared, new BlobName($"blobs/{vault:x16}/{hex}"))
            : (StoreOf(vault), new BlobName($"{hex[..2]}/{hex}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_shared is not null)
        {
            await _shared.DisposeAsync();
        }
    }

    private FolderBlobStore StoreOf(long vault)
    {
        if (_stores.TryGetValue(vault, out FolderBlobStore? store))
        {
            return store;
        }

        if (_stores.Count >= MostStores)
        {
            _stores.Clear();
        }

        string name = vault.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        return _stores.GetOrAdd(vault, new FolderBlobStore(Path.Combine(_folder!, name[^2..], name), _time));
    }
}
