using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Satchel.Server.Tests.Hostile;

/// <summary>Requests that a client's library would not send, over a plain connection.</summary>
public sealed class BodiesTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private TestAccount _account = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(settings => settings with { MemoryBytes = 8 << 20 });
        _account = await _server.NewAccountAsync();
        _client = _server.ClientWith(_account.AddToken);
        await _client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_body_that_breaks_off_stores_nothing_and_holds_nothing()
    {
        using (TcpClient connection = await ConnectAsync())
        {
            await SendAsync(connection, Put("short", 1000, SHA256.HashData(new byte[1000])) + "only this");
            await Task.Delay(300, Token);
        }

        await UntilAsync(async () => await ReservedAsync() == 0);
        await _client.GetAsync(new Uri("v1/vaults/v/blobs/short", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.NotFound, "blob-not-found");
        await _client.PutBlobAsync("v", "short", [1]).IsAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_refused()
    {
        using TcpClient connection = await ConnectAsync();
        string request = Put("chunked", 0, SHA256.HashData([1])).Replace("Content-Length: 0", "Transfer-Encoding: chunked", StringComparison.Ordinal);

        await SendAsync(connection, request + "1\r\n\u0001\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 411", await ReadAsync(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/9.9\r\n\r\n", "505")]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("GET /v1/time HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("PUT /v1/vaults/v HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", "400")]
    [InlineData("PUT /v1/vaults/v HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", "401")]
    public async Task What_is_not_HTTP_is_answered_and_ended(string request, string status)
    {
        using TcpClient connection = await ConnectAsync();

        await SendAsync(connection, request);

        Assert.StartsWith($"HTTP/1.1 {status}", await ReadAsync(connection), StringComparison.Ordinal);
        await _server.Client.GetAsync(new Uri("healthz", UriKind.Relative), Token).IsAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        using TcpClient connection = await ConnectAsync();

        await SendAsync(connection, $"GET /v1/time HTTP/1.1\r\nHost: a\r\nX: {new string('x', 40_000)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431", await ReadAsync(connection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stalls_with_all_the_memory_they_may_have_does_not_hold_up_others()
    {
        var stalled = new List<TcpClient>();
        for (int i = 0; i < 20; i++)
        {
            TcpClient connection = await ConnectAsync();
            await SendAsync(connection, Put($"stalled{i}", 1 << 20, SHA256.HashData([])) + "x");
            stalled.Add(connection);
        }

        await Task.Delay(200, Token);
        TestAccount other = await _server.NewAccountAsync();
        using HttpClient client = _server.ClientWith(other.AddToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("v", "a", new byte[1 << 20]).WaitAsync(TimeSpan.FromSeconds(5), Token).IsAsync(HttpStatusCode.Created);
        stalled.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task A_json_body_that_is_too_long_or_none_is_refused()
    {
        await _client.PostAsync(new Uri("v1/vaults/v/exists", UriKind.Relative), new ByteArrayContent(new byte[300_000]), Token).IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await _client.PostAsync(new Uri("v1/vaults/v/exists", UriKind.Relative), new StringContent("{\"names\":"), Token).IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await _client.PostAsync(new Uri("v1/vaults/v/exists", UriKind.Relative), new StringContent("null"), Token).IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await _client.PostAsync(new Uri("v1/vaults/v/exists", UriKind.Relative), new StringContent("{\"names\":[null]}"), Token).IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    private string Put(string name, int length, byte[] digest) =>
        $"PUT /v1/vaults/v/blobs/{name} HTTP/1.1\r\nHost: {_server.Url.Authority}\r\nAuthorization: Bearer {_account.AddToken}\r\nIf-None-Match: *\r\n"
        + $"Content-Digest: sha-256=:{Convert.ToBase64String(digest)}:\r\nContent-Length: {length}\r\n\r\n";

    private async Task<TcpClient> ConnectAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _server.Url.Port, Token);
        return connection;
    }

    private static async Task SendAsync(TcpClient connection, string request) => await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Token);

    private static async Task<string> ReadAsync(TcpClient connection)
    {
        byte[] buffer = new byte[4096];
        int read = await connection.GetStream().ReadAsync(buffer, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
        return Encoding.Latin1.GetString(buffer, 0, read);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (int i = 0; i < 100 && !await isSo(); i++)
        {
            await Task.Delay(50, Token);
        }

        Assert.True(await isSo());
    }

    private async Task<long> ReservedAsync()
    {
        await using System.Data.Common.DbConnection connection = await _server.Database.OpenAsync(Token);
        return await connection.ExecuteScalarAsync<long>("SELECT reserved_bytes FROM accounts WHERE id = @Id", new { _account.Id });
    }
}
