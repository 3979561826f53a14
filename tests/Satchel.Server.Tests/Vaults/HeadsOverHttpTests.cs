using System.Net;
using System.Text.Json;

namespace Satchel.Server.Tests.Vaults;

public abstract class HeadsOverHttpTests(bool onPostgreSql) : IAsyncLifetime
{
    private TestServer _server = null!;
    private HttpClient _client = null!;
    private HttpClient _owner = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(onPostgreSql);
        TestAccount account = await _server.NewAccountAsync();
        _client = _server.ClientWith(account.AddToken);
        _owner = _server.ClientWith(account.OwnerToken);
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
    public async Task A_head_moves_from_what_was_expected_only()
    {
        await _client.PutHeadAsync("family", "heads/d1", null, [1]).IsAsync(HttpStatusCode.NoContent);

        await _client.PutHeadAsync("family", "heads/d1", null, [2]).IsProblemAsync(HttpStatusCode.PreconditionFailed, "head-conflict");
        await _client.PutHeadAsync("family", "heads/d1", [7], [2]).IsProblemAsync(HttpStatusCode.PreconditionFailed, "head-conflict");
        await _client.PutHeadAsync("family", "heads/d1", [1], [2]).IsAsync(HttpStatusCode.NoContent);

        Assert.Equal([2], await _client.GetByteArrayAsync(new Uri("v1/vaults/family/heads/heads/d1", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Of_many_who_move_a_head_one_wins()
    {
        await _client.PutHeadAsync("family", "heads/d1", null, [1]).IsAsync(HttpStatusCode.NoContent);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(2, 16).Select(n => _client.PutHeadAsync("family", "heads/d1", [1], [(byte)n])));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Heads_are_listed_and_deleted_by_the_owner()
    {
        await _client.PutHeadAsync("family", "heads/d1", null, [1]).IsAsync(HttpStatusCode.NoContent);
        await _client.PutHeadAsync("family", "heads/d2", null, [1]).IsAsync(HttpStatusCode.NoContent);
        var head = new Uri("v1/vaults/family/heads/heads/d1", UriKind.Relative);

        await _client.DeleteAsync(head, Token).IsProblemAsync(HttpStatusCode.Forbidden, "owner-required");
        await _owner.DeleteAsync(head, Token).IsAsync(HttpStatusCode.NoContent);

        JsonElement page = await _client.GetJsonAsync("v1/vaults/family/heads?prefix=heads/");
        Assert.Equal("heads/d2", Assert.Single(page.GetProperty("heads").EnumerateArray()).GetString());
        await _client.GetAsync(head, Token).IsProblemAsync(HttpStatusCode.NotFound, "head-not-found");
    }

    [Fact]
    public async Task A_head_is_small_and_moves_under_a_condition()
    {
        await _client.PutHeadAsync("family", "heads/d1", null, new byte[4097]).IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await _client.PutAsync(new Uri("v1/vaults/family/heads/heads/d1", UriKind.Relative), new ByteArrayContent([1]), Token).IsProblemAsync((HttpStatusCode)428, "condition-required");
        await _client.PutHeadAsync("family", "packs/d1", null, [1]).IsProblemAsync(HttpStatusCode.BadRequest, "invalid-name");
    }
}
