using System.Globalization;
using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Tests.Database;

/// <summary>Writes that share a transaction do not share their fate.</summary>
public sealed class GroupedWritesTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-writes-").FullName;
    private ServerDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await ServerDatabase.OpenAsync(Path.Combine(_folder, "satchel.db"), TimeProvider.System, Token);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Of_many_writes_at_once_exactly_those_that_did_not_fail_are_done()
    {
        const int Writes = 500;

        bool[] done = await Task.WhenAll(Enumerable.Range(0, Writes).Select(number => Task.Run(() => TryAddAsync(number, fails: number % 7 == 3), Token)));

        Assert.Equal(Enumerable.Range(0, Writes).Select(number => number % 7 != 3), done);
        Assert.Equal(Enumerable.Range(0, Writes).Where(number => number % 7 != 3), await NumbersAsync());
    }

    [Fact]
    public async Task A_write_that_breaks_a_constraint_takes_nobody_along()
    {
        await AddAsync(1, Token);

        Task<bool>[] writes = [.. Enumerable.Range(0, 50).Select(number => Task.Run(() => AddAsync(number, Token), Token))];
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Task.WhenAll(writes));

        Assert.Equal(1, writes.Count(write => write.IsFaulted));
        Assert.Equal(Enumerable.Range(0, 50), await NumbersAsync());
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_waits_is_not_done()
    {
        using var cancelled = new CancellationTokenSource();
        var inside = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        Task<bool> first = _database.WriteAsync(
            async _ =>
            {
                inside.SetResult();
                await goOn.Task;
                return true;
            },
            Token);
        await inside.Task;
        Task<bool> second = AddAsync(2, cancelled.Token);
        Task<bool> third = AddAsync(3, Token);
        await cancelled.CancelAsync();
        goOn.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(await first);
        Assert.True(await third);
        Assert.Equal([3], await NumbersAsync());
    }

    private async Task<bool> TryAddAsync(int number, bool fails)
    {
        try
        {
            return await _database.WriteAsync(
                async transaction =>
                {
                    await InsertAsync(transaction, number);
                    return fails ? throw new InvalidDataException("changed its mind") : true;
                },
                durable: number % 2 == 0,
                Token);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private Task<bool> AddAsync(int number, CancellationToken cancellationToken) => _database.WriteAsync(
        async transaction =>
        {
            await InsertAsync(transaction, number);
            return true;
        },
        cancellationToken);

    private static Task<int> InsertAsync(System.Data.Common.DbTransaction transaction, int number) => transaction.Connection!.ExecuteAsync(
        "INSERT INTO settings (name, value) VALUES (@name, @value)", new { name = number.ToString("d4", CultureInfo.InvariantCulture), value = Array.Empty<byte>() }, transaction);

    private async Task<IEnumerable<int>> NumbersAsync()
    {
        await using System.Data.Common.DbConnection connection = await _database.OpenAsync(Token);
        return [.. (await connection.QueryAsync<string>("SELECT name FROM settings WHERE name GLOB '[0-9]*' ORDER BY name")).Select(name => int.Parse(name, CultureInfo.InvariantCulture))];
    }
}
