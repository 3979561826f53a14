using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Notices;
using Satchel.Server.Payments;
using Satchel.Server.Subscriptions;
using Satchel.Server.Tests;

namespace Satchel.Pages.Tests;

/// <summary>Somebody with an account, and what the database holds of them.</summary>
internal sealed class Person(TestServer server, TestAccount account)
{
    private const long Day = 86_400_000;

    public TestAccount Account { get; } = account;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private Ledger Ledger => server.Services.GetRequiredService<Ledger>();

    public static async Task<Person> MakeAsync(TestServer server)
    {
        TestAccount account = await server.NewAccountAsync();
        var person = new Person(server, account with { Email = $"ana.{account.Id[..6]}@example.org" });
        await person.ChangeAsync("UPDATE accounts SET email = @Email WHERE id = @Id");
        return person;
    }

    /// <summary>Two vaults with something in them, another device, a receipt, a refund, an order that is open, and notices.</summary>
    public async Task LiveAsync()
    {
        await AddVaultAsync("family", 41L << 30);
        await AddVaultAsync("work", 9L << 30);
        await ChangeAsync("INSERT INTO devices (id, account, name, public_key, added_at, last_seen_at) VALUES (@Other, @Id, 'Pixel 9 的手机', @key, @long, @now)");
        await PayAsync("yearly", 18000);
        Order refunded = await PayAsync("yearly", 18000);
        await ApplyAsync(refunded, PaymentKind.Refund, 18000);
        await PayAsync("family", null);
        await server.Database.WriteAsync(
            async transaction =>
            {
                await server.Services.GetRequiredService<INoticeQueue>().EnqueueAsync(transaction, Account.Id, NoticeKind.Welcome, "", null, DateTimeOffset.FromUnixTimeMilliseconds(Now));
                return true;
            },
            Cancel);
    }

    /// <summary>Orders a plan by card and pays it, where it costs something.</summary>
    public async Task<Order> PayAsync(string plan, long? amount)
    {
        Order order = await Ledger.OpenAsync(Account.Id, plan, "iphone", "stripe", renews: false, Cancel);
        await ApplyAsync(order, PaymentKind.Payment, amount ?? order.Amount);
        return (await Ledger.FindAsync(order.Id, Cancel))!;
    }

    /// <summary>Puts the account into a state.</summary>
    public Task BecomeAsync(string state) => ChangeAsync(state switch
    {
        "free" => "UPDATE accounts SET plan = 'free', ends_at = NULL, quota_bytes = 2147483648, used_bytes = 734003200 WHERE id = @Id",
        "ending" => "UPDATE accounts SET plan = 'yearly', ends_at = @soon, quota_bytes = 214748364800, used_bytes = 53687091200 WHERE id = @Id",
        "grace" => "UPDATE accounts SET ends_at = @recently WHERE id = @Id",
        "readOnly" => "UPDATE accounts SET ends_at = @long WHERE id = @Id",
        "announced" => "UPDATE accounts SET ends_at = @longest, deletion_at = @soon WHERE id = @Id",
        "deleted" => "UPDATE accounts SET ends_at = @longest, deletion_at = @recently, deleted_at = @recently WHERE id = @Id",
        "held" => "UPDATE accounts SET ends_at = @long, deletion_at = NULL, deleted_at = NULL, hold = 1 WHERE id = @Id",
        "over" => "UPDATE accounts SET ends_at = @soon, hold = 0, used_bytes = quota_bytes + 21474836480 WHERE id = @Id",
        _ => "UPDATE accounts SET suspended = 1 WHERE id = @Id",
    });

    private Task<int> AddVaultAsync(string name, long bytes) => server.Database.WriteAsync(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            long vault = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
            await connection.ExecuteAsync("INSERT INTO vaults (id, account, name, created_at) VALUES (@vault, @Id, @name, @Now)", new { vault, Account.Id, name, Now }, transaction);
            await connection.ExecuteAsync("UPDATE accounts SET used_bytes = used_bytes + @bytes WHERE id = @Id", new { Account.Id, bytes }, transaction);
            return await connection.ExecuteAsync(
                "INSERT INTO blobs (vault, name, storage_key, bytes, digest, stored_at) VALUES (@vault, 'packs/aa', @key, @bytes, @key, @Now)",
                new { vault, key = RandomNumberGenerator.GetBytes(16), bytes, Now },
                transaction);
        },
        Cancel);

    private Task<int> ChangeAsync(string statement) => server.Database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            statement,
            new
            {
                Account.Id,
                Account.Email,
                Other = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                key = RandomNumberGenerator.GetBytes(32),
                now = Now,
                soon = Now + (20 * Day),
                recently = Now - (9 * Day),
                @long = Now - (100 * Day),
                longest = Now - (380 * Day),
            },
            transaction),
        Cancel);

    private Task<LedgerResult> ApplyAsync(Order order, PaymentKind kind, long amount)
    {
        string transaction = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return Ledger.ApplyAsync(
            new PaymentNotice("stripe", transaction, "", order.Id, null, kind, $"pi_{transaction}", new Money(amount, order.Currency), DateTimeOffset.FromUnixTimeMilliseconds(Now)), Cancel);
    }
}
