using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Notices;

namespace Satchel.Server.Quota;

/// <summary>Tells people that their quota is nearly or wholly used up, at most once a month each. Of a family, whoever bought the plan is told.</summary>
internal static class QuotaNotices
{
    private const int NearlyFullPercent = 80;

    /// <summary>Puts a notice down where one is due.</summary>
    public static async Task NoteAsync(DbTransaction transaction, INoticeQueue notices, string account, DateTimeOffset now)
    {
        UseRow? use = await transaction.Connection!.QueryFirstOrDefaultAsync<UseRow?>(
            """
            SELECT a.quota_bytes, CAST(COALESCE((SELECT SUM(m.used_bytes) FROM accounts m WHERE m.id = a.id OR m.family = a.id), 0) AS BIGINT) AS used_bytes
            FROM accounts a WHERE a.id = @account AND (a.family IS NULL OR a.family = a.id)
            """,
            new { account },
            transaction);
        if (use is not { QuotaBytes: > 0 } || use.Percent < NearlyFullPercent)
        {
            return;
        }

        NoticeKind kind = use.UsedBytes >= use.QuotaBytes ? NoticeKind.QuotaFull : NoticeKind.QuotaNearlyFull;
        var values = new Dictionary<string, string>
        {
            ["percent"] = use.Percent.ToString(CultureInfo.InvariantCulture),
            ["usedBytes"] = use.UsedBytes.ToString(CultureInfo.InvariantCulture),
            ["quotaBytes"] = use.QuotaBytes.ToString(CultureInfo.InvariantCulture),
        };
        await notices.EnqueueAsync(transaction, account, kind, string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM} {use.QuotaBytes}"), values, now);
    }

    private sealed class UseRow
    {
        public long QuotaBytes { get; init; }

        public long UsedBytes { get; init; }

        public long Percent => (long)((Int128)UsedBytes * 100 / QuotaBytes);
    }
}
