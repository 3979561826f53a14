using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Background;
using Satchel.Server.Notices;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>
/// Puts into the trash what was announced long enough, and erases what has lain there for its time. In the trash nothing
/// is touched: the account is closed, and opens again when it is paid. Both steps look again at everything that would forbid
/// them in the transaction that does them, and both stop at the breaker.
/// </summary>
internal sealed partial class Deletions(
    Catalogue catalogue, AccountErasure erasure, DeletionBreaker breaker, INoticeQueue notices, TimeProvider time, ILogger<Deletions> logger)
{
    // Somebody may have paid, and the news of it be under way.
    private const string NotPaying = "NOT EXISTS (SELECT 1 FROM orders o WHERE o.account = accounts.id AND o.state = 'open' AND o.created_at > @orderedSince)";

    private const string Candidates =
        $"FROM accounts WHERE deletion_at <= @now AND deleted_at IS NULL AND deletion_announced_at IS NOT NULL AND ends_at <= @endedBefore AND hold = 0 AND suspended = 0 AND {NotPaying}";

    private const string Emptied = $"FROM accounts WHERE deleted_at <= @trashedBefore AND hold = 0 AND suspended = 0 AND ends_at <= @endedBefore AND {NotPaying}";

    private static readonly TimeSpan LongestPayment = TimeSpan.FromDays(30);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        Ladder ladder = catalogue.Ladder;
        if (!ladder.Deletes)
        {
            return;
        }

        // The trash first, so that what goes in now does not come out in the same run, whatever the clock does.
        await RunAsync(lease, DeletionStep.Erase, Emptied, EraseAsync, cancellationToken);
        await RunAsync(lease, DeletionStep.Trash, Candidates, TrashAsync, cancellationToken);
    }

    private async Task RunAsync(Lease lease, DeletionStep step, string from, Func<DbTransaction, string, Task<bool>> work, CancellationToken cancellationToken)
    {
        List<AccountRow> due = await lease.WriteAsync(transaction => ReadDueAsync(transaction, step, from), cancellationToken);
        if (due.Count == 0)
        {
            return;
        }

        if (!await lease.WriteAsync(transaction => breaker.AllowsAsync(transaction, step, due.Count, due.Sum(account => account.UsedBytes)), cancellationToken))
        {
            LogStopped(logger, step, due.Count, due.Sum(account => account.UsedBytes));
            return;
        }

        foreach (AccountRow account in due)
        {
            await lease.WriteAsync(transaction => work(transaction, account.Id), cancellationToken);
        }
    }

    private async Task<List<AccountRow>> ReadDueAsync(DbTransaction transaction, DeletionStep step, string from)
    {
        var due = new List<AccountRow>();
        foreach (AccountRow account in await transaction.Connection!.QueryAsync<AccountRow>($"SELECT {AccountRow.Columns} {from} ORDER BY id", Times(), transaction))
        {
            if (step == DeletionStep.Trash ? await IsWarnedAsync(transaction, account) : await IsToldAsync(transaction, account))
            {
                due.Add(account);
            }
        }

        return due;
    }

    private async Task<bool> TrashAsync(DbTransaction transaction, string id)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await LookAgainAsync(transaction, id, Candidates) is not { } account || !await IsWarnedAsync(transaction, account))
        {
            return false;
        }

        long at = now.ToUnixTimeMilliseconds();
        await transaction.Connection!.ExecuteAsync("UPDATE accounts SET deleted_at = @at WHERE id = @id", new { id, at }, transaction);
        var values = new Dictionary<string, string> { ["until"] = now.AddDays(catalogue.Ladder.TrashDays).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) };
        await notices.EnqueueAsync(transaction, id, NoticeKind.Deleted, account.DeletionAnnouncedAt!.Value.ToString(CultureInfo.InvariantCulture), values, now);
        await breaker.CountAsync(transaction, DeletionStep.Trash, id, account.UsedBytes);
        return true;
    }

    private async Task<bool> EraseAsync(DbTransaction transaction, string id)
    {
        if (await LookAgainAsync(transaction, id, Emptied) is not { } account || !await IsToldAsync(transaction, account))
        {
            return false;
        }

        await breaker.CountAsync(transaction, DeletionStep.Erase, id, account.UsedBytes);
        return await erasure.EraseAsync(transaction, id, "server");
    }

    private async Task<AccountRow?> LookAgainAsync(DbTransaction transaction, string id, string from)
    {
        await SubscriptionState.LockAsync(transaction, id);
        var values = new DynamicParameters(Times());
        values.Add("id", id);
        return await transaction.Connection!.QueryFirstOrDefaultAsync<AccountRow?>($"SELECT {AccountRow.Columns} {from} AND id = @id", values, transaction);
    }

    private async Task<bool> IsWarnedAsync(DbTransaction transaction, AccountRow account) =>
        (await DeletionWarnings.ReadAsync(transaction, account, catalogue.Ladder)).AreOver(catalogue.Ladder, time.GetUtcNow().ToUnixTimeMilliseconds());

    // The trash's time runs from when the person was told of it.
    private async Task<bool> IsToldAsync(DbTransaction transaction, AccountRow account)
    {
        long? sentAt = await transaction.Connection!.ExecuteScalarAsync<long?>(
            "SELECT sent_at FROM notices WHERE account = @Id AND kind = @kind AND key = @key",
            new { account.Id, kind = nameof(NoticeKind.Deleted), key = account.DeletionAnnouncedAt?.ToString(CultureInfo.InvariantCulture) ?? "" },
            transaction);
        return sentAt is { } sent && DateTimeOffset.FromUnixTimeMilliseconds(sent).AddDays(catalogue.Ladder.TrashDays) <= time.GetUtcNow();
    }

    private object Times()
    {
        DateTimeOffset now = time.GetUtcNow();
        return new
        {
            now = now.ToUnixTimeMilliseconds(),
            trashedBefore = now.AddDays(-catalogue.Ladder.TrashDays).ToUnixTimeMilliseconds(),
            orderedSince = (now - LongestPayment).ToUnixTimeMilliseconds(),
            endedBefore = now.AddDays(-catalogue.Ladder.GraceDays - catalogue.Ladder.ReadOnlyDays).ToUnixTimeMilliseconds(),
        };
    }

    [LoggerMessage(3201, LogLevel.Critical, "Deletion stopped at the breaker: {Step} of {Accounts} accounts with {LengthBytes} bytes; 'admin deletion list' shows them, 'admin deletion allow' lets them go")]
    private static partial void LogStopped(ILogger logger, DeletionStep step, int accounts, long lengthBytes);
}
