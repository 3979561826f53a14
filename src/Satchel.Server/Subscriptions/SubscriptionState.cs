using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Notices;
using Satchel.Server.Operations;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>
/// Keeps what each request reads of an account (plan, quota, end) at what its periods say, in the transaction that changes them.
/// </summary>
internal sealed class SubscriptionState(Catalogue catalogue, INoticeQueue notices)
{
    private static readonly NoticeKind[] OfTheLadder = [NoticeKind.PlanEnds, NoticeKind.PlanEnded, NoticeKind.ReadOnlyBegan, NoticeKind.DeletionAhead, NoticeKind.Deleted];

    /// <summary>The plans, for who has to name one.</summary>
    public Catalogue Catalogue { get; } = catalogue;

    /// <summary>Makes sure that nobody else changes the account before the transaction ends; false where there is none.</summary>
    public static async Task<bool> LockAsync(DbTransaction transaction, string account) =>
        await transaction.Connection!.ExecuteAsync("UPDATE accounts SET plan = plan WHERE id = @account", new { account }, transaction) == 1;

    /// <summary>What the account's own periods say it has; null where it never had one.</summary>
    public static async Task<Entitlement?> ReadOwnAsync(DbTransaction transaction, string account, DateTimeOffset now) =>
        (await ReadAsync(transaction, account)).At(now.ToUnixTimeMilliseconds());

    /// <summary>All periods of an account.</summary>
    public static async Task<PeriodChain> ReadAsync(DbTransaction transaction, string account) => new(
        [.. await transaction.Connection!.QueryAsync<Period>(
            $"SELECT {Period.Columns} FROM periods p JOIN orders o ON o.id = p.order_id WHERE p.account = @account ORDER BY p.starts_at, p.order_id", new { account }, transaction)]);

    /// <summary>Brings an account, and those who share its plan, to what the periods say at <paramref name="now"/>.</summary>
    public async Task RecomputeAsync(DbTransaction transaction, string account, DateTimeOffset now)
    {
        string? family = await transaction.Connection!.ExecuteScalarAsync<string?>("SELECT family FROM accounts WHERE id = @account", new { account }, transaction);
        Entitlement? own = await ReadOwnAsync(transaction, account, now);
        if (family is not null && family != account)
        {
            await WriteAsync(transaction, account, Together(own, await ReadOwnAsync(transaction, family, now)), now);
            return;
        }

        await WriteAsync(transaction, account, own, now);
        if (family == account)
        {
            IEnumerable<string> members = await transaction.Connection!.QueryAsync<string>(
                "SELECT id FROM accounts WHERE family = @account AND id <> @account ORDER BY id", new { account }, transaction);
            foreach (string member in members)
            {
                await RecomputeAsync(transaction, member, now);
            }
        }
    }

    // Whoever has a plan besides the family's loses nothing by it: the end is the later one. What does not run always has an end.
    private static Entitlement? Together(Entitlement? own, Entitlement? family)
    {
        if (family is null || own is null)
        {
            return family ?? own;
        }

        Entitlement chosen = family.IsLive || !own.IsLive ? family : own;
        return chosen with { EndsAt = own.EndsAt is { } mine && family.EndsAt is { } theirs ? Math.Max(mine, theirs) : null };
    }

    // An account that never had a period is on the free plan, or what the operator of an older version made of it.
    private async Task WriteAsync(DbTransaction transaction, string account, Entitlement? entitlement, DateTimeOffset now)
    {
        if (entitlement is null)
        {
            return;
        }

        long? deletedAt = await transaction.Connection!.ExecuteScalarAsync<long?>("SELECT deleted_at FROM accounts WHERE id = @account", new { account }, transaction);
        bool runs = entitlement.EndsAt is not { } end || now < Catalogue.Ladder.ReadOnlyFrom(DateTimeOffset.FromUnixTimeMilliseconds(end));
        await transaction.Connection!.ExecuteAsync(
            """
            UPDATE accounts SET plan = @Plan, quota_bytes = @QuotaBytes, ends_at = @EndsAt,
                deletion_at = CASE WHEN @runs = 1 THEN NULL ELSE deletion_at END, deletion_announced_at = CASE WHEN @runs = 1 THEN NULL ELSE deletion_announced_at END,
                deleted_at = CASE WHEN @runs = 1 THEN NULL ELSE deleted_at END
            WHERE id = @account
            """,
            new { entitlement.Plan, entitlement.QuotaBytes, entitlement.EndsAt, runs = runs ? 1L : 0L, account },
            transaction);
        if (runs && deletedAt is { } deleted)
        {
            await AuditLog.AddAsync(transaction, now, "server", "account.broughtBack", account, "");
            await notices.EnqueueAsync(transaction, account, NoticeKind.BroughtBack, deleted.ToString(CultureInfo.InvariantCulture), new Dictionary<string, string> { ["plan"] = entitlement.Plan }, now);
        }

        if (entitlement.IsLive)
        {
            await notices.WithdrawAsync(transaction, account, OfTheLadder);
        }
    }
}
