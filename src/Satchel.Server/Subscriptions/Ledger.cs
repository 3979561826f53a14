using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Operations;
using Satchel.Server.Payments;
using Satchel.Server.Plans;
using Satchel.Server.Problems;

namespace Satchel.Server.Subscriptions;

/// <summary>
/// The only writer of orders, payments and periods. What providers say may come twice, late, in any order or never; each
/// payment counts once, each change is one transaction with its entry in the audit log, and what does not fit is kept
/// for the operator and changes nothing.
/// </summary>
internal sealed partial class Ledger(ServerDatabase database, SubscriptionState state, INoticeQueue notices, TimeProvider time)
{
    private const int IdBytes = 16;
    private const string Server = "server";

    // Whoever presses twice gets the same order; one that was left lying is not the one that is meant.
    private static readonly TimeSpan SameOrder = TimeSpan.FromHours(1);

    // Nobody means to pay for more, and promises must be kept.
    private static readonly TimeSpan FurthestEnd = TimeSpan.FromDays(3660);

    /// <summary>Opens an order: what is to be paid, and what it does to what runs, follow from the account. Where the credit pays for all of it, it comes back paid.</summary>
    /// <exception cref="ProblemException">That cannot be ordered.</exception>
    public Task<Order> OpenAsync(string account, string plan, string platform, string provider, bool renews, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            Order order = await OfferAsync(transaction, account, plan, platform, provider, renews, now);
            if (await FindSameAsync(transaction, order) is { } same)
            {
                return same;
            }

            await InsertAsync(transaction, order);
            await AuditAsync(transaction, now, "owner", "order.open", order, string.Create(CultureInfo.InvariantCulture, $"{order.Kind} {order.Amount} {order.Currency} {order.Provider}"));
            if (order.Amount == 0)
            {
                await GrantAsync(transaction, order, now);
            }

            return await ReadAsync(transaction, order.Id);
        },
        cancellationToken);

    /// <summary>What an order would be, without opening it.</summary>
    /// <exception cref="ProblemException">That cannot be ordered.</exception>
    public Task<Order> QuoteAsync(string account, string plan, string platform, string provider, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => OfferAsync(transaction, account, plan, platform, provider, renews: false, time.GetUtcNow()), durable: false, cancellationToken);

    /// <summary>The order of an id; null where there is none.</summary>
    public async Task<Order?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Order>($"SELECT {Order.Columns} FROM orders WHERE id = @id", new { id });
    }

    /// <summary>The order of a provider's reference; null where there is none.</summary>
    public async Task<Order?> FindAsync(string provider, string reference, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Order>($"SELECT {Order.Columns} FROM orders WHERE provider = @provider AND reference = @reference", new { provider, reference });
    }

    /// <summary>An account's orders, newest first.</summary>
    public async Task<IReadOnlyList<Order>> ListAsync(string account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<Order>($"SELECT {Order.Columns} FROM orders WHERE account = @account ORDER BY created_at DESC, id", new { account })];
    }

    /// <summary>A provider's orders that wait to be paid, oldest first: whom to ask about.</summary>
    public async Task<IReadOnlyList<Order>> ListOpenAsync(string provider, DateTimeOffset openedBefore, int limit, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<Order>(
            $"SELECT {Order.Columns} FROM orders WHERE state = 'open' AND provider = @provider AND created_at <= @before ORDER BY created_at, id LIMIT @limit",
            new { provider, before = openedBefore.ToUnixTimeMilliseconds(), limit })];
    }

    /// <summary>Keeps the provider's id of an order.</summary>
    public Task<bool> SetReferenceAsync(Order order, string reference, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync("UPDATE orders SET reference = @reference WHERE id = @Id", new { order.Id, reference }, transaction) == 1,
        cancellationToken);

    /// <summary>Notes that an order that is not paid cannot be paid any more. Money that comes nevertheless counts.</summary>
    public Task<bool> CloseAsync(Order order, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            bool closed = await transaction.Connection!.ExecuteAsync(
                "UPDATE orders SET state = 'closed', ended_at = @at WHERE id = @Id AND state = 'open'", new { order.Id, at = now.ToUnixTimeMilliseconds() }, transaction) == 1;
            if (closed)
            {
                await AuditAsync(transaction, now, Server, "order.close", order, "");
            }

            return closed;
        },
        cancellationToken);

    private async Task<Order> OfferAsync(DbTransaction transaction, string account, string planId, string platform, string provider, bool renews, DateTimeOffset now)
    {
        Plan plan = state.Catalogue.Find(planId) is { Months: > 0 } found ? found : throw new ProblemException(Problem.OrderRefused, "there is no such plan to buy");
        Money price = plan.PriceOn(platform) ?? throw new ProblemException(Problem.OrderRefused, "the plan is not sold on that platform");
        return await OfferAsync(transaction, account, plan, plan.Months, price, provider, platform, renews, reference: null, now);
    }

    private static async Task<Order> OfferAsync(
        DbTransaction transaction, string account, Plan plan, long months, Money price, string provider, string platform, bool renews, string? reference, DateTimeOffset now)
    {
        if (!await SubscriptionState.LockAsync(transaction, account))
        {
            throw new ProblemException(Problem.OrderRefused, "there is no such account");
        }

        PeriodChain chain = await SubscriptionState.ReadAsync(transaction, account);
        long at = now.ToUnixTimeMilliseconds();
        bool isUpgrade = chain.IsUpgrade(plan.QuotaBytes, at);
        long credit = isUpgrade ? chain.CreditFor(plan.QuotaBytes, price.Currency, at, at) : 0;
        var order = new Order
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
            Account = account,
            Plan = plan.Id,
            Platform = platform,
            Kind = isUpgrade ? OrderKind.Upgrade : chain.All.Any(period => period.Price > 0 && period.EndedEarlyAt is null) ? OrderKind.Renewal : OrderKind.New,
            Months = months,
            QuotaBytes = plan.QuotaBytes,
            People = plan.People,
            Price = price.Amount,
            CreditAmount = credit,
            Amount = provider == OrderProviders.Voucher ? 0 : Math.Max(0, price.Amount - credit),
            Currency = price.Currency,
            Provider = provider,
            Reference = reference,
            Renews = renews,
            CreatedAt = at,
        };
        return chain.Place(order, at).EndsAt <= at + (long)FurthestEnd.TotalMilliseconds
            ? order
            : throw new ProblemException(Problem.OrderRefused, "that is paid for ten years already");
    }

    private static Task<Order?> FindSameAsync(DbTransaction transaction, Order order) => transaction.Connection!.QueryFirstOrDefaultAsync<Order?>(
        $"""
        SELECT {Order.Columns} FROM orders
        WHERE account = @Account AND state = 'open' AND plan = @Plan AND platform = @Platform AND provider = @Provider AND kind = @kind AND price = @Price AND amount = @Amount
            AND currency = @Currency AND months = @Months AND quota_bytes = @QuotaBytes AND renews = @renews AND created_at > @since AND created_at <= @CreatedAt
        ORDER BY created_at DESC LIMIT 1
        """,
        ValuesFor(order),
        transaction);

    private static Task<int> InsertAsync(DbTransaction transaction, Order order) => transaction.Connection!.ExecuteAsync(
        """
        INSERT INTO orders (id, account, plan, platform, kind, months, quota_bytes, people, price, credit_amount, amount, currency, provider, reference, state, renews, created_at)
        VALUES (@Id, @Account, @Plan, @Platform, @kind, @Months, @QuotaBytes, @People, @Price, @CreditAmount, @Amount, @Currency, @Provider, @Reference, 'open', @renews, @CreatedAt)
        """,
        ValuesFor(order),
        transaction);

    private static object ValuesFor(Order order) => new
    {
        order.Id,
        order.Account,
        order.Plan,
        order.Platform,
        kind = NameOf(order.Kind),
        order.Months,
        order.QuotaBytes,
        order.People,
        order.Price,
        order.CreditAmount,
        order.Amount,
        order.Currency,
        order.Provider,
        order.Reference,
        renews = order.Renews ? 1L : 0L,
        order.CreatedAt,
        since = order.CreatedAt - (long)SameOrder.TotalMilliseconds,
    };

    private static Task<Order> ReadAsync(DbTransaction transaction, string id) =>
        transaction.Connection!.QueryFirstAsync<Order>($"SELECT {Order.Columns} FROM orders WHERE id = @id", new { id }, transaction);

    private static Task AuditAsync(DbTransaction transaction, DateTimeOffset now, string actor, string action, Order order, string detail) =>
        AuditLog.AddAsync(transaction, now, actor, action, order.Account, detail.Length == 0 ? $"order {order.Id}" : $"order {order.Id} {detail}");

    private static string NameOf(OrderKind kind) => kind switch
    {
        OrderKind.New => "new",
        OrderKind.Renewal => "renewal",
        _ => "upgrade",
    };
}
