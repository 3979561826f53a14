using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Background;
using Satchel.Server.Database;
using Satchel.Server.Hosting;
using Satchel.Server.Tokens;

namespace Satchel.Server.Tests;

/// <summary>
/// The real server in this process, on a free port of the loopback, its files in a temporary folder that goes with it.
/// <c>await using TestServer server = await TestServer.StartAsync();</c>
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private TestServer(WebApplication app, string folder, bool ownsFolder)
    {
        _app = app;
        Folder = folder;
        _ownsFolder = ownsFolder;
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Url = new Uri(address);
        Client = new HttpClient { BaseAddress = Url };
    }

    /// <summary><c>http://127.0.0.1:port/</c></summary>
    public Uri Url { get; }

    /// <summary>The server's data.</summary>
    public string Folder { get; }

    /// <summary>A client without a token.</summary>
    public HttpClient Client { get; }

    internal ServerDatabase Database => _app.Services.GetRequiredService<ServerDatabase>();

    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts a server on SQLite and files.</summary>
    public static Task<TestServer> StartAsync(TimeProvider? time = null) => StartAsync(settings => settings, time);

    /// <summary>Starts a server on SQLite or on a database of its own of PostgreSQL, and files.</summary>
    public static async Task<TestServer> StartAsync(bool onPostgreSql, TimeProvider? time = null)
    {
        string? database = onPostgreSql ? await PostgreSql.NewDatabaseAsync() : null;
        return await StartAsync(settings => settings with { Database = database }, time);
    }

    /// <summary>Starts a server with settings of the test's own.</summary>
    internal static async Task<TestServer> StartAsync(Func<ServerSettings, ServerSettings> choose, TimeProvider? time = null, bool keepsFolder = false)
    {
        string folder = Directory.CreateTempSubdirectory("satchel-server-").FullName;
        ServerSettings settings = choose(new ServerSettings { DataFolder = folder, Listen = new IPEndPoint(IPAddress.Loopback, 0), BackgroundWork = time is null });
        WebApplication app = await ServerApplication.BuildAsync(settings, time ?? TimeProvider.System, CancellationToken.None);
        await app.StartAsync();
        return new TestServer(app, settings.DataFolder, ownsFolder: !keepsFolder);
    }

    /// <summary>Starts a server that knows where it is reached, as links in letters need it.</summary>
    internal static async Task<TestServer> StartWithUrlAsync(Func<ServerSettings, ServerSettings> choose, TimeProvider? time = null)
    {
        while (true)
        {
            var listen = new IPEndPoint(IPAddress.Loopback, PostgreSql.FreePort());
            try
            {
                return await StartAsync(settings => choose(settings) with { Listen = listen, Url = new Uri($"http://{listen}/") }, time);
            }
            catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
            {
                // Another test was quicker to take the port.
            }
        }
    }

    /// <summary>An account with a device, straight into the database, and tokens that are good for a day.</summary>
    public async Task<TestAccount> NewAccountAsync(long quotaBytes = 2L << 30)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        string device = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var account = new TestAccount(id, $"{id}@example.org", device, Token.New(), Token.New());
        long now = _app.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        await Database.WriteAsync(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                await connection.ExecuteAsync(
                    "INSERT INTO accounts (id, email, public_key, opaque_record, envelope, plan, quota_bytes, counted_at, created_at) VALUES (@id, @Email, @key, @key, @key, 'free', @quotaBytes, @now, @now)",
                    new { id, account.Email, key = RandomNumberGenerator.GetBytes(32), quotaBytes, now },
                    transaction);
                await connection.ExecuteAsync(
                    "INSERT INTO devices (id, account, name, public_key, added_at) VALUES (@device, @id, 'a device', @key, @now)",
                    new { device, id, key = RandomNumberGenerator.GetBytes(32), now },
                    transaction);
                await AddTokenAsync(transaction, account, account.AddToken, CallerScope.Add, now);
                await AddTokenAsync(transaction, account, account.OwnerToken, CallerScope.Owner, now);
                return true;
            },
            CancellationToken.None);
        return account;
    }

    /// <summary>Another token of scope <c>add</c>, for a test that has moved the clock past the first.</summary>
    public async Task<string> NewTokenAsync(TestAccount account)
    {
        string token = Token.New();
        long now = _app.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        await Database.WriteAsync(
            async transaction =>
            {
                await AddTokenAsync(transaction, account, token, CallerScope.Add, now);
                return true;
            },
            CancellationToken.None);
        return token;
    }

    /// <summary>Does all background work that is due.</summary>
    public Task RunBackgroundAsync() => _app.Services.GetRequiredService<BackgroundWorker>().RunDueAsync(CancellationToken.None);

    /// <summary>A client that sends a token with each request.</summary>
    public HttpClient ClientWith(string token)
    {
        var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task AddTokenAsync(DbTransaction transaction, TestAccount account, string token, CallerScope scope, long now)
    {
        Token.TryDigest(token, out byte[] digest);
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO tokens (digest, account, device, scope, expires_at) VALUES (@digest, @Id, @device, @scope, @expiresAt)",
            new { digest, account.Id, device = scope == CallerScope.Add ? account.Device : null, scope = (long)scope, expiresAt = now + 86_400_000 },
            transaction);
    }
}
