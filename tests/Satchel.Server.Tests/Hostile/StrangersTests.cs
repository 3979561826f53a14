using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Satchel.Server.Tests.Hostile;

public sealed class StrangersTests : IAsyncLifetime
{
    private static readonly string[] Open =
    [
        "GET /v1/time", "GET /v1/plans", "POST /v1/registrations", "POST /v1/accounts", "POST /v1/logins", "POST /v1/logins/{login}", "POST /v1/challenges", "POST /v1/tokens",
        "POST /v1/payments/stripe", "POST /v1/payments/wechatpay",
    ];

    private TestServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Nothing_of_an_account_is_there_without_a_token()
    {
        foreach ((string method, string path) in Endpoints())
        {
            using HttpRequestMessage request = Request(method, path);
            await _server.Client.SendAsync(request, Token).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
        }
    }

    [Fact]
    public async Task Anothers_vault_is_one_that_is_not_there()
    {
        TestAccount ana = await _server.NewAccountAsync();
        TestAccount ben = await _server.NewAccountAsync();
        using HttpClient anas = _server.ClientWith(ana.AddToken);
        using HttpClient bens = _server.ClientWith(ben.OwnerToken);
        await anas.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await anas.PutBlobAsync("v", "packs/aa", [1]).IsAsync(HttpStatusCode.Created);
        await anas.PutHeadAsync("v", "heads/aa", null, [1]).IsAsync(HttpStatusCode.NoContent);

        foreach ((string method, string path) in Endpoints().Where(endpoint => endpoint.Path.StartsWith("/v1/vaults/{vault}/", StringComparison.Ordinal)))
        {
            using HttpRequestMessage request = Request(method, path);
            await bens.SendAsync(request, Token).IsProblemAsync(HttpStatusCode.NotFound, "vault-not-found");
        }

        await bens.DeleteAsync(new Uri($"v1/devices/{ana.Device}", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.NotFound, "device-not-found");
        Assert.Equal([1], await anas.GetByteArrayAsync(new Uri("v1/vaults/v/blobs/packs/aa", UriKind.Relative), Token));
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Bearer AAAA")]
    [InlineData("Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer !AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic AAAA")]
    public async Task A_token_that_is_none_opens_nothing(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/account");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        await _server.Client.SendAsync(request, Token).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
    }

    [Theory]
    [InlineData("v1/vaults/v/blobs/..%2f..%2fsatchel.db")]
    [InlineData("v1/vaults/v/blobs/%2e%2e/satchel.db")]
    [InlineData("v1/vaults/v/blobs/a%00b")]
    [InlineData("v1/vaults/v/blobs/a/b/c/d")]
    [InlineData("v1/vaults/v/blobs/.hidden")]
    [InlineData("v1/vaults/v/blobs/heads/d1")]
    [InlineData("v1/vaults/v/blobs/UPPER")]
    [InlineData("v1/vaults/..%2fw/blobs/a")]
    [InlineData("v1/vaults/v/blobs?prefix=%25")]
    public async Task A_name_that_is_a_trick_is_none(string path)
    {
        TestAccount account = await _server.NewAccountAsync();
        using HttpClient client = _server.ClientWith(account.OwnerToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);

        foreach (string method in new[] { "GET", "PUT", "DELETE" })
        {
            using HttpRequestMessage request = Request(method, "/" + path);
            using HttpResponseMessage answer = await client.SendAsync(request, Token);
            Assert.InRange((int)answer.StatusCode, 400, 405);
        }

        Assert.False(Directory.Exists(Path.Combine(_server.Folder, "blobs")));
    }

    // Where providers deliver there is no token but their signature; without a provider there is nothing.
    private IEnumerable<(string Method, string Path)> Endpoints() =>
        from endpoint in _server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where path.StartsWith("/v1/", StringComparison.Ordinal) && !path.StartsWith("/v1/payments/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        where method != "HEAD" && !Open.Contains($"{method} {path}")
        select (method, path);

    private static HttpRequestMessage Request(string method, string pattern)
    {
        string path = pattern.Replace("{vault}", "v", StringComparison.Ordinal).Replace("{**blob}", "packs/aa", StringComparison.Ordinal)
            .Replace("{**head}", "heads/aa", StringComparison.Ordinal).Replace("{id}", "00", StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "PUT" or "POST")
        {
            byte[] body = "{\"names\":[]}"u8.ToArray();
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Content.Headers.TryAddWithoutValidation("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:");
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        }

        return request;
    }
}
