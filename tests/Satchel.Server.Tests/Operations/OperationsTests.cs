using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Satchel.Server.Tests.Operations;

public sealed class OperationsTests : IAsyncLifetime
{
    private TestServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_says_that_it_is_there_and_ready_and_what_it_has_done()
    {
        TestAccount account = await _server.NewAccountAsync();
        using HttpClient client = _server.ClientWith(account.AddToken);
        await client.MakeVaultAsync("secretname").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("secretname", "a", new byte[1000]).IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("secretname", "a", new byte[1000]).IsAsync(HttpStatusCode.PreconditionFailed);
        await _server.Client.GetAsync(new Uri("healthz", UriKind.Relative), Token).IsAsync(HttpStatusCode.OK);
        await _server.Client.GetAsync(new Uri("readyz", UriKind.Relative), Token).IsAsync(HttpStatusCode.OK);

        string metrics = await _server.Client.GetStringAsync(new Uri("metrics", UriKind.Relative), Token);

        Assert.Contains("satchel_requests_total{method=\"PUT\",route=\"/v1/vaults/{vault}/blobs/{**blob}\",status=\"201\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("satchel_blob_bytes_total{direction=\"in\"} 1000", metrics, StringComparison.Ordinal);
        Assert.Contains("satchel_problems_total{code=\"exists\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("le=\"+Inf\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("secretname", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(account.Id, metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_for_this_machine()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        await _server.Client.SendAsync(request, Token).IsProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public void The_description_of_the_API_has_every_address_and_no_other()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Satchel.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        using JsonDocument description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "docs", "openapi.json")));
        IEnumerable<string> described = from path in description.RootElement.GetProperty("paths").EnumerateObject()
                                        from method in path.Value.EnumerateObject()
                                        where method.Name is "get" or "put" or "post" or "delete" or "head"
                                        select $"{method.Name.ToUpperInvariant()} {path.Name}";
        IEnumerable<string> served = from endpoint in _server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                                     where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null && endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null
                                     from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                                     select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/').Replace("**", "", StringComparison.Ordinal)}";

        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }
}
