using System.Data.Common;
using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Background;

/// <summary>
/// The right to do one kind of background work, for a while. Each holder has a higher fence than the one before, and
/// whatever the work changes in the database is changed in a transaction that names the fence: a holder that was
/// stalled while its lease ran out finds that it changes nothing any more.
/// </summary>
internal sealed class Lease
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    // A lease or a pause that ends later than any is meant to was written by a clock that was ahead. Nobody waits for that; the fence keeps it safe.
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly ServerDatabase _database;
    private readonly TimeProvider _time;

    private Lease(ServerDatabase database, TimeProvider time, string name, LeaseRow row)
    {
        _database = database;
        _time = time;
        Name = name;
        Fence = row.Fence;
        Cursor = row.Cursor;
    }

    /// <summary>Which work.</summary>
    public string Name { get; }

    /// <summary>The number of this holding.</summary>
    public long Fence { get; }

    /// <summary>How far the holder before got, in the work's own terms; null is from the start.</summary>
    public string? Cursor { get; private set; }

    /// <summary>Takes the lease; null where somebody else has it, or the work is not due.</summary>
    public static async Task<Lease?> TryTakeAsync(ServerDatabase database, TimeProvider time, string name, string holder, CancellationToken cancellationToken)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var values = new
        {
            name,
            holder,
            now,
            expiresAt = now + (long)Life.TotalMilliseconds,
            latestExpiry = now + (long)LongestLife.TotalMilliseconds,
            latestRun = now + (long)LongestPause.TotalMilliseconds,
        };
        await using (DbConnection connection = await database.OpenAsync(cancellationToken))
        {
            // Most of the time the answer is no, which takes no write to find out.
            const string Taken =
                "SELECT COUNT(*) FROM leases WHERE name = @name AND ((expires_at > @now AND expires_at <= @latestExpiry) OR (next_run_at > @now AND next_run_at <= @latestRun))";
            if (await connection.ExecuteScalarAsync<long>(Taken, values) > 0)
            {
                return null;
            }
        }

        LeaseRow? row = await database.WriteAsync(
            transaction => transaction.Connection!.QueryFirstOrDefaultAsync<LeaseRow?>(
                """
                INSERT INTO leases (name, holder, fence, expires_at) VALUES (@name, @holder, 1, @expiresAt)
                ON CONFLICT (name) DO UPDATE SET holder = @holder, fence = leases.fence + 1, expires_at = @expiresAt
                WHERE (leases.expires_at <= @now OR leases.expires_at > @latestExpiry) AND (leases.next_run_at <= @now OR leases.next_run_at > @latestRun)
                RETURNING fence, cursor
                """,
                values,
                transaction),
            cancellationToken);
        return row is null ? null : new Lease(database, time, name, row);
    }

    /// <summary>Does a piece of the work, if the lease still holds, and prolongs it.</summary>
    /// <exception cref="LeaseLostException">Somebody else has it; nothing was changed.</exception>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken) => _database.WriteAsync(
        async transaction =>
        {
            await ProlongAsync(transaction);
            return await work(transaction);
        },
        cancellationToken);

    /// <summary>Notes how far the work has got.</summary>
    /// <exception cref="LeaseLostException">Somebody else has the lease.</exception>
    public Task<bool> MoveAsync(string? cursor, CancellationToken cancellationToken)
    {
        Cursor = cursor;
        return WriteAsync(
            async transaction => await transaction.Connection!.ExecuteAsync("UPDATE leases SET cursor = @cursor WHERE name = @Name", new { cursor, Name }, transaction) == 1,
            cancellationToken);
    }

    /// <summary>Gives the lease back until the work is due again.</summary>
    public Task<bool> ReturnAsync(TimeSpan dueAfter) => _database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync(
            "UPDATE leases SET expires_at = 0, next_run_at = @next WHERE name = @Name AND fence = @Fence",
            new { Name, Fence, next = (_time.GetUtcNow() + dueAfter).ToUnixTimeMilliseconds() },
            transaction) == 1,
        CancellationToken.None);

    private async Task ProlongAsync(DbTransaction transaction)
    {
        int held = await transaction.Connection!.ExecuteAsync(
            "UPDATE leases SET expires_at = @expiresAt WHERE name = @Name AND fence = @Fence AND expires_at > 0",
            new { Name, Fence, expiresAt = (_time.GetUtcNow() + Life).ToUnixTimeMilliseconds() },
            transaction);
        if (held == 0)
        {
            throw new LeaseLostException(Name);
        }
    }

    private sealed class LeaseRow
    {
        public long Fence { get; init; }

        public string? Cursor { get; init; }
    }
}
