using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Accounts.Messages;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Plans;
using Satchel.Server.Quota;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Accounts;

/// <summary>The accounts of the cloud.</summary>
internal sealed class AccountQueries(ServerDatabase database, Catalogue catalogue, Ledger ledger, INoticeQueue notices, TimeProvider time)
{
    // A person who forgot tries a few; the notice is for whoever is tried by somebody else.
    private const int TriesOfBurst = 5;

    private static readonly TimeSpan Burst = TimeSpan.FromHours(1);

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
            DateTimeOffset now = time.GetUtcNow();
            var row = new SignupRow { Account = id, Email = email, Language = signup.Language, PublicKey = signup.AccountKey, OpaqueRecord = signup.Record, Envelope = signup.Envelope };
            return await TakeRegistrationAsync(transaction, registration, email, now) && await InsertAsync(transaction, row)
                ? await Devices.DeviceQueries.AddAsync(transaction, id, signup.Device, now)
                : null;
        },
        cancellationToken);

    /// <summary>Uses a registration up; false where it is none of that address.</summary>
    public static async Task<bool> TakeRegistrationAsync(DbTransaction transaction, byte[] registration, string email, DateTimeOffset now) =>
        await transaction.Connection!.ExecuteScalarAsync<string?>(
            "DELETE FROM registrations WHERE digest = @registration AND expires_at > @at RETURNING email", new { registration, at = now.ToUnixTimeMilliseconds() }, transaction) == email;

    /// <summary>Makes an account; false where its address or its key has one.</summary>
    public async Task<bool> InsertAsync(DbTransaction transaction, SignupRow signup)
    {
        DateTimeOffset now = time.GetUtcNow();
        int made = await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO accounts (id, email, language, public_key, opaque_record, envelope, plan, quota_bytes, counted_at, created_at)
            VALUES (@Account, @Email, @Language, @PublicKey, @OpaqueRecord, @Envelope, @Plan, @QuotaBytes, @at, @at)
            ON CONFLICT DO NOTHING
            """,
            new
            {
                signup.Account,
                signup.Email,
                signup.Language,
                signup.PublicKey,
                signup.OpaqueRecord,
                signup.Envelope,
                Plan = catalogue.Free.Id,
                catalogue.Free.QuotaBytes,
                at = now.ToUnixTimeMilliseconds(),
            },
            transaction);
        if (made == 0)
        {
            return false;
        }

        await ledger.BeginTrialAsync(transaction, signup.Account);
        await notices.EnqueueAsync(transaction, signup.Account, NoticeKind.Welcome, "", null, now);
        await AccountEvents.AddAsync(transaction, signup.Account, AccountEvents.Signup, null, now);
        return true;
    }

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
            if (device is null)
            {
                return null;
            }

            string id = await Devices.DeviceQueries.AddAsync(transaction, account, device, now);
            await notices.EnqueueAsync(transaction, account, NoticeKind.NewDevice, id, new Dictionary<string, string> { ["device"] = device.Name }, now);
            return id;
        },
        cancellationToken);

    /// <summary>Notes that somebody tried the wrong passphrase.</summary>
    public Task<bool> RefuseLoginAsync(string account, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            await AccountEvents.AddAsync(transaction, account, AccountEvents.LoginFailed, null, now);
            long tries = await transaction.Connection!.ExecuteScalarAsync<long>(
                "SELECT COUNT(*) FROM events WHERE account = @account AND kind = @LoginFailed AND at > @since",
                new { account, AccountEvents.LoginFailed, since = (now - Burst).ToUnixTimeMilliseconds() },
                transaction);
            if (tries >= TriesOfBurst)
            {
                // Once a day: who tries for weeks is not to fill the letter box as well.
                await notices.EnqueueAsync(transaction, account, NoticeKind.WrongPassphrases, now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, now);
            }

            return true;
        },
        cancellationToken);

    /// <summary>What all who share an account's quota store together.</summary>
    public async Task<long> ReadFamilyUseAsync(string id, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(FamilyQuota.UsedBytes, new { account = id });
    }

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
