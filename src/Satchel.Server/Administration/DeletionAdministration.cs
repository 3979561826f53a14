using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Plans;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Administration;

/// <summary>What is to be deleted, and when, for the operator to look at before it is turned on, and whenever the breaker has stopped it.</summary>
internal sealed class DeletionAdministration(ServerDatabase database, Catalogue catalogue, DeletionBreaker breaker, TimeProvider time)
{
    /// <summary>All accounts whose deletion is near, was announced, or that lie in the trash, the next first.</summary>
    public Task<IReadOnlyList<DeletionPlan>> ListAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            var plans = new List<DeletionPlan>();
            IEnumerable<AccountRow> accounts = await transaction.Connection!.QueryAsync<AccountRow>(
                $"SELECT {AccountRow.Columns} FROM accounts WHERE ends_at <= @before ORDER BY ends_at", new { before = DeletionAnnouncements.LatestEnd(catalogue.Ladder, now) }, transaction);
            foreach (AccountRow account in accounts)
            {
                plans.Add(PlanOf(account, await DeletionWarnings.ReadAsync(transaction, account, catalogue.Ladder), now));
            }

            return (IReadOnlyList<DeletionPlan>)plans;
        },
        durable: false,
        cancellationToken);

    /// <summary>Lets so many accounts go at once, past the breaker, for a day.</summary>
    public Task<bool> AllowAsync(long accounts, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            await breaker.AllowAsync(transaction, accounts);
            return true;
        },
        cancellationToken);

    private DeletionPlan PlanOf(AccountRow account, DeletionWarnings warnings, DateTimeOffset now)
    {
        // Without a first warning, the day is the earliest there could be if it were made now.
        long earliest = Math.Max(
            catalogue.Ladder.DeletionFrom(account.Ends!.Value).ToUnixTimeMilliseconds(), now.AddDays(catalogue.Ladder.AnnounceDeletionDaysBefore[0]).ToUnixTimeMilliseconds());
        string state = account switch
        {
            { Hold: not 0 } => "held",
            { Suspended: not 0 } => "suspended",
            { DeletedAt: not null } => "trash",
            _ when !catalogue.Ladder.Deletes => "off",
            _ when warnings.AnyFailed => "undelivered",
            { DeletionAt: null } => "due",
            _ => "announced",
        };
        long day = account.DeletedAt is { } deleted ? deleted + (catalogue.Ladder.TrashDays * 86_400_000L) : account.DeletionAt ?? earliest;
        return new DeletionPlan(account.Email, account.Id, state, DateTimeOffset.FromUnixTimeMilliseconds(day), warnings.Made, account.UsedBytes);
    }
}
