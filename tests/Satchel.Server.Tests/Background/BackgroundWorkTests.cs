using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Background;
using Satchel.TestKit;

namespace Satchel.Server.Tests.Background;

public abstract class BackgroundWorkTests(bool onPostgreSql) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private TestServer _server = null!;
    private TestAccount _account = null!;
    private HttpClient _client = null!;
    private HttpClient _owner = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string[] Files => [.. Directory.EnumerateFiles(Path.Combine(_server.Folder, "blobs"), "*", SearchOption.AllDirectories)];

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(onPostgreSql, _time);
        _account = await _server.NewAccountAsync();
        _client = _server.ClientWith(_account.AddToken);
        _owner = _server.ClientWith(_account.OwnerToken);
        await _client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _owner.Dispose();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_deleted_lies_in_the_trash_for_thirty_days()
    {
        await _client.PutBlobAsync("v", "a", [1]).IsAsync(HttpStatusCode.Created);
        await _owner.DeleteAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);

        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await _server.RunBackgroundAsync();
        Assert.Single(Files);

        _time.Advance(TimeSpan.FromHours(1));
        await _server.RunBackgroundAsync();
        Assert.Empty(Files);
        Assert.Equal(0, await CountAsync("trash"));
    }

    [Fact]
    public async Task What_a_server_that_died_had_reserved_is_given_back()
    {
        byte[] key = RandomNumberGenerator.GetBytes(16);
        await _server.Database.WriteAsync(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync("UPDATE accounts SET reserved_bytes = 500 WHERE id = @Id", new { _account.Id }, transaction);
                return await transaction.Connection!.ExecuteAsync(
                    "INSERT INTO reservations (storage_key, account, vault, bytes, started_at) VALUES (@key, @Id, 1, 500, @at)",
                    new { key, _account.Id, at = _time.GetUtcNow().ToUnixTimeMilliseconds() },
                    transaction);
            },
            Token);

        await _server.RunBackgroundAsync();
        Assert.Equal(500, await ReservedAsync());

        _time.Advance(TimeSpan.FromHours(2));
        await _server.RunBackgroundAsync();
        Assert.Equal(0, await ReservedAsync());
        Assert.Equal(0, await CountAsync("reservations"));
    }

    [Fact]
    public async Task Counters_that_are_wrong_are_counted_anew()
    {
        await _client.PutBlobAsync("v", "a", new byte[10]).IsAsync(HttpStatusCode.Created);
        await SetAsync("UPDATE accounts SET used_bytes = 12345 WHERE id = @Id");

        _time.Advance(TimeSpan.FromDays(2));
        await _server.RunBackgroundAsync();

        Assert.Equal(10, await ScalarAsync("SELECT used_bytes FROM accounts WHERE id = @Id"));
    }

    [Fact]
    public async Task Before_a_write_is_refused_an_old_count_is_doubted()
    {
        await SetAsync("UPDATE accounts SET used_bytes = quota_bytes WHERE id = @Id");
        await _client.PutBlobAsync("v", "a", [1]).IsProblemAsync(HttpStatusCode.InsufficientStorage, "quota-exceeded");

        await SetAsync("UPDATE accounts SET counted_at = 0 WHERE id = @Id");

        await _client.PutBlobAsync("v", "a", [1]).IsAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Damage_in_the_storage_is_found()
    {
        await _client.PutBlobAsync("v", "good", new byte[1000]).IsAsync(HttpStatusCode.Created);
        string[] before = Files;
        await _client.PutBlobAsync("v", "flipped", new byte[1000]).IsAsync(HttpStatusCode.Created);
        string flipped = Assert.Single(Files.Except(before));
        await _client.PutBlobAsync("v", "gone", new byte[1000]).IsAsync(HttpStatusCode.Created);
        string gone = Assert.Single(Files.Except([.. before, flipped]));
        await File.WriteAllBytesAsync(flipped, [.. new byte[999], 1], Token);
        File.Delete(gone);

        await _server.RunBackgroundAsync();

        await using DbConnection connection = await _server.Database.OpenAsync(Token);
        IEnumerable<(string, string)> damage = await connection.QueryAsync<(string, string)>("SELECT name, problem FROM damage ORDER BY name");
        Assert.Equal([("flipped", "digest"), ("gone", "missing")], damage);
        Assert.Contains("satchel_damaged_blobs_total 2", await _server.Client.GetStringAsync(new Uri("metrics", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_is_held_by_one_and_its_fence_stops_whoever_was_stalled()
    {
        Lease first = (await Lease.TryTakeAsync(_server.Database, _time, "work", "one", Token))!;
        Assert.Null(await Lease.TryTakeAsync(_server.Database, _time, "work", "two", Token));
        _time.Advance(TimeSpan.FromMinutes(3));

        Lease second = (await Lease.TryTakeAsync(_server.Database, _time, "work", "two", Token))!;

        Assert.True(second.Fence > first.Fence);
        await Assert.ThrowsAsync<LeaseLostException>(() => first.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync("UPDATE accounts SET suspended = 1", transaction: transaction), Token));
        Assert.Equal(0, await ScalarAsync("SELECT suspended FROM accounts WHERE id = @Id"));
        await second.MoveAsync("half", Token);
        await second.ReturnAsync(TimeSpan.FromMinutes(5));
        Assert.Null(await Lease.TryTakeAsync(_server.Database, _time, "work", "one", Token));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("half", (await Lease.TryTakeAsync(_server.Database, _time, "work", "one", Token))!.Cursor);
    }

    [Fact]
    public async Task Rows_that_have_had_their_time_go()
    {
        _time.Advance(TimeSpan.FromDays(3));

        await _server.RunBackgroundAsync();

        Assert.Equal(0, await CountAsync("tokens"));
    }

    private Task<long> ReservedAsync() => ScalarAsync("SELECT reserved_bytes FROM accounts WHERE id = @Id");

    private Task<long> CountAsync(string table) => ScalarAsync($"SELECT COUNT(*) FROM {table}");

    private async Task<long> ScalarAsync(string statement)
    {
        await using DbConnection connection = await _server.Database.OpenAsync(Token);
        return await connection.ExecuteScalarAsync<long>(statement, new { _account.Id });
    }

    private Task<int> SetAsync(string statement) => _server.Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(statement, new { _account.Id }, transaction), Token);
}
