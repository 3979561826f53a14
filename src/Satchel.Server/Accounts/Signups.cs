using System.Data.Common;
using Dapper;
using Satchel.Accounts.Messages;
using Satchel.Server.Database;
using Satchel.Server.Hosting;
using Satchel.Server.Notices;
using Satchel.Server.Tokens;

namespace Satchel.Server.Accounts;

/// <summary>
/// Signing up where the server sends mail: an account is made when the link of a letter is followed, so nobody makes one with a stranger's address. What
/// is answered is the same whether the address has an account or not; the letter tells whoever may read it.
/// </summary>
internal sealed class Signups(ServerDatabase database, AccountQueries accounts, ServiceSettings services, ServerSettings settings, TimeProvider time)
{
    /// <summary>How long a link is good for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>Whether addresses are confirmed.</summary>
    public bool AreConfirmed => services.Mail is not null;

    /// <summary>Where a link leads to.</summary>
    public static string PathOf(string code) => $"/confirm/{code}";

    /// <summary>Keeps a signup until it is confirmed, and writes the letter; false where the registration is none.</summary>
    public Task<bool> BeginAsync(byte[] registration, string id, string email, SignupRequest signup, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            DateTimeOffset now = time.GetUtcNow();
            if (!await AccountQueries.TakeRegistrationAsync(transaction, registration, email, now))
            {
                return false;
            }

            string code = Token.New();
            Token.TryDigest(code, out byte[] digest);
            DateTimeOffset expiresAt = now + Life;
            await connection.ExecuteAsync(
                """
                INSERT INTO signups (digest, account, email, language, public_key, opaque_record, envelope, expires_at)
                VALUES (@digest, @id, @email, @Language, @AccountKey, @Record, @Envelope, @at)
                """,
                new { digest, id, email, signup.Language, signup.AccountKey, signup.Record, signup.Envelope, at = expiresAt.ToUnixTimeMilliseconds() },
                transaction);

            // Both letters take the same work, so the time that it takes tells nothing either.
            string? language = await connection.ExecuteScalarAsync<string?>("SELECT COALESCE(language, 'en') FROM accounts WHERE email = @email", new { email }, transaction);
            NoticeKind kind = language is null ? NoticeKind.ConfirmAddress : NoticeKind.AddressTaken;
            string link = new Uri(settings.Url!, language is null ? PathOf(code) : "/sign-in").ToString();
            await LetterQueue.AddAsync(transaction, email, kind, language ?? signup.Language, new Dictionary<string, string> { ["link"] = link }, now, expiresAt);
            return true;
        },
        cancellationToken);

    /// <summary>What a link would confirm; null where it is good no more. Looking does not use it up: programs that read mail look at every link.</summary>
    public async Task<SignupRow?> FindAsync(string code, CancellationToken cancellationToken)
    {
        if (!Token.TryDigest(code, out byte[] digest))
        {
            return null;
        }

        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<SignupRow>(
            $"SELECT {SignupRow.Columns} FROM signups WHERE digest = @digest AND expires_at > @now", new { digest, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    /// <summary>Makes the account of a link; it has no device yet, because the one that asked has not kept its key.</summary>
    /// <returns>False where the link is good no more, or the address or the key got an account meanwhile.</returns>
    public Task<bool> ConfirmAsync(string code, CancellationToken cancellationToken) => !Token.TryDigest(code, out byte[] digest) ? Task.FromResult(false) : database.WriteAsync(
        async transaction =>
        {
            SignupRow? signup = await transaction.Connection!.QueryFirstOrDefaultAsync<SignupRow?>(
                $"DELETE FROM signups WHERE digest = @digest AND expires_at > @now RETURNING {SignupRow.Columns}", new { digest, now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
            return signup is not null && await accounts.InsertAsync(transaction, signup);
        },
        cancellationToken);
}
