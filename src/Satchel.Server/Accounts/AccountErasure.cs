using System.Data.Common;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Operations;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Accounts;

/// <summary>Erasing an account: its rows at once, its blobs as soon as the background work has come by.</summary>
internal sealed class AccountErasure(ServerDatabase database, Families families, TimeProvider time)
{
    // Every table that knows of an account, in an order that the references allow. Orders, payments and periods are books that have to be
    // kept; they name nobody once the account is gone.
    private static readonly string[] Statements =
    [
        "INSERT INTO trash (storage_key, vault, name, bytes, digest, delete_after) SELECT b.storage_key, b.vault, '', b.bytes, b.digest, @at FROM blobs b JOIN vaults v ON v.id = b.vault WHERE v.account = @account",
        "UPDATE trash SET delete_after = @at, name = '' WHERE vault IN (SELECT id FROM vaults WHERE account = @account)",
        "DELETE FROM damage WHERE vault IN (SELECT id FROM vaults WHERE account = @account)",
        "DELETE FROM blobs WHERE vault IN (SELECT id FROM vaults WHERE account = @account)",
        "DELETE FROM heads WHERE vault IN (SELECT id FROM vaults WHERE account = @account)",
        "DELETE FROM vaults WHERE account = @account",
        "DELETE FROM notices WHERE account = @account",
        "DELETE FROM page_links WHERE account = @account",
        "DELETE FROM page_sessions WHERE account = @account",
        "DELETE FROM logins WHERE account = @account",
        "DELETE FROM tokens WHERE account = @account",
        "DELETE FROM devices WHERE account = @account",
        "DELETE FROM events WHERE account = @account",
        "DELETE FROM accounts WHERE id = @account",
    ];

    /// <summary>Erases an account. There is no way back.</summary>
    /// <exception cref="ProblemException">It is under legal hold.</exception>
    public Task<bool> EraseAsync(string account, string actor, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => EraseAsync(transaction, account, actor), cancellationToken);

    /// <summary>Erases an account in the caller's transaction.</summary>
    /// <exception cref="ProblemException">It is under legal hold.</exception>
    public async Task<bool> EraseAsync(DbTransaction transaction, string account, string actor)
    {
        DbConnection connection = transaction.Connection!;
        await SubscriptionState.LockAsync(transaction, account);
        if (await connection.ExecuteScalarAsync<long?>("SELECT hold FROM accounts WHERE id = @account", new { account }, transaction) is > 0)
        {
            throw new ProblemException(Problem.Held);
        }

        await families.DissolveAsync(transaction, account);
        int rows = 0;
        foreach (string statement in Statements)
        {
            rows = await connection.ExecuteAsync(statement, new { account, at = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
        }

        await AuditLog.AddAsync(transaction, time.GetUtcNow(), actor, "account.erase", account, "");
        return rows == 1;
    }
}
