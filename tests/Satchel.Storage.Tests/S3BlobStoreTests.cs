using Satchel.Storage.Retrying;
using Satchel.Storage.S3;
using Satchel.TestKit.Servers;

namespace Satchel.Storage.Tests;

public sealed class S3BlobStoreTests(CephFixture ceph) : BlobStoreConformance, IClassFixture<CephFixture>
{
    private readonly string _prefix = $"vaults/{Guid.NewGuid():N}";

    [Fact]
    public async Task Vaults_under_different_prefixes_do_not_see_each_other()
    {
        await using IBlobStore store = Open(ceph.Server, _prefix);
        await using IBlobStore neighbour = Open(ceph.Server, _prefix + "2");
        await store.PutAsync(Name, Bytes(1), Token);

        Assert.Empty(await ListAsync(neighbour, ""));
        Assert.Null(await neighbour.FindLengthAsync(Name, Token));
    }

    [Fact]
    public async Task A_listing_goes_on_over_many_pages()
    {
        await using var store = new S3BlobStore(S3Location.Parse($"s3://{ceph.Server.Bucket}/{_prefix}"), S3Environment.Read(ceph.Server.Environment.GetValueOrDefault), TimeProvider.System) { ListPage = 10 };
        const int Blobs = 25;
        for (int number = 0; number < Blobs; number++)
        {
            await store.PutAsync(new BlobName($"packs/{number:d4}"), Bytes(1), Token);
        }

        Assert.Equal(Blobs, (await ListAsync(store, "")).Distinct().Count());
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        await using IBlobStore store = Open(ceph.Server, _prefix, bucket: "no-such-bucket");

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(1), Token));

        Assert.Contains("no-such-bucket", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such bucket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_says_Refused_and_is_not_repeated()
    {
        await using IBlobStore store = Open(ceph.Server, _prefix, secret: "not-the-secret");

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(1), Token));

        Assert.Equal(StorageProblem.Refused, error.Problem);
        Assert.DoesNotContain("not-the-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_lost_its_place_on_the_connection_is_asked_again()
    {
        await using var server = new ScriptedServer(
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nETag: \"8f14e45fceea167a5a36dedd4bea2543\"\r\nConnection: close\r\n\r\n7");
        await using var store = new RetryingBlobStore(Open(server.Url), new RetryPolicy(2, TimeSpan.Zero, TimeSpan.Zero), TimeProvider.System);

        Assert.Equal("7"u8.ToArray(), await store.ReadHeadAsync(Head, Token));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_head_is_sent_with_its_content_at_once()
    {
        await using var server = new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: \"9af1\"\r\nConnection: close\r\n\r\n");
        await using S3BlobStore store = Open(server.Url);

        await store.CompareAndSetHeadAsync(Head, null, Bytes(1), Token);

        Assert.DoesNotContain("Expect", Assert.Single(server.Headers), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("200 OK", "ETag: \"a\"", "7")]
    [InlineData("200 OK", "ETag: \"zz\"", "7")]
    [InlineData("200 OK", "Last-Modified: yesterday", "7")]
    [InlineData("403 No", "Content-Type: application/xml", "<Error><Code>")]
    [InlineData("403 No", "Content-Type: application/xml", "")]
    public async Task An_answer_that_no_store_gives_is_a_failure_of_the_storage_or_harmless(string status, string header, string body)
    {
        await using var server = new ScriptedServer($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{header}\r\nConnection: close\r\n\r\n{body}");
        await using S3BlobStore store = Open(server.Url);

        Exception? error = await Record.ExceptionAsync(async () => await store.ReadHeadAsync(Head, Token));

        Assert.True(error is null or StorageException, $"{error}");
    }

    [Fact]
    public async Task A_store_that_is_not_there_says_Unreachable_and_names_its_host()
    {
        await using S3BlobStore store = Open(new Uri("http://127.0.0.1:9"));

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(1), Token));

        Assert.Equal(StorageProblem.Unreachable, error.Problem);
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_credentials_the_variables_are_named()
    {
        StorageException error = Assert.Throws<StorageException>(() => BlobStores.Open("s3://bucket/x", new StorageAccess(TimeProvider.System)));

        Assert.Equal(StorageProblem.Refused, error.Problem);
        Assert.Contains("AWS_ACCESS_KEY_ID", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("S3://bucket/a/b/", "bucket", "a/b/")]
    public void A_location_is_a_bucket_and_a_prefix(string location, string bucket, string prefix) =>
        Assert.Equal(new S3Location(bucket, prefix), S3Location.Parse(location));

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///prefix")]
    [InlineData("s3://key:secret@bucket/prefix")]
    [InlineData("s3://bucket/a//b")]
    [InlineData("s3://bucket/../b")]
    [InlineData("s3://bucket/a?b=secret")]
    public void Any_other_location_is_refused_and_no_credential_is_repeated(string location)
    {
        StorageException error = Assert.Throws<StorageException>(() => S3Location.Parse(location));

        Assert.Equal(StorageProblem.BadLocation, error.Problem);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    protected override IBlobStore NewStore() => Open(ceph.Server, _prefix);

    private static S3BlobStore Open(Uri url)
    {
        var environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = $"{url}", ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b" };
        return new S3BlobStore(S3Location.Parse("s3://bucket/x"), S3Environment.Read(environment.GetValueOrDefault), TimeProvider.System);
    }

    private static IBlobStore Open(CephServer server, string prefix, string? bucket = null, string? secret = null) =>
        BlobStores.Open($"s3://{bucket ?? server.Bucket}/{prefix}", new StorageAccess(TimeProvider.System)
        {
            Variable = name => name == "AWS_SECRET_ACCESS_KEY" && secret is not null ? secret : server.Environment.GetValueOrDefault(name),
        });
}
