using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Accounts;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Operations;

namespace Satchel.Server.Administration;

/// <summary>What the operator does to accounts. It goes through the database, so that it counts from the next request on, whichever server that comes to.</summary>
internal sealed class AccountAdministration(ServerDatabase database, TimeProvider time)
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
        long quota = change.QuotaBytes ?? account.QuotaBytes;
        long? ends = change.Ends is { } end ? end.At?.ToUnixTimeMilliseconds() : account.EndsAt;
        long suspended = change.Suspended is { } wanted ? (wanted ? 1 : 0) : account.Suspended;
        string plan = change.Plan ?? account.Plan;
        await database.WriteAsync(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    "UPDATE accounts SET quota_bytes = @quota, ends_at = @ends, suspended = @suspended, plan = @plan WHERE id = @Id",
                    new { quota, ends, suspended, plan, account.Id },
                    transaction);
                string detail = string.Create(CultureInfo.InvariantCulture, $"quota {quota} ends {ends?.ToString(CultureInfo.InvariantCulture) ?? "never"} suspended {suspended} plan {plan}");
                await AuditLog.AddAsync(transaction, time.GetUtcNow(), Operator, "account.set", account.Id, detail);
                return true;
            },
            cancellationToken);
        return await FindAsync(account.Id, cancellationToken);
    }

    /// <summary>Erases an account.</summary>
    public Task<bool> EraseAsync(AccountRow account, CancellationToken cancellationToken) => new AccountErasure(database, time).EraseAsync(account.Id, Operator, cancellationToken);
}
