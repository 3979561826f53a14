using System.Data.Common;
using Dapper;
using Satchel.Server.Background;
using Satchel.Server.Database;

namespace Satchel.Server.Subscriptions;

/// <summary>Brings accounts to what their periods say where one has begun or ended since the last time.</summary>
internal sealed class PeriodTurns(ServerDatabase database, SubscriptionState state, Ledger ledger, Families families, TimeProvider time)
{
    public async Task RunAsync(Lease lease, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (string account in await ReadAsync(since, until, cancellationToken))
        {
            await lease.WriteAsync(transaction => TurnAsync(transaction, account), cancellationToken);
        }
    }

    private async Task<bool> TurnAsync(DbTransaction transaction, string account)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!await SubscriptionState.LockAsync(transaction, account) || await SubscriptionState.ReadOwnAsync(transaction, account, now) is not { } entitlement)
        {
            return false;
        }

        await state.RecomputeAsync(transaction, account, now);
        if (entitlement is { IsLive: true, People: <= 1 })
        {
            await families.DissolveAsync(transaction, account);
        }

        // A trial leaves nobody worse off than without it, and neither does having been in a family.
        return entitlement is { IsLive: false, Provider: OrderProviders.Trial or OrderProviders.Family } && await ledger.ReturnToFreeAsync(transaction, account, now);
    }

    // What was bought by a clock that was ahead begins later by the right one: the third and the fourth find whom that concerns.
    private async Task<IReadOnlyList<string>> ReadAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(
            """
            SELECT account FROM periods WHERE starts_at > @since AND starts_at <= @until
            UNION SELECT account FROM periods WHERE ends_at > @since AND ends_at <= @until
            UNION SELECT account FROM periods WHERE ended_early_at > @since
            UNION SELECT p.account FROM periods p JOIN accounts a ON a.id = p.account WHERE p.starts_at > @now AND a.plan = p.plan AND NOT EXISTS (
                SELECT 1 FROM periods r
                WHERE r.account = a.id AND r.plan = a.plan AND r.quota_bytes = a.quota_bytes AND r.starts_at <= @now AND (r.ends_at IS NULL OR r.ends_at > @now))
            UNION SELECT p.account FROM periods p JOIN orders o ON o.id = p.order_id JOIN accounts a ON a.id = p.account
                WHERE o.provider IN ('trial', 'family') AND p.ends_at = a.ends_at AND a.ends_at <= @now AND a.ends_at > @graceSince
            """,
            new
            {
                since = since.ToUnixTimeMilliseconds(),
                until = until.ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
                graceSince = now.AddDays(-state.Catalogue.Ladder.GraceDays).ToUnixTimeMilliseconds(),
            })];
    }
}
