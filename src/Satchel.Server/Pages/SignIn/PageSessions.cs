using System.Data.Common;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Tokens;

namespace Satchel.Server.Pages.SignIn;

/// <summary>Who is signed in to the pages. A session ends after some hours, and with the device that it came from.</summary>
internal sealed class PageSessions(ServerDatabase database, TimeProvider time)
{
    /// <summary>The cookie that holds a session's secret.</summary>
    public const string Cookie = "satchel-session";

    /// <summary>How long a session is good for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    /// <summary>Begins a session in the caller's transaction, and gives its secret.</summary>
    public static async Task<string> AddAsync(DbTransaction transaction, PageLink link, DateTimeOffset now)
    {
        string secret = Token.New();
        Token.TryDigest(secret, out byte[] digest);
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO page_sessions (digest, account, device, expires_at) VALUES (@digest, @Account, @Device, @at)",
            new { digest, link.Account, link.Device, at = (now + Life).ToUnixTimeMilliseconds() },
            transaction);
        return secret;
    }

    /// <summary>Whose session a cookie is; null where it is none, or no longer.</summary>
    public async Task<PageVisitor?> FindAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (!Token.TryDigest(cookie, out byte[] digest))
        {
            return null;
        }

        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<PageVisitor>(
            """
            SELECT s.account, s.device FROM page_sessions s LEFT JOIN devices d ON d.id = s.device
            WHERE s.digest = @digest AND s.expires_at > @now AND (s.device IS NULL OR (d.id IS NOT NULL AND d.revoked_at IS NULL))
            """,
            new { digest, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    /// <summary>Ends a session.</summary>
    public Task<bool> EndAsync(string? cookie, CancellationToken cancellationToken) => !Token.TryDigest(cookie, out byte[] digest) ? Task.FromResult(false) : database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync("DELETE FROM page_sessions WHERE digest = @digest", new { digest }, transaction) == 1,
        cancellationToken);
}
