using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Operations;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;

namespace Satchel.Server.Subscriptions;

/// <summary>
/// Who shares a family plan. They share its quota and its end, and nothing else: nobody sees another's vaults, devices or
/// orders. Who leaves keeps what is stored: on the free plan where it fits, else as after a plan's end.
/// </summary>
internal sealed class Families(ServerDatabase database, SubscriptionState state, Ledger ledger, INoticeQueue notices, TimeProvider time)
{
    private static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    /// <summary>Makes an invitation, good for a week and for one person.</summary>
    /// <exception cref="ProblemException">There is no family plan, or no room in it.</exception>
    public Task<FamilyInvitation> InviteAsync(string owner, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            await SubscriptionState.LockAsync(transaction, owner);
            await RequireRoomAsync(transaction, owner, now);
            string code = Token.New();
            Token.TryDigest(code, out byte[] digest);
            DateTimeOffset expiresAt = now + InvitationLife;
            await transaction.Connection!.ExecuteAsync(
                "INSERT INTO family_invitations (digest, family, made_at, expires_at) VALUES (@digest, @owner, @now, @expiresAt)",
                new { digest, owner, now = now.ToUnixTimeMilliseconds(), expiresAt = expiresAt.ToUnixTimeMilliseconds() },
                transaction);
            return new FamilyInvitation(code, expiresAt);
        },
        cancellationToken);

    /// <summary>Joins the family of an invitation.</summary>
    /// <exception cref="ProblemException">The invitation is none any more, there is no room, or the account is in a family.</exception>
    public Task<bool> AcceptAsync(string account, string code, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            DbConnection connection = transaction.Connection!;
            string? owner = Token.TryDigest(code, out byte[] digest)
                ? await connection.ExecuteScalarAsync<string?>(
                    "SELECT family FROM family_invitations WHERE digest = @digest AND expires_at > @now", new { digest, now = now.ToUnixTimeMilliseconds() }, transaction)
                : null;
            if (owner is null || !await SubscriptionState.LockAsync(transaction, owner))
            {
                throw new ProblemException(Problem.FamilyRefused, "the invitation has expired, or was used");
            }

            await SubscriptionState.LockAsync(transaction, account);
            Entitlement plan = await RequireRoomAsync(transaction, owner, now);
            if (owner == account || await connection.ExecuteScalarAsync<string?>("SELECT family FROM accounts WHERE id = @account", new { account }, transaction) is not null)
            {
                throw new ProblemException(Problem.FamilyRefused, "the account is in a family already");
            }

            await RequireQuotaAsync(transaction, owner, account, plan);
            if (await connection.ExecuteAsync("DELETE FROM family_invitations WHERE digest = @digest", new { digest }, transaction) == 0)
            {
                throw new ProblemException(Problem.FamilyRefused, "the invitation has expired, or was used");
            }

            await connection.ExecuteAsync("UPDATE accounts SET family = @owner WHERE id = @owner OR id = @account", new { owner, account }, transaction);
            await state.RecomputeAsync(transaction, owner, now);
            await TellAsync(transaction, owner, account, "joined", now);
            return true;
        },
        cancellationToken);

    /// <summary>Takes somebody out of a family: oneself, or by the one whose plan it is.</summary>
    /// <exception cref="ProblemException">They are not in that family, or its plan is theirs.</exception>
    public Task<bool> LeaveAsync(string by, string member, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            string? owner = await transaction.Connection!.ExecuteScalarAsync<string?>("SELECT family FROM accounts WHERE id = @member", new { member }, transaction);
            if (owner is null || owner == member || (by != member && by != owner))
            {
                throw new ProblemException(Problem.FamilyRefused, "they are not in that family, or its plan is theirs");
            }

            await SubscriptionState.LockAsync(transaction, owner);
            await LeaveAsync(transaction, owner, member);
            return true;
        },
        cancellationToken);

    /// <summary>Who shares the plan with an account, the one that bought it first; nobody where it is in no family.</summary>
    public async Task<IReadOnlyList<FamilyMember>> ListAsync(string account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<FamilyMember>(
            """
            SELECT m.id, m.email, m.used_bytes, CASE WHEN m.id = m.family THEN 1 ELSE 0 END AS is_owner
            FROM accounts a JOIN accounts m ON m.family = a.family WHERE a.id = @account ORDER BY is_owner DESC, m.email
            """,
            new { account })];
    }

    /// <summary>Takes everybody out of the family whose plan is an account's.</summary>
    public async Task DissolveAsync(DbTransaction transaction, string owner)
    {
        DbConnection connection = transaction.Connection!;
        IEnumerable<string> members = await connection.QueryAsync<string>("SELECT id FROM accounts WHERE family = @owner AND id <> @owner ORDER BY id", new { owner }, transaction);
        foreach (string member in members)
        {
            await LeaveAsync(transaction, owner, member);
        }

        await connection.ExecuteAsync("UPDATE accounts SET family = NULL WHERE id = @owner AND family = @owner", new { owner }, transaction);
        await connection.ExecuteAsync("DELETE FROM family_invitations WHERE family = @owner", new { owner }, transaction);
    }

    private async Task LeaveAsync(DbTransaction transaction, string owner, string member)
    {
        DateTimeOffset now = time.GetUtcNow();
        DbConnection connection = transaction.Connection!;
        await SubscriptionState.LockAsync(transaction, member);
        Entitlement? shared = await SubscriptionState.ReadOwnAsync(transaction, owner, now);
        await connection.ExecuteAsync("UPDATE accounts SET family = NULL WHERE id = @member", new { member }, transaction);
        if (shared is not null)
        {
            // The ladder of who leaves begins now, or where the family's has begun already.
            long at = now.ToUnixTimeMilliseconds();
            await ledger.EndSharingAsync(transaction, member, shared, Math.Min(at, shared.EndsAt ?? at), now);
        }

        await TellAsync(transaction, owner, member, "left", now);
    }

    private static async Task<Entitlement> RequireRoomAsync(DbTransaction transaction, string owner, DateTimeOffset now)
    {
        Entitlement? plan = await SubscriptionState.ReadOwnAsync(transaction, owner, now);
        if (plan is not { IsLive: true, People: > 1 })
        {
            throw new ProblemException(Problem.FamilyRefused, "the account has no family plan that runs");
        }

        (long members, long elsewhere) = await transaction.Connection!.QueryFirstAsync<(long, long)>(
            """
            SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN id = @owner AND family <> @owner THEN 1 ELSE 0 END), 0) AS BIGINT)
            FROM accounts WHERE family = @owner OR id = @owner
            """,
            new { owner },
            transaction);
        return members < plan.People && elsewhere == 0
            ? plan
            : throw new ProblemException(Problem.FamilyRefused, string.Create(CultureInfo.InvariantCulture, $"the plan is for {plan.People} people, who are all there"));
    }

    private static async Task RequireQuotaAsync(DbTransaction transaction, string owner, string account, Entitlement plan)
    {
        long together = await transaction.Connection!.ExecuteScalarAsync<long>(
            "SELECT CAST(SUM(used_bytes + reserved_bytes) AS BIGINT) FROM accounts WHERE family = @owner OR id = @owner OR id = @account", new { owner, account }, transaction);
        if (together > plan.QuotaBytes)
        {
            throw new ProblemException(Problem.FamilyRefused, "what the account stores does not fit into the family's quota");
        }
    }

    private async Task TellAsync(DbTransaction transaction, string owner, string member, string what, DateTimeOffset now)
    {
        await AuditLog.AddAsync(transaction, now, "owner", $"family.{what}", member, $"family {owner}");
        string key = string.Create(CultureInfo.InvariantCulture, $"{member}:{what}:{now.ToUnixTimeMilliseconds()}");
        string? email = await transaction.Connection!.ExecuteScalarAsync<string?>("SELECT email FROM accounts WHERE id = @member", new { member }, transaction);
        foreach (string account in new[] { owner, member })
        {
            await notices.EnqueueAsync(transaction, account, NoticeKind.FamilyChanged, key, new Dictionary<string, string> { ["who"] = email ?? "", ["what"] = what }, now);
        }
    }
}
