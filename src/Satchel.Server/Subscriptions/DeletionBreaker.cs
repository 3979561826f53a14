using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using Satchel.Server.Operations;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>
/// Stops a deletion of more than a share of all accounts, or of more than so many bytes, within a day: whatever made so
/// many due at once, somebody should look at it first. It stops all of it, not what is above the limit.
/// </summary>
internal sealed class DeletionBreaker(Catalogue catalogue, TimeProvider time)
{
    private const string Allowance = "deletion-allowance";

    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>Whether so much more may be deleted now.</summary>
    public async Task<bool> AllowsAsync(DbTransaction transaction, DeletionStep step, int accounts, long bytes)
    {
        DbConnection connection = transaction.Connection!;
        DateTimeOffset now = time.GetUtcNow();
        if (await ReadAllowanceAsync(transaction) is { } allowance && allowance.Until > now && accounts <= allowance.Accounts)
        {
            return true;
        }

        long all = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM accounts", transaction: transaction);
        string[] before = [.. await connection.QueryAsync<string>(
            "SELECT detail FROM audit WHERE at > @since AND action = @action", new { since = (now - Window).ToUnixTimeMilliseconds(), action = ActionOf(step) }, transaction)];
        long most = Math.Max(1, all * catalogue.Ladder.BreakerPercent / 100);
        long bytesBefore = before.Sum(detail => long.Parse(detail.AsSpan("bytes ".Length), CultureInfo.InvariantCulture));
        return before.Length + accounts <= most && bytesBefore + bytes <= catalogue.Ladder.BreakerBytes;
    }

    /// <summary>Counts what is deleted.</summary>
    public Task CountAsync(DbTransaction transaction, DeletionStep step, string account, long bytes) =>
        AuditLog.AddAsync(transaction, time.GetUtcNow(), "server", ActionOf(step), account, string.Create(CultureInfo.InvariantCulture, $"bytes {bytes}"));

    /// <summary>Lets so many accounts go at once for a day: what the operator says who has looked at them.</summary>
    public async Task AllowAsync(DbTransaction transaction, long accounts)
    {
        DateTimeOffset now = time.GetUtcNow();
        byte[] value = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{accounts} {(now + Window).ToUnixTimeMilliseconds()}"));
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO settings (name, value) VALUES (@Allowance, @value) ON CONFLICT (name) DO UPDATE SET value = @value", new { Allowance, value }, transaction);
        await AuditLog.AddAsync(transaction, now, "operator", "deletion.allow", "", string.Create(CultureInfo.InvariantCulture, $"accounts {accounts}"));
    }

    private static async Task<(long Accounts, DateTimeOffset Until)?> ReadAllowanceAsync(DbTransaction transaction)
    {
        byte[]? value = await transaction.Connection!.ExecuteScalarAsync<byte[]?>("SELECT value FROM settings WHERE name = @Allowance", new { Allowance }, transaction);
        if (value is null)
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(value).Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    private static string ActionOf(DeletionStep step) => step == DeletionStep.Trash ? "deletion.trash" : "deletion.erase";
}
