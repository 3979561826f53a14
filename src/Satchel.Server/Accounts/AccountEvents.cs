using System.Data.Common;
using Dapper;
using Satchel.Accounts.Messages;
using Satchel.Server.Database;

namespace Satchel.Server.Accounts;

/// <summary>What happened to an account, for its person to see: who signed in, which devices came and went.</summary>
internal static class AccountEvents
{
    public const string Signup = "signup";
    public const string Login = "login";
    public const string LoginFailed = "loginFailed";
    public const string DeviceAdded = "deviceAdded";
    public const string DeviceRevoked = "deviceRevoked";
    public const string OwnerToken = "ownerToken";
    public const string PageSignIn = "pageSignIn";
    public const string ErasureAsked = "erasureAsked";
    public const string ErasureStopped = "erasureStopped";

    private const int MostListed = 200;

    /// <summary>Notes an event in the transaction that makes it.</summary>
    public static Task AddAsync(DbTransaction transaction, string account, string kind, string? device, DateTimeOffset at) => transaction.Connection!.ExecuteAsync(
        "INSERT INTO events (account, at, kind, device) VALUES (@account, @at, @kind, @device)",
        new { account, at = at.ToUnixTimeMilliseconds(), kind, device },
        transaction);

    /// <summary>The latest events, newest first.</summary>
    public static async Task<AccountEventList> ListAsync(ServerDatabase database, string account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        IEnumerable<EventRow> rows = await connection.QueryAsync<EventRow>(
            "SELECT at, kind, device FROM events WHERE account = @account ORDER BY number DESC LIMIT @MostListed", new { account, MostListed });
        return new AccountEventList([.. rows.Select(row => new AccountEvent(DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Kind, row.Device))]);
    }

    private sealed class EventRow
    {
        public long At { get; init; }

        public string Kind { get; init; } = "";

        public string? Device { get; init; }
    }
}
