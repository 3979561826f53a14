using System.Net;
using System.Security.Cryptography;
using Satchel.Server.Hosting;

namespace Satchel.Server.Tests.Hostile;

/// <summary>What is there goes away while it is used.</summary>
public sealed class FailuresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_share_a_database_and_what_one_has_confirmed_the_other_knows()
    {
        string address = await PostgreSql.NewDatabaseAsync();
        await using TestServer one = await TestServer.StartAsync(settings => settings with { Database = address });
        await using TestServer two = await TestServer.StartAsync(settings => settings with { Database = address, Blobs = Path.Combine(one.Folder, "blobs") });
        TestAccount account = await one.NewAccountAsync(quotaBytes: 1000);
        using HttpClient ones = one.ClientWith(account.AddToken);
        using HttpClient twos = two.ClientWith(account.AddToken);
        await ones.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? ones : twos).PutBlobAsync("v", $"b{i / 2}", new byte[100])));

        // A write that loses the race for its name has room reserved until it knows, so fewer than ten may find some.
        int stored = answers.Count(answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.InRange(stored, 1, 10);
        Assert.Equal(100 * stored, (await twos.GetJsonAsync("v1/account")).GetProperty("usedBytes").GetInt64());
        Assert.Equal(stored, (await ones.GetJsonAsync("v1/vaults/v/blobs")).GetProperty("blobs").GetArrayLength());
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_finishes_what_it_has_begun()
    {
        string folder = Directory.CreateTempSubdirectory("satchel-server-").FullName;
        TestServer server = await TestServer.StartAsync(settings => settings with { DataFolder = folder });
        TestAccount account = await server.NewAccountAsync();
        using HttpClient client = server.ClientWith(account.AddToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        byte[] content = RandomNumberGenerator.GetBytes(200_000);
        using var slow = new SlowContent(content);
        var request = new HttpRequestMessage(HttpMethod.Put, "v1/vaults/v/blobs/slow") { Content = slow };
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        slow.Headers.TryAddWithoutValidation("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:");
        Task<HttpResponseMessage> answering = client.SendAsync(request, Token);
        await slow.Began.WaitAsync(Token);

        ValueTask stopping = server.DisposeAsync();

        await answering.IsAsync(HttpStatusCode.Created);
        await stopping;
    }

    [Fact]
    public async Task A_database_that_goes_away_is_said_and_all_is_well_when_it_is_back()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/postgresql"), "PostgreSQL is not installed (Debian: postgresql)");
        string folder = Directory.CreateTempSubdirectory("satchel-postgres-").FullName;
        int port = PostgreSql.FreePort();
        string address = await PostgreSql.StartAsync(folder, port);
        await using (TestServer server = await TestServer.StartAsync(settings => settings with { Database = address }))
        {
            TestAccount account = await server.NewAccountAsync();
            using HttpClient client = server.ClientWith(account.AddToken);
            await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
            await client.PutBlobAsync("v", "a", [1]).IsAsync(HttpStatusCode.Created);

            await PostgreSql.StopAsync(folder);
            await client.PutBlobAsync("v", "b", [2]).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
            await PostgreSql.StartAsync(folder, port);

            HttpStatusCode last = HttpStatusCode.ServiceUnavailable;
            for (int attempt = 0; attempt < 20 && last == HttpStatusCode.ServiceUnavailable; attempt++)
            {
                using HttpResponseMessage answer = await client.PutBlobAsync("v", "b", [2]);
                last = answer.StatusCode;
            }

            Assert.Equal(HttpStatusCode.Created, last);
            Assert.Equal([1], await client.GetByteArrayAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token));
        }

        await PostgreSql.StopAsync(folder);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_storage_that_fails_acknowledges_nothing_and_holds_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount account = await server.NewAccountAsync();
        using HttpClient client = server.ClientWith(account.AddToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "blobs"), "a file where a folder belongs", Token);

        await client.PutBlobAsync("v", "a", [1]).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-unavailable");

        await client.GetAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.NotFound, "blob-not-found");
        File.Delete(Path.Combine(server.Folder, "blobs"));
        await client.PutBlobAsync("v", "a", [1]).IsAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_start()
    {
        string folder = Directory.CreateTempSubdirectory("satchel-server-").FullName;
        var settings = new ServerSettings { DataFolder = folder, Listen = new IPEndPoint(IPAddress.Loopback, 0), BackgroundWork = false };
        TestAccount account;
        await using (TestServer first = await TestServer.StartAsync(_ => settings, keepsFolder: true))
        {
            account = await first.NewAccountAsync();
            using HttpClient client = first.ClientWith(account.AddToken);
            await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
            await client.PutBlobAsync("v", "a", [1]).IsAsync(HttpStatusCode.Created);
            await client.PutHeadAsync("v", "heads/d", null, [2]).IsAsync(HttpStatusCode.NoContent);
        }

        await using TestServer second = await TestServer.StartAsync(_ => settings);
        using HttpClient again = second.ClientWith(account.AddToken);
        Assert.Equal([1], await again.GetByteArrayAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token));
        Assert.Equal([2], await again.GetByteArrayAsync(new Uri("v1/vaults/v/heads/heads/d", UriKind.Relative), Token));
    }

    private sealed class SlowContent(byte[] content) : HttpContent
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (byte[] part in content.Chunk(20_000))
            {
                await stream.WriteAsync(part, Token);
                await stream.FlushAsync(Token);
                await Task.Delay(50, Token);
                _began.TrySetResult();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
