using Dapper;
using Satchel.Server.Limits;

namespace Satchel.Server.Background;

/// <summary>Deletes the rows that have had their time: challenges, tokens, half-done sign-ins, counters.</summary>
internal sealed class ExpiredRows(TimeProvider time) : IBackgroundWork
{
    private const int BatchRows = 1000;

    private static readonly (string Table, string Key, string Column)[] Tables =
    [
        ("challenges", "digest", "expires_at"),
        ("tokens", "digest", "expires_at"),
        ("registrations", "digest", "expires_at"),
        ("logins", "digest", "expires_at"),
        ("page_links", "digest", "expires_at"),
        ("page_sessions", "digest", "expires_at"),
        ("signups", "digest", "expires_at"),
        ("letters", "number", "expires_at"),
        ("family_invitations", "digest", "expires_at"),
        ("limits", "bucket", RateLimits.ExpiryColumn),
    ];

    public string Name => "expired-rows";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        foreach ((string table, string key, string column) in Tables)
        {
            string statement = $"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {column} <= @now LIMIT @BatchRows)";
            int deleted;
            do
            {
                var values = new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), BatchRows };
                deleted = await lease.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(statement, values, transaction), cancellationToken);
            }
            while (deleted == BatchRows);
        }
    }
}
