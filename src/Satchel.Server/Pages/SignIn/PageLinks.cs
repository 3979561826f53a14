using System.Data.Common;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Tokens;

namespace Satchel.Server.Pages.SignIn;

/// <summary>The links that let somebody in to the pages: each once, and for a few minutes. The database holds their digests only.</summary>
internal sealed class PageLinks(ServerDatabase database, TimeProvider time)
{
    /// <summary>How long a link is good for that a device made and opens at once.</summary>
    public static readonly TimeSpan LifeOnDevice = TimeSpan.FromMinutes(5);

    /// <summary>How long a link is good for that goes by e-mail, which may take a while.</summary>
    public static readonly TimeSpan LifeByMail = TimeSpan.FromMinutes(30);

    private const string Good = "l.digest = @digest AND l.used = 0 AND l.expires_at > @now AND (l.device IS NULL OR EXISTS (SELECT 1 FROM devices d WHERE d.id = l.device AND d.revoked_at IS NULL))";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Where a link leads to.</summary>
    public static string PathOf(string token) => $"/sign-in/{token}";

    /// <summary>Makes a link.</summary>
    /// <returns>Its token, and how long it is good for.</returns>
    public Task<(string Token, DateTimeOffset ExpiresAt)> AddAsync(string account, string? device, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => AddAsync(transaction, account, device, time.GetUtcNow()), cancellationToken);

    /// <summary>Makes a link in the caller's transaction.</summary>
    public static async Task<(string Token, DateTimeOffset ExpiresAt)> AddAsync(DbTransaction transaction, string account, string? device, DateTimeOffset now)
    {
        string token = Token.New();
        Token.TryDigest(token, out byte[] digest);
        DateTimeOffset expiresAt = now + (device is null ? LifeByMail : LifeOnDevice);
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO page_links (digest, account, device, expires_at, used) VALUES (@digest, @account, @device, @at, 0)",
            new { digest, account, device, at = expiresAt.ToUnixTimeMilliseconds() },
            transaction);
        return (token, expiresAt);
    }

    /// <summary>What a link would open; null where it is none, or no longer. Looking does not use it up: programs that read mail look at every link.</summary>
    public async Task<PageLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!Token.TryDigest(token, out byte[] digest))
        {
            return null;
        }

        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<PageLink>(
            $"SELECT l.account, l.device, a.email FROM page_links l JOIN accounts a ON a.id = l.account WHERE {Good}", new { digest, now = Now });
    }

    /// <summary>Uses a link up.</summary>
    /// <returns>The secret of the session that it began; null where the link is none, or no longer.</returns>
    public Task<string?> TakeAsync(string token, CancellationToken cancellationToken) => !Token.TryDigest(token, out byte[] digest) ? Task.FromResult<string?>(null) : database.WriteAsync(
        async transaction =>
        {
            PageLink? link = await transaction.Connection!.QueryFirstOrDefaultAsync<PageLink?>(
                $"UPDATE page_links AS l SET used = 1 WHERE {Good} RETURNING account, device", new { digest, now = Now }, transaction);
            if (link is null)
            {
                return null;
            }

            DateTimeOffset now = time.GetUtcNow();
            await AccountEvents.AddAsync(transaction, link.Account, AccountEvents.PageSignIn, link.Device, now);
            return await PageSessions.AddAsync(transaction, link, now);
        },
        cancellationToken);
}
