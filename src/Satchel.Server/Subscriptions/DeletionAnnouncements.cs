using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Background;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Operations;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>
/// Announces deletions, one warning after the other. Each warning has its whole time: one that is late, because the server
/// stood or the mail did not go out, moves the day of the deletion, and the next is not made before the last was sent.
/// Nothing is announced while the operator has not turned the deletion on: nobody is frightened with what will not happen.
/// </summary>
internal sealed class DeletionAnnouncements(ServerDatabase database, Catalogue catalogue, INoticeQueue notices, TimeProvider time)
{
    private static readonly long DayMilliseconds = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        await lease.WriteAsync(EndInterruptedAsync, cancellationToken);
        if (!catalogue.Ladder.Deletes)
        {
            return;
        }

        foreach (string account in await ReadAsync(cancellationToken))
        {
            await lease.WriteAsync(transaction => AnnounceAsync(transaction, account), cancellationToken);
        }
    }

    // What is announced stays true for as long as nothing comes in between; after that it begins from the first warning.
    private async Task<int> EndInterruptedAsync(DbTransaction transaction) => await transaction.Connection!.ExecuteAsync(
        "UPDATE accounts SET deletion_at = NULL, deletion_announced_at = NULL WHERE deletion_at IS NOT NULL AND deleted_at IS NULL AND (@deletes = 0 OR hold <> 0 OR suspended <> 0 OR ends_at IS NULL OR ends_at > @now)",
        new { deletes = catalogue.Ladder.Deletes ? 1L : 0L, now = time.GetUtcNow().ToUnixTimeMilliseconds() },
        transaction);

    private async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(
            "SELECT id FROM accounts WHERE ends_at <= @before AND hold = 0 AND suspended = 0 AND deleted_at IS NULL ORDER BY id", new { before = LatestEnd(catalogue.Ladder, now) })];
    }

    /// <summary>Whose plan ended by then has its first warning due.</summary>
    internal static long LatestEnd(Ladder ladder, DateTimeOffset now) =>
        now.AddDays(ladder.AnnounceDeletionDaysBefore[0] - ladder.ReadOnlyDays - ladder.GraceDays).ToUnixTimeMilliseconds();

    private async Task<bool> AnnounceAsync(DbTransaction transaction, string id)
    {
        DateTimeOffset now = time.GetUtcNow();
        long at = now.ToUnixTimeMilliseconds();
        Ladder ladder = catalogue.Ladder;
        await SubscriptionState.LockAsync(transaction, id);
        AccountRow? account = await transaction.Connection!.QueryFirstOrDefaultAsync<AccountRow?>(
            $"SELECT {AccountRow.Columns} FROM accounts WHERE id = @id AND ends_at <= @before AND hold = 0 AND suspended = 0 AND deleted_at IS NULL",
            new { id, before = LatestEnd(ladder, now) },
            transaction);
        if (account is null)
        {
            return false;
        }

        DeletionWarnings warnings = await DeletionWarnings.ReadAsync(transaction, account, ladder);
        if (warnings.Made == ladder.AnnounceDeletionDaysBefore.Count || !warnings.AllSent)
        {
            return false;
        }

        int days = ladder.AnnounceDeletionDaysBefore[warnings.Made];
        long deletionAt = account.DeletionAt ?? ladder.DeletionFrom(account.Ends!.Value).ToUnixTimeMilliseconds();
        if (at < deletionAt - (days * DayMilliseconds))
        {
            return false;
        }

        long announcedAt = account.DeletionAnnouncedAt ?? at;
        deletionAt = Math.Max(deletionAt, at + (days * DayMilliseconds));
        await transaction.Connection!.ExecuteAsync(
            "UPDATE accounts SET deletion_at = @deletionAt, deletion_announced_at = @announcedAt WHERE id = @id", new { id, deletionAt, announcedAt }, transaction);
        var values = new Dictionary<string, string>
        {
            ["days"] = days.ToString(CultureInfo.InvariantCulture),
            ["deletionAt"] = deletionAt.ToString(CultureInfo.InvariantCulture),
            ["plan"] = account.Plan,
        };
        await notices.EnqueueAsync(transaction, id, NoticeKind.DeletionAhead, DeletionWarnings.KeyOf(announcedAt, days), values, now);
        await AuditLog.AddAsync(transaction, now, "server", "deletion.announced", id, string.Create(CultureInfo.InvariantCulture, $"days {days} at {deletionAt}"));
        return true;
    }
}
