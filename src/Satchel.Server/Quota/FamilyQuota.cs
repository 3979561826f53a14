using System.Data.Common;
using Dapper;

namespace Satchel.Server.Quota;

/// <summary>The quota that the accounts of a family share.</summary>
internal static class FamilyQuota
{
    /// <summary>What all of a family store, for each of them; an account outside of families is its own.</summary>
    public const string UsedBytes = "SELECT CAST(SUM(m.used_bytes) AS BIGINT) FROM accounts a JOIN accounts m ON m.id = a.id OR m.family = a.family WHERE a.id = @account";

    /// <summary>Reserves room for one of a family; false where there is none, or the account is in no family.</summary>
    public static async Task<bool> TryReserveAsync(DbTransaction transaction, string account, long bytes, long allowance)
    {
        DbConnection connection = transaction.Connection!;
        string? family = await connection.ExecuteScalarAsync<string?>("SELECT family FROM accounts WHERE id = @account", new { account }, transaction);
        if (family is null)
        {
            return false;
        }

        // Everybody of the family waits here for each other, so nobody counts on the same room. What is confirmed meanwhile moves from reserved to used.
        await connection.ExecuteAsync("UPDATE accounts SET family = family WHERE id = @family", new { family }, transaction);
        return await connection.ExecuteAsync(
            """
            UPDATE accounts SET reserved_bytes = reserved_bytes + @bytes
            WHERE id = @account AND family = @family
                AND (SELECT SUM(m.used_bytes + m.reserved_bytes) FROM accounts m WHERE m.family = @family) + @bytes <= quota_bytes + @allowance
            """,
            new { account, family, bytes, allowance },
            transaction) == 1;
    }
}
