using System.Data.Common;
using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Accounts;
using Satchel.Server.Background;
using Satchel.Server.Hosting;
using Satchel.Server.Payments;
using Satchel.Server.Plans;
using Satchel.Server.Subscriptions;
using Satchel.TestKit;

namespace Satchel.Server.Tests.Subscriptions;

/// <summary>A server with a clock of the test's, whose mail always goes out, and somebody who pays.</summary>
internal sealed class PlansWorld(TestServer server, FakeTimeProvider time) : IAsyncDisposable
{
    public const string Provider = "test";

    private int _transactions;

    public TestServer Server { get; } = server;

    public FakeTimeProvider Time { get; } = time;

    public Ledger Ledger => Server.Services.GetRequiredService<Ledger>();

    public Catalogue Catalogue => Server.Services.GetRequiredService<Catalogue>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts one; what differs from the built-in plans is replaced in their text.</summary>
    public static async Task<PlansWorld> StartAsync(bool onPostgreSql = false, params (string Old, string New)[] changes)
    {
        var time = new FakeTimeProvider();
        string text = Catalogue.TextFor(new ServerSettings { DataFolder = "/nonexistent" });
        foreach ((string old, string @new) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, @new, StringComparison.Ordinal);
        }

        string? database = onPostgreSql ? await PostgreSql.NewDatabaseAsync() : null;
        TestServer server = await TestServer.StartAsync(
            settings =>
            {
                File.WriteAllText(Path.Combine(settings.DataFolder, Catalogue.FileName), text);
                return settings with { Database = database };
            },
            time);
        return new PlansWorld(server, time);
    }

    /// <summary>Pays for a plan, as a provider would tell it.</summary>
    public async Task<Order> PayAsync(string account, string plan = "yearly", string platform = "desktop")
    {
        Order order = await Ledger.OpenAsync(account, plan, platform, Provider, renews: false, Cancel);
        return order.State == OrderState.Paid ? order : (await TellAsync(order, PaymentKind.Payment)).Order!;
    }

    /// <summary>Tells the ledger of all of an order's money.</summary>
    public Task<LedgerResult> TellAsync(Order order, PaymentKind kind, Money? amount = null) => Ledger.ApplyAsync(News(order, kind, amount), Cancel);

    /// <summary>News of an order's money.</summary>
    public PaymentNotice News(Order order, PaymentKind kind, Money? amount = null)
    {
        int number = ++_transactions;
        return new PaymentNotice(order.Provider, $"event {number}", "00", order.Id, null, kind, $"transaction {number}", amount ?? order.Due, Time.GetUtcNow());
    }

    /// <summary>Lets days go by, the server at work each day. What goes far is done in one leap but for its last months.</summary>
    public async Task PassAsync(int days)
    {
        const int Daily = 120;
        if (days > Daily)
        {
            Time.Advance(TimeSpan.FromDays(days - Daily));
            await RunLadderAsync();
        }

        for (int day = 0; day < Math.Min(days, Daily); day++)
        {
            Time.Advance(TimeSpan.FromDays(1));
            await RunLadderAsync();
        }
    }

    /// <summary>One run of the ladder; then all mail goes out.</summary>
    public async Task RunLadderAsync()
    {
        LadderWork work = Server.Services.GetServices<IBackgroundWork>().OfType<LadderWork>().Single();
        Lease lease = (await Lease.TryTakeAsync(Server.Database, Time, work.Name, "test", Cancel))!;
        await work.RunAsync(lease, Cancel);
        await lease.ReturnAsync(TimeSpan.Zero);
        await ExecuteAsync("UPDATE notices SET sent_at = @now WHERE sent_at IS NULL", new { now = Time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    public async Task<AccountRow?> FindAsync(string account)
    {
        await using DbConnection connection = await Server.Database.OpenAsync(Cancel);
        return await connection.QueryFirstOrDefaultAsync<AccountRow>($"SELECT {AccountRow.Columns} FROM accounts WHERE id = @account", new { account });
    }

    public Task<string> StageAsync(string account) => Server.Database.WriteAsync(
        async transaction =>
        {
            AccountRow? row = await transaction.Connection!.QueryFirstOrDefaultAsync<AccountRow>($"SELECT {AccountRow.Columns} FROM accounts WHERE id = @account", new { account }, transaction);
            Entitlement? entitlement = await SubscriptionState.ReadOwnAsync(transaction, account, Time.GetUtcNow());
            return row is null ? "gone" : SubscriptionStage.Of(row, entitlement, Catalogue, Time.GetUtcNow());
        },
        Cancel);

    public Task<int> ExecuteAsync(string statement, object? values = null) =>
        Server.Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(statement, values, transaction), Cancel);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object? values = null)
    {
        await using DbConnection connection = await Server.Database.OpenAsync(Cancel);
        return [.. await connection.QueryAsync<T>(statement, values)];
    }

    /// <summary>Runs one of the operator's commands.</summary>
    public async Task<string> AdminAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = await ServerCommandLine.RunAsync(["admin", "--data", Server.Folder, .. arguments], output, errors, Time);
        Assert.True(code == 0, errors.ToString());
        return output.ToString();
    }

    /// <summary>What an account can do, found out over HTTP: write, read, pay or nothing.</summary>
    public async Task<string> TryAsync(TestAccount account)
    {
        using HttpClient client = Server.ClientWith(await Server.NewTokenAsync(account));
        using HttpResponseMessage write = await client.PutBlobAsync("v", $"b{Guid.NewGuid():N}", [1]);
        using HttpResponseMessage read = await client.GetAsync(new Uri("v1/vaults/v/blobs/first", UriKind.Relative), Cancel);
        using HttpResponseMessage pay = await client.GetAsync(new Uri("v1/account/orders", UriKind.Relative), Cancel);
        string said = write.Headers.TryGetValues("Satchel-Problem", out IEnumerable<string>? values) ? values.Single() : "";
        return (write.StatusCode, read.StatusCode, pay.StatusCode, said) switch
        {
            (HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, _) => "write",
            (HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK, "plan-ended") => "read",
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK, "plan-ended") => "pay",
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, "suspended") => "nothing",
            _ => $"{write.StatusCode} {read.StatusCode} {pay.StatusCode} {said}",
        };
    }

    /// <summary>An account with a vault in which a blob lies.</summary>
    public async Task<TestAccount> NewAccountAsync()
    {
        TestAccount account = await Server.NewAccountAsync();
        using HttpClient client = Server.ClientWith(account.AddToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("v", "first", [1]).IsAsync(HttpStatusCode.Created);
        return account;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
