using Satchel.Cli.Cloud;
using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Options;

/// <summary>Where a vault lies, with what opens it: on a cloud, the same secret also lets its owner delete.</summary>
internal sealed class VaultStorage : IAsyncDisposable
{
    private readonly CloudCredentials? _credentials;

    private VaultStorage(IBlobStore store, SecretSource secret, CloudCredentials? credentials) =>
        (Store, Secret, _credentials) = (store, secret, credentials);

    /// <summary>The storage.</summary>
    public IBlobStore Store { get; }

    /// <summary>The passphrase or the recovery code.</summary>
    public SecretSource Secret { get; }

    /// <summary>Opens it; nothing is asked of a server yet.</summary>
    /// <param name="location">A folder, <c>s3://bucket/prefix</c> or <c>https://host/name</c>.</param>
    /// <param name="given">What options named, or null; disposed with this.</param>
    /// <param name="session">The run.</param>
    /// <param name="asOwner">Whether every request to a cloud is to be the owner's.</param>
    public static VaultStorage Open(string location, VaultSecret? given, Session session, bool asOwner = false)
    {
        var secret = new SecretSource(given, session);
        CloudCredentials? credentials = null;
        try
        {
            credentials = CloudAddress.OfVault(location) is { } cloud ? new CloudCredentials(cloud, secret, session) { AlwaysOwner = asOwner } : null;
            StorageAccess access = credentials is null ? session.Storage : session.Storage with { CloudCredentials = _ => credentials };
            IBlobStore store = BlobStores.Open(location, access);
            session.KeptBy = BlobStores.IsFolder(location) ? null : store.Description;
            return new VaultStorage(store, secret, credentials);
        }
        catch
        {
            credentials?.Dispose();
            secret.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _credentials?.Dispose();
        Secret.Dispose();
    }
}
