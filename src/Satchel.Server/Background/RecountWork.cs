using System.Data.Common;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Operations;
using Satchel.Server.Quota;

namespace Satchel.Server.Background;

/// <summary>Counts every account anew, some each time, so that no error in the counters lasts; who has little room left is told.</summary>
internal sealed class RecountWork(ServerDatabase database, INoticeQueue notices, ServerMetrics metrics, TimeProvider time) : IBackgroundWork
{
    private const int AccountsEachRun = 200;

    private static readonly TimeSpan Often = TimeSpan.FromDays(1);

    public string Name => "recount";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> accounts = await ReadAsync(lease.Cursor ?? "", cancellationToken);
        foreach (string account in accounts)
        {
            long wrong = await lease.WriteAsync(
                async transaction =>
                {
                    long wrongBytes = await UsageRecount.RunAsync(transaction, database.Dialect, account, time.GetUtcNow());
                    await QuotaNotices.NoteAsync(transaction, notices, account, time.GetUtcNow());
                    return wrongBytes;
                },
                cancellationToken);
            metrics.Recounted(wrong);
        }

        await lease.MoveAsync(accounts.Count == AccountsEachRun ? accounts[^1] : null, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string after, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(
            "SELECT id FROM accounts WHERE id > @after AND counted_at <= @before ORDER BY id LIMIT @AccountsEachRun",
            new { after, before = (time.GetUtcNow() - Often).ToUnixTimeMilliseconds(), AccountsEachRun })];
    }
}
