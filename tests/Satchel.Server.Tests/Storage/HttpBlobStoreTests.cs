using Satchel.Storage;
using Satchel.Storage.Http;
using Satchel.Storage.Tests;

namespace Satchel.Server.Tests.Storage;

/// <summary>The client's store against the real server.</summary>
public sealed class HttpBlobStoreTests : BlobStoreConformance, IAsyncLifetime
{
    private TestServer _server = null!;
    private TestAccount _account = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _account = await _server.NewAccountAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_vault_that_was_never_made_reads_as_an_empty_one()
    {
        await using HttpBlobStore store = Open("never-made");

        Assert.Null(await store.FindLengthAsync(Name, Token));
        Assert.Null(await store.ReadHeadAsync(Head, Token));
        Assert.Empty(await ListAsync(store, ""));
        Assert.False(await store.DeleteAsync(Name, Token));
        Assert.False(await store.CompareAndSetHeadAsync(Head, Bytes(1), Bytes(2), Token));
    }

    [Fact]
    public async Task Vaults_of_one_account_do_not_see_each_other()
    {
        await Open("one").PutAsync(Name, Bytes(1), Token);

        Assert.Empty(await ListAsync(Open("two"), ""));
    }

    [Fact]
    public async Task A_listing_goes_on_over_many_pages()
    {
        await using HttpBlobStore store = Open("pages", pageEntries: 3);
        for (int number = 0; number < 10; number++)
        {
            await store.PutAsync(new BlobName($"packs/{number}"), Bytes(1), Token);
            await store.CompareAndSetHeadAsync(new BlobName($"heads/{number}"), null, Bytes(1), Token);
        }

        Assert.Equal(10, (await ListAsync(store, "packs/")).Distinct().Count());
        Assert.Equal(10, (await store.ListHeadsAsync("heads/", Token).ToListAsync(Token)).Distinct().Count());
    }

    [Fact]
    public async Task A_device_takes_away_what_says_that_it_is_at_work_and_nothing_else()
    {
        var session = new BlobName("sessions/3f09");
        await using var store = new HttpBlobStore(new CloudLocation(_server.Url, "v"), new TestCredentials(_account with { OwnerToken = _account.AddToken }), TimeProvider.System);
        await store.PutAsync(session, Bytes(1), Token);
        await store.PutAsync(Name, Bytes(1), Token);

        bool ended = await store.DeleteAsync(session, Token);
        StorageException refused = await Assert.ThrowsAsync<StorageException>(async () => await store.DeleteAsync(Name, Token));

        Assert.True(ended);
        Assert.Equal(StorageProblem.NotAllowed, refused.Problem);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once()
    {
        var credentials = new TestCredentials(_account) { FirstToken = _account.AddToken[..^1] + (_account.AddToken[^1] == 'A' ? 'E' : 'A') };
        await using var store = new HttpBlobStore(new CloudLocation(_server.Url, "v"), credentials, TimeProvider.System);

        await store.PutAsync(Name, Bytes(1), Token);

        Assert.Equal(1, credentials.Renewals);
    }

    [Fact]
    public async Task A_token_that_stays_refused_says_NotAllowed()
    {
        await using var store = new HttpBlobStore(new CloudLocation(_server.Url, "v"), new TestCredentials(_account with { AddToken = new string('A', 43) }), TimeProvider.System);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(1), Token));

        Assert.Equal(StorageProblem.NotAllowed, error.Problem);
    }

    [Fact]
    public async Task What_does_not_fit_says_OverQuota_and_nothing_that_was_put_is_lost()
    {
        TestAccount poor = await _server.NewAccountAsync(quotaBytes: 1_000_000);
        await using var store = new HttpBlobStore(new CloudLocation(_server.Url, "v"), new TestCredentials(poor), TimeProvider.System);
        await store.PutAsync(Name, Bytes(900_000), Token);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(new BlobName("packs/two"), Bytes(900_000), Token));

        Assert.Equal(StorageProblem.OverQuota, error.Problem);
        Assert.Equal(Bytes(900_000), await store.ReadAllAsync(Name, 900_000, Token));
        Assert.Null(await store.FindLengthAsync(new BlobName("packs/two"), Token));
    }

    [Fact]
    public async Task A_server_that_is_not_there_says_Unreachable_and_is_named()
    {
        await using var store = new HttpBlobStore(CloudLocation.Parse("http://127.0.0.1:9/v"), new TestCredentials(_account), TimeProvider.System);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(1), Token));

        Assert.Equal(StorageProblem.Unreachable, error.Problem);
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_account.AddToken, error.ToString(), StringComparison.Ordinal);
    }

    protected override IBlobStore NewStore() => Open("vault");

    private HttpBlobStore Open(string vault, int pageEntries = 1000) =>
        new(new CloudLocation(_server.Url, vault), new TestCredentials(_account), TimeProvider.System) { PageEntries = pageEntries };
}
