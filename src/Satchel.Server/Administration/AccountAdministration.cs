using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Accounts;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Operations;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Administration;

/// <summary>What the operator does to accounts. It goes through the database, so that it counts from the next request on, whichever server that comes to.</summary>
internal sealed class AccountAdministration(ServerDatabase database, Ledger ledger, AccountErasure erasure, TimeProvider time)
{
    private const string Operator = "operator";

    /// <summary>All accounts, by address, a page at a time inside.</summary>
    public async IAsyncEnumerable<AccountRow> ListAsync()
    {
        const int PageRows = 1000;
        string after = "";
        while (true)
        {
            List<AccountRow> page;
            await using (DbConnection connection = await database.OpenAsync(CancellationToken.None))
            {
                page = [.. await connection.QueryAsync<AccountRow>($"SELECT {AccountRow.Columns} FROM accounts WHERE email > @after ORDER BY email LIMIT @PageRows", new { after, PageRows })];
            }

            foreach (AccountRow account in page)
            {
                yield return account;
            }

            if (page.Count < PageRows)
            {
                yield break;
            }

            after = page[^1].Email;
        }
    }

    /// <summary>The account of an address, or of an id.</summary>
    /// <exception cref="AdministrationException">There is none.</exception>
    public async Task<AccountRow> FindAsync(string emailOrId, CancellationToken cancellationToken)
    {
        string email = EmailAddress.TryNormalize(emailOrId, out string address) ? address : "";
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<AccountRow>($"SELECT {AccountRow.Columns} FROM accounts WHERE email = @email OR id = @emailOrId", new { email, emailOrId })
            ?? throw new AdministrationException($"there is no account '{emailOrId}'");
    }

    /// <summary>Changes an account, and tells what it is then.</summary>
    public async Task<AccountRow> ChangeAsync(AccountRow account, AccountChange change, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                await SubscriptionState.LockAsync(transaction, account.Id);
                if (change.Suspended is { } wanted)
                {
                    await connection.ExecuteAsync("UPDATE accounts SET suspended = @suspended WHERE id = @Id", new { suspended = wanted ? 1L : 0L, account.Id }, transaction);
                }

                if (change.Plan is not null || change.Ends is not null)
                {
                    DateTimeOffset? ends = change.Ends is { } end ? end.At : account.Ends;
                    await ledger.SetByOperatorAsync(transaction, account.Id, change.Plan ?? account.Plan, change.QuotaBytes ?? account.QuotaBytes, ends);
                }
                else if (change.QuotaBytes is { } quota)
                {
                    await ledger.SetQuotaByOperatorAsync(transaction, account.Id, account.Plan, quota);
                }

                string detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"quota {change.QuotaBytes} ends {(change.Ends is { } given ? given.At?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? "never" : "")} suspended {change.Suspended} plan {change.Plan}");
                await AuditLog.AddAsync(transaction, time.GetUtcNow(), Operator, "account.set", account.Id, detail);
                return true;
            },
            cancellationToken);
        return await FindAsync(account.Id, cancellationToken);
    }

    /// <summary>Takes an account's blobs back out of the trash, where their names are free.</summary>
    /// <returns>How many.</returns>
    public Task<int> UndeleteAsync(AccountRow account, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            IEnumerable<TrashedBlob> trashed = await connection.QueryAsync<TrashedBlob>(
                "SELECT t.storage_key, t.vault, t.name, t.bytes, t.digest FROM trash t JOIN vaults v ON v.id = t.vault WHERE v.account = @Id AND t.name <> '' ORDER BY t.delete_after DESC",
                new { account.Id },
                transaction);
            int restored = 0;
            long bytes = 0;
            foreach (TrashedBlob blob in trashed)
            {
                int put = await connection.ExecuteAsync(
                    "INSERT INTO blobs (vault, name, storage_key, bytes, digest, stored_at) VALUES (@Vault, @Name, @StorageKey, @Bytes, @Digest, @at) ON CONFLICT (vault, name) DO NOTHING",
                    new { blob.Vault, blob.Name, blob.StorageKey, blob.Bytes, blob.Digest, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                    transaction);
                if (put == 1)
                {
                    await connection.ExecuteAsync("DELETE FROM trash WHERE storage_key = @StorageKey", new { blob.StorageKey }, transaction);
                    restored++;
                    bytes += blob.Bytes;
                }
            }

            await connection.ExecuteAsync("UPDATE accounts SET used_bytes = used_bytes + @bytes WHERE id = @Id", new { bytes, account.Id }, transaction);
            await AuditLog.AddAsync(transaction, time.GetUtcNow(), Operator, "account.undelete", account.Id, string.Create(CultureInfo.InvariantCulture, $"blobs {restored}"));
            return restored;
        },
        cancellationToken);

    /// <summary>Erases an account.</summary>
    /// <exception cref="AdministrationException">It is under legal hold.</exception>
    public async Task EraseAsync(AccountRow account, CancellationToken cancellationToken)
    {
        try
        {
            await erasure.EraseAsync(account.Id, Operator, cancellationToken);
        }
        catch (ProblemException error) when (error.Problem == Problem.Held)
        {
            throw new AdministrationException($"{account.Email} is under legal hold ({account.HeldReason}); release it first");
        }
    }

    /// <summary>Puts an account under legal hold: nothing of it is deleted, whoever asks, until it is released.</summary>
    public Task HoldAsync(AccountRow account, string reason, CancellationToken cancellationToken) => SetHoldAsync(account, reason, cancellationToken);

    /// <summary>Ends a legal hold. A deletion that was announced before is announced anew, from its first warning on.</summary>
    public Task ReleaseAsync(AccountRow account, CancellationToken cancellationToken) => SetHoldAsync(account, null, cancellationToken);

    private Task<bool> SetHoldAsync(AccountRow account, string? reason, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            await transaction.Connection!.ExecuteAsync(
                """
                UPDATE accounts SET hold = @hold, held_reason = @reason,
                    deletion_at = CASE WHEN deleted_at IS NULL THEN NULL ELSE deletion_at END, deletion_announced_at = CASE WHEN deleted_at IS NULL THEN NULL ELSE deletion_announced_at END
                WHERE id = @Id
                """,
                new { hold = reason is null ? 0L : 1L, reason, account.Id },
                transaction);
            await AuditLog.AddAsync(transaction, time.GetUtcNow(), Operator, reason is null ? "account.release" : "account.hold", account.Id, reason ?? "");
            return true;
        },
        cancellationToken);
}
