using System.Data.Common;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Background;
using Satchel.Server.Database;
using Satchel.Server.Operations;

namespace Satchel.Server.Pages.Leaving;

/// <summary>
/// Accounts whose person asked on a page that they be erased. A page is opened by any device, and a device alone may not delete; so the
/// erasure waits, can be seen, and can be stopped, until whoever was meant to notice has had the time to.
/// </summary>
internal sealed class Erasures(ServerDatabase database, AccountErasure erasure, TimeProvider time) : IBackgroundWork
{
    /// <summary>How long it waits.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromDays(7);

    public string Name => "erasures";

    public TimeSpan Interval => TimeSpan.FromMinutes(10);

    /// <summary>When an account will be erased; null where nobody asked.</summary>
    public async Task<DateTimeOffset?> FindAsync(string account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>("SELECT erase_at FROM erasures WHERE account = @account", new { account }) is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;
    }

    /// <summary>Asks that an account be erased; asked again, the day stays.</summary>
    public Task<bool> AskAsync(string account, string? device, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            int asked = await transaction.Connection!.ExecuteAsync(
                "INSERT INTO erasures (account, asked_at, erase_at) VALUES (@account, @now, @at) ON CONFLICT (account) DO NOTHING",
                new { account, now = now.ToUnixTimeMilliseconds(), at = (now + Wait).ToUnixTimeMilliseconds() },
                transaction);
            if (asked == 1)
            {
                await AccountEvents.AddAsync(transaction, account, AccountEvents.ErasureAsked, device, now);
                await AuditLog.AddAsync(transaction, now, "owner", "account.erasureAsked", account, "");
            }

            return asked == 1;
        },
        cancellationToken);

    /// <summary>Stops it.</summary>
    public Task<bool> StopAsync(string account, string? device, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            bool stopped = await transaction.Connection!.ExecuteAsync("DELETE FROM erasures WHERE account = @account", new { account }, transaction) == 1;
            if (stopped)
            {
                await AccountEvents.AddAsync(transaction, account, AccountEvents.ErasureStopped, device, time.GetUtcNow());
                await AuditLog.AddAsync(transaction, time.GetUtcNow(), "owner", "account.erasureStopped", account, "");
            }

            return stopped;
        },
        cancellationToken);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        foreach (string account in await ListDueAsync(cancellationToken))
        {
            // The lease holds, and nobody has stopped it meanwhile. What was asked goes with the account, so a run that breaks off is made good by the next. One under legal hold waits until it is released.
            bool isDue = await lease.WriteAsync(
                async transaction => await transaction.Connection!.ExecuteAsync(
                    "UPDATE erasures SET erase_at = erase_at WHERE account = @account AND erase_at <= @now AND account IN (SELECT id FROM accounts WHERE hold = 0)",
                    new { account, now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction) == 1,
                cancellationToken);
            if (isDue)
            {
                await erasure.EraseAsync(account, "owner", cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<string>> ListDueAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(
            "SELECT e.account FROM erasures e JOIN accounts a ON a.id = e.account WHERE e.erase_at <= @now AND a.hold = 0 ORDER BY e.erase_at", new { now = time.GetUtcNow().ToUnixTimeMilliseconds() })];
    }
}
