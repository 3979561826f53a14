using System.Data.Common;
using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Quota;

/// <summary>Counts anew what an account stores, from its blobs.</summary>
internal static class UsageRecount
{
    /// <summary>After how long a count is doubted before a write is refused because of it.</summary>
    public static readonly TimeSpan DoubtedAfter = TimeSpan.FromDays(1);

    /// <summary>Sets an account's counters to what its rows say, in the caller's transaction.</summary>
    /// <returns>By how many bytes they were wrong.</returns>
    public static async Task<long> RunAsync(DbTransaction transaction, Dialect dialect, string account, DateTimeOffset now)
    {
        DbConnection connection = transaction.Connection!;

        // Whoever stores or deletes changes the account's row last, so nobody's change is half counted once this is locked.
        string find = "SELECT used_bytes FROM accounts WHERE id = @account" + (dialect == Dialect.PostgreSql ? " FOR UPDATE" : "");
        if (await connection.ExecuteScalarAsync<long?>(find, new { account }, transaction) is not { } before)
        {
            return 0;
        }

        long used = await connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(b.bytes), 0) AS BIGINT) FROM blobs b JOIN vaults v ON v.id = b.vault WHERE v.account = @account", new { account }, transaction);
        long reserved = await connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM reservations WHERE account = @account", new { account }, transaction);
        await connection.ExecuteAsync(
            "UPDATE accounts SET used_bytes = @used, reserved_bytes = @reserved, counted_at = @at WHERE id = @account",
            new { account, used, reserved, at = now.ToUnixTimeMilliseconds() },
            transaction);
        return Math.Abs(used - before);
    }
}
