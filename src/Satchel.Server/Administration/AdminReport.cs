using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Administration;

/// <summary>Income, use and churn by month, from the ledger and the accounts.</summary>
internal sealed class AdminReport(ServerDatabase database, TimeProvider time)
{
    /// <summary>The months from the first order or account on, oldest first; one line for each currency that money moved in.</summary>
    public async Task<IReadOnlyList<ReportLine>> ReadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        (long At, string Kind, string Currency, long Amount)[] payments = [.. await connection.QueryAsync<(long, string, string, long)>(
            "SELECT at, kind, currency, amount FROM payments WHERE problem IS NULL OR problem IN ('paid-twice', 'no-account') ORDER BY at")];
        (long PaidAt, string Kind, string Provider)[] orders = [.. await connection.QueryAsync<(long, string, string)>(
            "SELECT paid_at, kind, provider FROM orders WHERE paid_at IS NOT NULL AND price > 0 ORDER BY paid_at")];
        (string Account, long StartsAt, long EndsAt)[] periods = [.. await connection.QueryAsync<(string, long, long)>(
            """
            SELECT p.account, p.starts_at, CASE WHEN p.ended_early_at < p.ends_at THEN p.ended_early_at ELSE p.ends_at END
            FROM periods p JOIN orders o ON o.id = p.order_id WHERE o.price > 0 AND p.ends_at IS NOT NULL
            """)];
        long[] accounts = [.. await connection.QueryAsync<long>("SELECT created_at FROM accounts")];
        (long StoredAt, long Bytes)[] blobs = [.. await connection.QueryAsync<(long, long)>(
            "SELECT stored_at / 86400000 * 86400000, CAST(SUM(bytes) AS BIGINT) FROM blobs GROUP BY stored_at / 86400000")];
        long[] all = [.. payments.Select(payment => payment.At), .. orders.Select(order => order.PaidAt), .. accounts];
        var lines = new List<ReportLine>();
        DateTimeOffset now = time.GetUtcNow();
        for (DateTimeOffset month = MonthOf(all.Length == 0 ? now.ToUnixTimeMilliseconds() : all.Min()); month <= now; month = month.AddMonths(1))
        {
            long from = month.ToUnixTimeMilliseconds();
            long to = month.AddMonths(1).ToUnixTimeMilliseconds();
            long until = Math.Min(to, now.ToUnixTimeMilliseconds());
            var line = new ReportLine(
                month.ToString("yyyy-MM", CultureInfo.InvariantCulture), "", 0, 0, 0,
                orders.Count(order => order.Kind == "new" && order.PaidAt >= from && order.PaidAt < to),
                orders.Count(order => order.Kind == "renewal" && order.PaidAt >= from && order.PaidAt < to),
                orders.Count(order => order.Kind == "upgrade" && order.PaidAt >= from && order.PaidAt < to),
                periods.GroupBy(period => period.Account).Count(group => group.Max(period => period.EndsAt) is var end && end >= from && end < until),
                periods.Where(period => period.StartsAt <= until && period.EndsAt > until).Select(period => period.Account).Distinct().Count(),
                accounts.Count(at => at < until),
                blobs.Where(day => day.StoredAt < until).Sum(day => day.Bytes));
            var inMonth = payments.Where(payment => payment.At >= from && payment.At < to).GroupBy(payment => payment.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
            lines.AddRange(inMonth.Length == 0 ? [line] : inMonth.Select((group, index) => (index == 0 ? line : line.WithoutCounts()) with
            {
                Currency = group.Key,
                Income = group.Where(payment => payment.Kind == "payment").Sum(payment => payment.Amount),
                Refunds = group.Where(payment => payment.Kind == "refund").Sum(payment => payment.Amount),
                Chargebacks = group.Where(payment => payment.Kind == "chargeback").Sum(payment => payment.Amount),
            }));
        }

        return lines;
    }

    private static DateTimeOffset MonthOf(long at)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(at);
        return new DateTimeOffset(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
