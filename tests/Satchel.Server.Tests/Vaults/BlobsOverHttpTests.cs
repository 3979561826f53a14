using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace Satchel.Server.Tests.Vaults;

public abstract class BlobsOverHttpTests(bool onPostgreSql) : IAsyncLifetime
{
    private TestServer _server = null!;
    private TestAccount _account = null!;
    private HttpClient _client = null!;
    private HttpClient _owner = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(onPostgreSql);
        _account = await _server.NewAccountAsync();
        _client = _server.ClientWith(_account.AddToken);
        _owner = _server.ClientWith(_account.OwnerToken);
        await _client.MakeVaultAsync("family").IsAsync(HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _owner.Dispose();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_blob_that_was_put_reads_back_whole_and_in_ranges()
    {
        byte[] content = RandomNumberGenerator.GetBytes(3_000_000);

        await _client.PutBlobAsync("family", "packs/3f/3f09", content).IsAsync(HttpStatusCode.Created);

        using HttpResponseMessage whole = await _client.GetAsync(new Uri("v1/vaults/family/blobs/packs/3f/3f09", UriKind.Relative), Token);
        Assert.Equal(content, await whole.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"", whole.Headers.ETag?.Tag);
        using HttpResponseMessage part = await _client.GetAsync("v1/vaults/family/blobs/packs/3f/3f09", 1_500_000, 2_999_999);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(content[1_500_000..], await part.Content.ReadAsByteArrayAsync(Token));
        await _client.GetAsync("v1/vaults/family/blobs/packs/3f/3f09", 3_000_000, 3_000_010).IsProblemAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "range-not-satisfiable");
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        await _client.PutBlobAsync("family", "empty", []).IsAsync(HttpStatusCode.Created);

        Assert.Empty(await _client.GetByteArrayAsync(new Uri("v1/vaults/family/blobs/empty", UriKind.Relative), Token));
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await _client.PutBlobAsync("family", "a", [1]).IsAsync(HttpStatusCode.Created);

        await _client.PutBlobAsync("family", "a", [2]).IsProblemAsync(HttpStatusCode.PreconditionFailed, "exists");

        Assert.Equal([1], await _client.GetByteArrayAsync(new Uri("v1/vaults/family/blobs/a", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Of_many_writers_of_one_name_one_wins()
    {
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => _client.PutBlobAsync("family", "raced", [(byte)n])));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Content_that_is_not_what_was_announced_is_not_stored()
    {
        await _client.PutBlobAsync("family", "a", [1, 2], SHA256.HashData([1, 3])).IsProblemAsync(HttpStatusCode.UnprocessableEntity, "digest-mismatch");

        await _client.GetAsync(new Uri("v1/vaults/family/blobs/a", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.NotFound, "blob-not-found");
        Assert.Equal((0, 0), await UsageAsync());
    }

    [Fact]
    public async Task A_blob_that_is_too_long_is_refused()
    {
        await _client.PutBlobAsync("family", "a", new byte[(18 * 1024 * 1024) + 1]).IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Blobs_are_listed_in_pages_and_asked_about_in_batches()
    {
        foreach (string name in new[] { "b/2", "a/1", "b/1", "b/3" })
        {
            await _client.PutBlobAsync("family", name, [1, 2, 3]).IsAsync(HttpStatusCode.Created);
        }

        JsonElement first = await _client.GetJsonAsync("v1/vaults/family/blobs?prefix=b/&limit=2");
        JsonElement rest = await _client.GetJsonAsync($"v1/vaults/family/blobs?prefix=b/&limit=2&after={first.GetProperty("next").GetString()}");
        using HttpResponseMessage asked = await _client.PostAsJsonAsync("v1/vaults/family/exists", new { names = new[] { "a/1", "a/2", "b/3" } }, Token);
        JsonElement there = await asked.Content.ReadFromJsonAsync<JsonElement>(Token);

        Assert.Equal(["b/1", "b/2"], Names(first));
        Assert.Equal(["b/3"], Names(rest));
        Assert.False(rest.TryGetProperty("next", out _));
        Assert.Equal(["a/1", "b/3"], Names(there));
        Assert.Equal(3, first.GetProperty("blobs")[0].GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Only_the_owner_deletes_and_what_is_deleted_lies_in_the_trash()
    {
        await _client.PutBlobAsync("family", "a", [1, 2, 3]).IsAsync(HttpStatusCode.Created);
        var blob = new Uri("v1/vaults/family/blobs/a", UriKind.Relative);

        await _client.DeleteAsync(blob, Token).IsProblemAsync(HttpStatusCode.Forbidden, "owner-required");
        await _owner.DeleteAsync(blob, Token).IsAsync(HttpStatusCode.NoContent);
        await _owner.DeleteAsync(blob, Token).IsProblemAsync(HttpStatusCode.NotFound, "blob-not-found");

        Assert.Equal((0, 0), await UsageAsync());
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_server.Folder, "blobs"), "*", SearchOption.AllDirectories));
        await _client.PutBlobAsync("family", "a", [4]).IsAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_does_not_fit_the_quota_is_refused_and_what_was_confirmed_stays()
    {
        TestAccount poor = await _server.NewAccountAsync(quotaBytes: 100);
        using HttpClient client = _server.ClientWith(poor.AddToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("v", "a", new byte[60]).IsAsync(HttpStatusCode.Created);

        await client.PutBlobAsync("v", "b", new byte[41]).IsProblemAsync(HttpStatusCode.InsufficientStorage, "quota-exceeded");

        await client.PutBlobAsync("v", "c", new byte[40]).IsAsync(HttpStatusCode.Created);
        Assert.Equal(60, (await client.GetByteArrayAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token)).Length);
    }

    private static string[] Names(JsonElement page) => [.. page.GetProperty("blobs").EnumerateArray().Select(blob => blob.GetProperty("name").GetString()!).Order()];

    private async Task<(long Used, long Reserved)> UsageAsync()
    {
        await using System.Data.Common.DbConnection connection = await _server.Database.OpenAsync(Token);
        return await Dapper.SqlMapper.QueryFirstAsync<(long, long)>(connection, "SELECT used_bytes, reserved_bytes FROM accounts WHERE id = @Id", new { _account.Id });
    }
}
