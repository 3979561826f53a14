using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Problems;
using Satchel.Server.Quota;
using Satchel.Server.Tokens;
using Satchel.Storage;

namespace Satchel.Server.Blobs;

/// <summary>
/// Quota: a write is reserved before its first byte is taken and confirmed once the storage has it, so that what was
/// confirmed never fails for want of room. A reservation is released only where the write has certainly failed;
/// what a dying process leaves behind is cleaned up later (docs/operating.md, background work).
/// </summary>
internal sealed class BlobReservations(ServerDatabase database, TimeProvider time)
{
    // The owner's upkeep writes a little before it deletes a lot, and must work when the quota is used up.
    private const long OwnerAllowanceBytes = 64L * 1024 * 1024;
    private const int KeyBytes = 16;

    /// <summary>Reserves room for a blob, and gives the random name it is to have in the storage.</summary>
    /// <exception cref="ProblemException">The name is taken, or the quota used up.</exception>
    public async Task<byte[]> ReserveAsync(Caller caller, long vault, BlobName name, long bytes, CancellationToken cancellationToken)
    {
        try
        {
            return await TryReserveAsync(caller, vault, name, bytes, cancellationToken);
        }
        catch (ProblemException error) when (error.Problem == Problem.QuotaExceeded)
        {
            if (!await RecountAsync(caller, cancellationToken))
            {
                throw;
            }

            return await TryReserveAsync(caller, vault, name, bytes, cancellationToken);
        }
    }

    /// <summary>Makes the blob be there. Durable once this returns.</summary>
    /// <returns>False where somebody else has put a blob of that name meanwhile; the reservation is released then.</returns>
    /// <exception cref="ProblemException">The reservation was taken back: the write took longer than any should.</exception>
    public Task<bool> ConfirmAsync(Caller caller, long vault, BlobName name, byte[] key, long bytes, byte[] digest) => database.WriteAsync(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            if (await connection.ExecuteAsync("DELETE FROM reservations WHERE storage_key = @key", new { key }, transaction) == 0)
            {
                throw new ProblemException(Problem.TooSlow, "the write took too long, and was given up");
            }

            int stored = await connection.ExecuteAsync(
                "INSERT INTO blobs (vault, name, storage_key, bytes, digest, stored_at) VALUES (@vault, @name, @key, @bytes, @digest, @at) ON CONFLICT (vault, name) DO NOTHING",
                new { vault, name = name.Value, key, bytes, digest, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                transaction);
            await connection.ExecuteAsync(
                "UPDATE accounts SET reserved_bytes = reserved_bytes - @bytes, used_bytes = used_bytes + @usedBytes WHERE id = @account",
                new { account = caller.Account, bytes, usedBytes = stored * bytes },
                transaction);
            return stored == 1;
        },
        CancellationToken.None);

    /// <summary>Gives back what was reserved for a write of which nothing is in the storage.</summary>
    public Task<bool> ReleaseAsync(string account, byte[] key, long bytes) => database.WriteAsync(
        async transaction =>
        {
            bool released = await transaction.Connection!.ExecuteAsync("DELETE FROM reservations WHERE storage_key = @key", new { key }, transaction) == 1;
            if (released)
            {
                await transaction.Connection!.ExecuteAsync("UPDATE accounts SET reserved_bytes = reserved_bytes - @bytes WHERE id = @account", new { account, bytes }, transaction);
            }

            return released;
        },
        durable: false,
        CancellationToken.None);

    private Task<byte[]> TryReserveAsync(Caller caller, long vault, BlobName name, long bytes, CancellationToken cancellationToken)
    {
        byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);
        long allowance = caller.Scope == CallerScope.Owner ? OwnerAllowanceBytes : 0;
        return database.WriteAsync(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM blobs WHERE vault = @vault AND name = @name", new { vault, name = name.Value }, transaction) > 0)
                {
                    throw new ProblemException(Problem.Exists);
                }

                int reserved = await connection.ExecuteAsync(
                    "UPDATE accounts SET reserved_bytes = reserved_bytes + @bytes WHERE id = @account AND family IS NULL AND used_bytes + reserved_bytes + @bytes <= quota_bytes + @allowance",
                    new { account = caller.Account, bytes, allowance },
                    transaction);
                if (reserved == 0 && !await FamilyQuota.TryReserveAsync(transaction, caller.Account, bytes, allowance))
                {
                    throw await QuotaExceededAsync(transaction, caller, bytes);
                }

                await connection.ExecuteAsync(
                    "INSERT INTO reservations (storage_key, account, vault, bytes, started_at) VALUES (@key, @account, @vault, @bytes, @at)",
                    new { key, account = caller.Account, vault, bytes, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                    transaction);
                return key;
            },
            durable: false,
            cancellationToken);
    }

    private Task<bool> RecountAsync(Caller caller, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            var values = new { account = caller.Account, before = (now - UsageRecount.DoubtedAfter).ToUnixTimeMilliseconds() };
            bool doubted = await transaction.Connection!.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM accounts WHERE id = @account AND counted_at <= @before", values, transaction) > 0;
            return doubted && await UsageRecount.RunAsync(transaction, database.Dialect, caller.Account, now) != 0;
        },
        cancellationToken);

    private static async Task<ProblemException> QuotaExceededAsync(DbTransaction transaction, Caller caller, long bytes)
    {
        (long quota, long used, long reserved) = await transaction.Connection!.QueryFirstAsync<(long, long, long)>(
            """
            SELECT MIN(a.quota_bytes), CAST(SUM(m.used_bytes) AS BIGINT), CAST(SUM(m.reserved_bytes) AS BIGINT)
            FROM accounts a JOIN accounts m ON m.id = a.id OR m.family = a.family WHERE a.id = @account
            """,
            new { account = caller.Account },
            transaction);
        return new ProblemException(Problem.QuotaExceeded, $"{bytes} bytes do not fit: {used} of {quota} bytes are used, and {reserved} are being written");
    }
}
