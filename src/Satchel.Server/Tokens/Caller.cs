using System.Data.Common;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Plans;
using Satchel.Server.Problems;

namespace Satchel.Server.Tokens;

/// <summary>
/// Who asks, as the bearer token says, and what they may do: the one place where scopes and the states of accounts are
/// enforced. A handler that takes a Caller is behind a token; it is looked up anew for each request, so revoking a
/// device or suspending an account counts from the next request on, in every process.
/// </summary>
internal sealed class Caller
{
    private const string Scheme = "Bearer ";

    private Caller(string account, string? device, CallerScope scope, AccountStanding state)
    {
        Account = account;
        Device = device;
        Scope = scope;
        State = state;
    }

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>The device, or null where the account's own key signed.</summary>
    public string? Device { get; }

    public CallerScope Scope { get; }

    public AccountStanding State { get; }

    /// <summary>How minimal APIs make a Caller of a request.</summary>
    /// <exception cref="ProblemException">No token, or not a good one; or the account is suspended.</exception>
    public static async ValueTask<Caller> BindAsync(HttpContext context)
    {
        string header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Token.TryDigest(header.AsSpan(Scheme.Length), out byte[] digest))
        {
            throw new ProblemException(Problem.TokenInvalid);
        }

        var database = context.RequestServices.GetRequiredService<ServerDatabase>();
        DateTimeOffset now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        Ladder ladder = context.RequestServices.GetRequiredService<Catalogue>().Ladder;
        TokenRow row = await FindAsync(database, digest, context.RequestAborted) ?? throw new ProblemException(Problem.TokenInvalid);
        if (row.Device is not null && row.DeviceFound is null or 1)
        {
            throw new ProblemException(Problem.DeviceRevoked);
        }

        if (row.ExpiresAt <= now.ToUnixTimeMilliseconds())
        {
            throw new ProblemException(Problem.TokenInvalid);
        }

        var caller = new Caller(row.Account, row.Device, (CallerScope)row.Scope, AccountStandings.Of(row.Suspended != 0, row.DeletedAt is not null, row.EndsAt, ladder, now));
        return caller.State == AccountStanding.Suspended ? throw new ProblemException(Problem.Suspended) : caller;
    }

    /// <summary>Refuses whoever is not the owner.</summary>
    public void RequireOwner()
    {
        if (Scope != CallerScope.Owner)
        {
            throw new ProblemException(Problem.OwnerRequired);
        }
    }

    /// <summary>Refuses an account that may only read.</summary>
    public void RequireWriting()
    {
        RequireStored();
        if (State == AccountStanding.ReadOnly)
        {
            throw new ProblemException(Problem.PlanEnded);
        }
    }

    /// <summary>Refuses an account whose vaults lie in the trash.</summary>
    public void RequireStored()
    {
        if (State == AccountStanding.Deleted)
        {
            throw new ProblemException(Problem.PlanEnded, "what was stored is deleted, and comes back if the plan is paid before the trash is emptied");
        }
    }

    private static async Task<TokenRow?> FindAsync(ServerDatabase database, byte[] digest, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<TokenRow>(
            """
            SELECT t.account, t.device, t.scope, t.expires_at, a.suspended, a.ends_at, a.deleted_at,
                CASE WHEN d.id IS NULL THEN NULL WHEN d.revoked_at IS NOT NULL THEN 1 ELSE 0 END AS device_found
            FROM tokens t JOIN accounts a ON a.id = t.account LEFT JOIN devices d ON d.id = t.device
            WHERE t.digest = @digest
            """,
            new { digest });
    }

    private sealed class TokenRow
    {
        public string Account { get; init; } = "";

        public string? Device { get; init; }

        public long Scope { get; init; }

        public long ExpiresAt { get; init; }

        public long Suspended { get; init; }

        public long? EndsAt { get; init; }

        public long? DeletedAt { get; init; }

        /// <summary>0 where the device is good, 1 where it is revoked, null where there is none.</summary>
        public long? DeviceFound { get; init; }
    }
}
