using System.Globalization;
using Dapper;
using Satchel.Server.Background;
using Satchel.Server.Notices;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>Tells people that their plan ends, has ended, and that they can only read: once each, and nothing that is not true any more.</summary>
internal sealed class LadderNotices(Catalogue catalogue, INoticeQueue notices, TimeProvider time)
{
    private const int BatchRows = 200;

    private static readonly long DayMilliseconds = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        Ladder ladder = catalogue.Ladder;
        for (int rung = 0; rung < ladder.RemindDaysBefore.Count; rung++)
        {
            int days = ladder.RemindDaysBefore[rung];
            int nextDays = rung + 1 < ladder.RemindDaysBefore.Count ? ladder.RemindDaysBefore[rung + 1] : 0;
            await TellAsync(lease, NoticeKind.PlanEnds, $":{days}", endsAfter: nextDays * DayMilliseconds, endsUntil: days * DayMilliseconds, days, cancellationToken);
        }

        long grace = ladder.GraceDays * DayMilliseconds;
        await TellAsync(lease, NoticeKind.PlanEnded, "", endsAfter: -grace, endsUntil: 0, days: null, cancellationToken);
        await TellAsync(lease, NoticeKind.ReadOnlyBegan, "", endsAfter: long.MinValue / 4, endsUntil: -grace, days: null, cancellationToken);
    }

    // Tells everybody whose plan ends in that stretch of time from now, and who was not told yet.
    private async Task TellAsync(Lease lease, NoticeKind kind, string suffix, long endsAfter, long endsUntil, int? days, CancellationToken cancellationToken)
    {
        while (true)
        {
            int told = await lease.WriteAsync(
                async transaction =>
                {
                    DateTimeOffset now = time.GetUtcNow();
                    long at = now.ToUnixTimeMilliseconds();
                    IEnumerable<Accounts.AccountRow> accounts = await transaction.Connection!.QueryAsync<Accounts.AccountRow>(
                        $"""
                        SELECT {Accounts.AccountRow.Columns} FROM accounts a WHERE ends_at > @after AND ends_at <= @until AND suspended = 0 AND deleted_at IS NULL
                            AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.account = a.id AND n.kind = @kind AND n.key = CAST(a.ends_at AS TEXT) || @suffix)
                        ORDER BY ends_at LIMIT @BatchRows
                        """,
                        new { after = at + endsAfter, until = at + endsUntil, kind = kind.ToString(), suffix, BatchRows },
                        transaction);
                    int count = 0;
                    foreach (Accounts.AccountRow account in accounts)
                    {
                        string key = account.EndsAt!.Value.ToString(CultureInfo.InvariantCulture) + suffix;
                        await notices.EnqueueAsync(transaction, account.Id, kind, key, ValuesOf(account, days), now);
                        count++;
                    }

                    return count;
                },
                cancellationToken);
            if (told < BatchRows)
            {
                return;
            }
        }
    }

    private Dictionary<string, string> ValuesOf(Accounts.AccountRow account, int? days)
    {
        DateTimeOffset ends = account.Ends!.Value;
        var values = new Dictionary<string, string>
        {
            ["plan"] = account.Plan,
            ["endsAt"] = Milliseconds(ends),
            ["endedAt"] = Milliseconds(ends),
            ["readOnlyAt"] = Milliseconds(catalogue.Ladder.ReadOnlyFrom(ends)),
            ["deletionAt"] = Milliseconds(catalogue.Ladder.DeletionFrom(ends)),
        };
        if (days is { } count)
        {
            values["days"] = count.ToString(CultureInfo.InvariantCulture);
        }

        return values;
    }

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
