using System.Data.Common;
using Dapper;
using Satchel.Accounts.Messages;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Plans;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Accounts;

/// <summary>The accounts of the cloud.</summary>
internal sealed class AccountQueries(ServerDatabase database, Catalogue catalogue, Ledger ledger, INoticeQueue notices, TimeProvider time)
{
    /// <summary>Notes that somebody began to sign up.</summary>
    public Task<bool> BeginRegistrationAsync(byte[] digest, string email, DateTimeOffset expiresAt, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync(
            "INSERT INTO registrations (digest, email, expires_at) VALUES (@digest, @email, @at)", new { digest, email, at = expiresAt.ToUnixTimeMilliseconds() }, transaction) == 1,
        durable: false,
        cancellationToken);

    /// <summary>Makes the account of a registration, with its first device; null where the registration is none, or the address or the key has an account.</summary>
    public Task<string?> MakeAsync(byte[] registration, string id, string email, SignupRequest signup, CancellationToken cancellationToken) => database.WriteAsync<string?>(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            DateTimeOffset now = time.GetUtcNow();
            long at = now.ToUnixTimeMilliseconds();
            string? registered = await connection.ExecuteScalarAsync<string?>(
                "DELETE FROM registrations WHERE digest = @registration AND expires_at > @at RETURNING email", new { registration, at }, transaction);
            if (registered != email)
            {
                return null;
            }

            int made = await connection.ExecuteAsync(
                """
                INSERT INTO accounts (id, email, language, public_key, opaque_record, envelope, plan, quota_bytes, counted_at, created_at)
                VALUES (@id, @email, @Language, @AccountKey, @Record, @Envelope, @Plan, @QuotaBytes, @at, @at)
                ON CONFLICT DO NOTHING
                """,
                new { id, email, signup.Language, signup.AccountKey, signup.Record, signup.Envelope, Plan = catalogue.Free.Id, catalogue.Free.QuotaBytes, at },
                transaction);
            if (made == 0)
            {
                return null;
            }

            await ledger.BeginTrialAsync(transaction, id);
            await notices.EnqueueAsync(transaction, id, NoticeKind.Welcome, "", null, now);
            await AccountEvents.AddAsync(transaction, id, AccountEvents.Signup, null, now);
            return await Devices.DeviceQueries.AddAsync(transaction, id, signup.Device, now);
        },
        cancellationToken);

    /// <summary>What signing in needs of an account.</summary>
    public async Task<CredentialRow?> FindCredentialAsync(string email, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<CredentialRow>("SELECT id, email, opaque_record, envelope, suspended FROM accounts WHERE email = @email", new { email });
    }

    /// <summary>What signing in needs of an account.</summary>
    public async Task<CredentialRow?> FindCredentialOfAsync(string id, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<CredentialRow>("SELECT id, email, opaque_record, envelope, suspended FROM accounts WHERE id = @id", new { id });
    }

    /// <summary>Keeps what a sign-in has to prove.</summary>
    public Task<bool> BeginLoginAsync(byte[] digest, string? account, byte[] state, DateTimeOffset expiresAt, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync(
            "INSERT INTO logins (digest, account, state, expires_at) VALUES (@digest, @account, @state, @at)",
            new { digest, account, state, at = expiresAt.ToUnixTimeMilliseconds() },
            transaction) == 1,
        durable: false,
        cancellationToken);

    /// <summary>Takes a sign-in's state away, so that it is tried once; null where there is none.</summary>
    public Task<LoginRow?> TakeLoginAsync(byte[] digest, CancellationToken cancellationToken) => database.WriteAsync(
        transaction => transaction.Connection!.QueryFirstOrDefaultAsync<LoginRow?>(
            "DELETE FROM logins WHERE digest = @digest AND expires_at > @at RETURNING account, state", new { digest, at = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction),
        durable: false,
        cancellationToken);

    /// <summary>Notes a sign-in, and adds the device that came with it.</summary>
    /// <returns>The device's id, or null where there was none.</returns>
    public Task<string?> CompleteLoginAsync(string account, NewDevice? device, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            await AccountEvents.AddAsync(transaction, account, AccountEvents.Login, null, now);
            return device is null ? null : await Devices.DeviceQueries.AddAsync(transaction, account, device, now);
        },
        cancellationToken);

    /// <summary>Notes that somebody tried the wrong passphrase.</summary>
    public Task<bool> RefuseLoginAsync(string account, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            await AccountEvents.AddAsync(transaction, account, AccountEvents.LoginFailed, null, time.GetUtcNow());
            return true;
        },
        cancellationToken);

    public async Task<AccountRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<AccountRow>($"SELECT {AccountRow.Columns} FROM accounts WHERE id = @id", new { id });
    }

    /// <summary>Changes the language of an account's notices and pages.</summary>
    public Task<bool> ChangeLanguageAsync(string id, string language, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync("UPDATE accounts SET language = @language WHERE id = @id", new { id, language }, transaction) == 1,
        durable: false,
        cancellationToken);
}
