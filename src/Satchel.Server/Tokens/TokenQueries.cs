using System.Data.Common;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Database;

namespace Satchel.Server.Tokens;

/// <summary>Challenges that were asked for, and tokens that were given for signing them.</summary>
internal sealed class TokenQueries(ServerDatabase database, TimeProvider time)
{
    /// <summary>Keeps a challenge for whom it is.</summary>
    public Task<bool> AddChallengeAsync(byte[] digest, string subject, DateTimeOffset expiresAt, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync(
            "INSERT INTO challenges (digest, subject, expires_at) VALUES (@digest, @subject, @at)", new { digest, subject, at = expiresAt.ToUnixTimeMilliseconds() }, transaction) == 1,
        durable: false,
        cancellationToken);

    /// <summary>Uses a challenge up; false where there is none for that subject, or no longer.</summary>
    public Task<bool> TakeChallengeAsync(byte[] digest, string subject, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync(
            "DELETE FROM challenges WHERE digest = @digest AND subject = @subject AND expires_at > @at",
            new { digest, subject, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
            transaction) == 1,
        cancellationToken);

    /// <summary>Who may sign as a device.</summary>
    public async Task<SignerRow?> FindDeviceAsync(string device, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<SignerRow>(
            "SELECT d.account, d.id AS device, d.public_key, d.revoked_at, a.suspended FROM devices d JOIN accounts a ON a.id = d.account WHERE d.id = @device", new { device });
    }

    /// <summary>Who may sign as an account.</summary>
    public async Task<SignerRow?> FindAccountAsync(string account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<SignerRow>("SELECT id AS account, public_key, suspended FROM accounts WHERE id = @account", new { account });
    }

    /// <summary>Keeps a token.</summary>
    public Task<bool> AddTokenAsync(byte[] digest, SignerRow signer, CallerScope scope, DateTimeOffset expiresAt, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            DbConnection connection = transaction.Connection!;
            await connection.ExecuteAsync(
                "INSERT INTO tokens (digest, account, device, scope, expires_at) VALUES (@digest, @Account, @Device, @scope, @at)",
                new { digest, signer.Account, signer.Device, scope = (long)scope, at = expiresAt.ToUnixTimeMilliseconds() },
                transaction);
            if (signer.Device is not null)
            {
                await connection.ExecuteAsync("UPDATE devices SET last_seen_at = @at WHERE id = @Device", new { signer.Device, at = now.ToUnixTimeMilliseconds() }, transaction);
            }

            if (scope == CallerScope.Owner)
            {
                await AccountEvents.AddAsync(transaction, signer.Account, AccountEvents.OwnerToken, signer.Device, now);
            }

            return true;
        },
        durable: scope == CallerScope.Owner,
        cancellationToken);
}
