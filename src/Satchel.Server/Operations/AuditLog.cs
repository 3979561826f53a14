using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Satchel.Server.Operations;

/// <summary>
/// What the operator and the server did to accounts, kept in the database. Each entry's digest covers the one before, so an entry
/// that was changed or left out shows: chain(n) = SHA-256(chain(n-1) ‖ at ‖ \0 ‖ actor ‖ \0 ‖ action ‖ \0 ‖ account ‖ \0 ‖ detail).
/// </summary>
internal static class AuditLog
{
    /// <summary>Adds an entry in the transaction that does what it tells.</summary>
    /// <param name="transaction">That transaction.</param>
    /// <param name="at">When.</param>
    /// <param name="actor"><c>operator</c>, <c>owner</c> or <c>server</c>.</param>
    /// <param name="action">What: <c>account.set</c>.</param>
    /// <param name="account">The account's id; never its address.</param>
    /// <param name="detail">What was changed, without personal data.</param>
    public static async Task AddAsync(DbTransaction transaction, DateTimeOffset at, string actor, string action, string account, string detail)
    {
        DbConnection connection = transaction.Connection!;
        if (connection is NpgsqlConnection)
        {
            // Two who add at once would follow the same entry. Reading the log goes on meanwhile.
            await connection.ExecuteAsync("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE", transaction: transaction);
        }

        byte[] last = await connection.ExecuteScalarAsync<byte[]?>("SELECT chain FROM audit ORDER BY number DESC LIMIT 1", transaction: transaction) ?? [];
        long milliseconds = at.ToUnixTimeMilliseconds();
        await connection.ExecuteAsync(
            "INSERT INTO audit (at, actor, action, account, detail, chain) VALUES (@milliseconds, @actor, @action, @account, @detail, @chain)",
            new { milliseconds, actor, action, account, detail, chain = Chain(last, milliseconds, actor, action, account, detail) },
            transaction);
    }

    /// <summary>The digest of an entry, given that of the one before.</summary>
    public static byte[] Chain(ReadOnlySpan<byte> last, long at, string actor, string action, string account, string detail) =>
        SHA256.HashData([.. last, .. Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{at}\0{actor}\0{action}\0{account}\0{detail}"))]);
}
