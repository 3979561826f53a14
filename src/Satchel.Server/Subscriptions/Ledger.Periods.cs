using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Operations;
using Satchel.Server.Payments;
using Satchel.Server.Plans;
using Satchel.Server.Problems;

namespace Satchel.Server.Subscriptions;

/// <summary>What is given without money, and how periods begin and end.</summary>
internal sealed partial class Ledger
{
    /// <summary>
    /// Sets an account's plan by the operator's hand, as an order of the operator's until <paramref name="endsAt"/>, which is
    /// never where it is null. More of the plan that runs is added to its end; anything else takes its place.
    /// </summary>
    public async Task SetByOperatorAsync(DbTransaction transaction, string account, string plan, long quotaBytes, DateTimeOffset? endsAt)
    {
        DateTimeOffset now = time.GetUtcNow();
        long at = now.ToUnixTimeMilliseconds();
        long? end = endsAt?.ToUnixTimeMilliseconds();
        PeriodChain chain = await SubscriptionState.ReadAsync(transaction, account);
        Entitlement? runs = chain.At(at) is { IsLive: true } live && live.Plan == plan && live.QuotaBytes == quotaBytes ? live : null;
        long startsAt = Math.Min(at, end ?? at);
        if (runs?.EndsAt is { } until && end > until)
        {
            startsAt = until;
        }
        else if (runs is null || end is not null)
        {
            // What the operator says is the last word, also about a time that has passed: nothing else ends with it or later.
            long replacedFrom = end <= at ? startsAt - 1 : startsAt;
            foreach (Period period in chain.All.Where(period => period.End is not { } ended || ended > replacedFrom))
            {
                await EndPeriodAsync(transaction, period.OrderId, replacedFrom, endedBy: null);
            }
        }

        long people = state.Catalogue.Find(plan)?.People ?? 1;
        await GiveAsync(transaction, account, OrderProviders.Operator, plan, quotaBytes, people, startsAt, end, now);
        await state.RecomputeAsync(transaction, account, now);
    }

    /// <summary>Sets the quota of what runs and of what is to come by the operator's hand; what is bought later has its own.</summary>
    public async Task SetQuotaByOperatorAsync(DbTransaction transaction, string account, string plan, long quotaBytes)
    {
        DateTimeOffset now = time.GetUtcNow();
        long at = now.ToUnixTimeMilliseconds();
        PeriodChain chain = await SubscriptionState.ReadAsync(transaction, account);
        string[] orders = [.. chain.All.Where(period => period.IsLiveAt(at)).Select(period => period.OrderId)];
        if (chain.All.Count == 0)
        {
            await GiveAsync(transaction, account, OrderProviders.Operator, plan, quotaBytes, 1, at, endsAt: null, now);
        }
        else if (orders.Length == 0)
        {
            orders = [chain.Last!.OrderId];
        }

        foreach (string order in orders)
        {
            await transaction.Connection!.ExecuteAsync("UPDATE periods SET quota_bytes = @quotaBytes WHERE order_id = @order", new { order, quotaBytes }, transaction);
        }

        await state.RecomputeAsync(transaction, account, now);
    }

    /// <summary>Opens the order of a voucher, which is paid by it.</summary>
    /// <exception cref="ProblemException">That cannot be ordered.</exception>
    public async Task<Order> GrantVoucherAsync(DbTransaction transaction, string account, Plan plan, long months, string voucher, DateTimeOffset now)
    {
        Money price = plan.PriceOn(Platforms.Desktop) ?? plan.Prices.Select(each => each.Price).FirstOrDefault() ?? new Money(0, Money.None);
        var worth = new Money(price.Amount * months / plan.Months, price.Currency);
        Order order = await OfferAsync(transaction, account, plan, months, worth, OrderProviders.Voucher, Platforms.Desktop, renews: false, reference: voucher, now);
        await InsertAsync(transaction, order);
        await AuditAsync(transaction, now, "owner", "order.open", order, $"voucher {voucher}");
        await GrantAsync(transaction, order, now);
        return await ReadAsync(transaction, order.Id);
    }

    /// <summary>Ends an order that no money was paid for, by the operator's hand; false where it does not run.</summary>
    public Task<bool> EndGivenAsync(string id, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            Order order = await ReadAsync(transaction, id);
            await SubscriptionState.LockAsync(transaction, order.Account);
            order = await ReadAsync(transaction, id);
            if (order.State != OrderState.Paid || (await ReadSumsAsync(transaction, order)).Paid > 0)
            {
                return false;
            }

            await EndAsync(transaction, order, OrderState.Refunded, time.GetUtcNow());
            return true;
        },
        cancellationToken);

    /// <summary>Gives a new account its trial, where the catalogue has one.</summary>
    public async Task BeginTrialAsync(DbTransaction transaction, string account)
    {
        if (state.Catalogue.Trial is not { } plan)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        await GiveAsync(
            transaction, account, OrderProviders.Trial, plan.Id, plan.QuotaBytes, 1, now.ToUnixTimeMilliseconds(), now.AddDays(state.Catalogue.TrialDays).ToUnixTimeMilliseconds(), now);
        await state.RecomputeAsync(transaction, account, now);
    }

    /// <summary>Puts an account on which nothing runs back on the free plan, where what it stores fits into that; false where not.</summary>
    public async Task<bool> ReturnToFreeAsync(DbTransaction transaction, string account, DateTimeOffset now)
    {
        Plan free = state.Catalogue.Free;
        PeriodChain chain = await SubscriptionState.ReadAsync(transaction, account);
        long at = now.ToUnixTimeMilliseconds();
        bool fits = await transaction.Connection!.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM accounts WHERE id = @account AND used_bytes + reserved_bytes <= @QuotaBytes AND (family IS NULL OR family = @account)", new { account, free.QuotaBytes }, transaction) > 0;
        if (!fits || chain.All.Any(period => period.IsLiveAt(at)))
        {
            return false;
        }

        await GiveAsync(transaction, account, OrderProviders.Free, free.Id, free.QuotaBytes, 1, at, endsAt: null, now);
        await state.RecomputeAsync(transaction, account, now);
        return true;
    }

    /// <summary>The same, for a person who asks for it.</summary>
    public Task<bool> TryReturnToFreeAsync(string account, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            return await SubscriptionState.LockAsync(transaction, account) && (await SubscriptionState.ReadAsync(transaction, account)).All.Count > 0 && await ReturnToFreeAsync(transaction, account, now);
        },
        cancellationToken);

    /// <summary>Ends somebody's share in another's plan: what was shared is theirs as a plan that has ended, unless they have one, or fit into the free plan.</summary>
    public async Task EndSharingAsync(DbTransaction transaction, string account, Entitlement shared, long endedAt, DateTimeOffset now)
    {
        if (await SubscriptionState.ReadOwnAsync(transaction, account, now) is not { IsLive: true } && !await ReturnToFreeAsync(transaction, account, now))
        {
            await GiveAsync(transaction, account, OrderProviders.Family, shared.Plan, shared.QuotaBytes, 1, endedAt, endedAt, now);
        }

        await state.RecomputeAsync(transaction, account, now);
    }

    // An order that nobody pays for, which is paid at once.
    private static async Task GiveAsync(
        DbTransaction transaction, string account, string provider, string plan, long quotaBytes, long people, long startsAt, long? endsAt, DateTimeOffset now)
    {
        var order = new Order
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
            Account = account,
            Plan = plan,
            Platform = Platforms.Desktop,
            Kind = OrderKind.New,
            QuotaBytes = quotaBytes,
            People = people,
            Currency = Money.None,
            Provider = provider,
            CreatedAt = now.ToUnixTimeMilliseconds(),
        };
        await InsertAsync(transaction, order);
        await transaction.Connection!.ExecuteAsync("UPDATE orders SET state = 'paid', paid_at = @CreatedAt WHERE id = @Id", new { order.Id, order.CreatedAt }, transaction);
        await AddPeriodAsync(transaction, order, startsAt, endsAt);
        await AuditLog.AddAsync(
            transaction, now, provider == OrderProviders.Operator ? "operator" : Server, "order.given", account,
            string.Create(CultureInfo.InvariantCulture, $"order {order.Id} {provider} plan {plan} until {endsAt?.ToString(CultureInfo.InvariantCulture) ?? "never"}"));
    }

    private static Task<int> AddPeriodAsync(DbTransaction transaction, Order order, long startsAt, long? endsAt) => transaction.Connection!.ExecuteAsync(
        "INSERT INTO periods (order_id, account, plan, quota_bytes, people, starts_at, ends_at) VALUES (@Id, @Account, @Plan, @QuotaBytes, @People, @startsAt, @endsAt)",
        new { order.Id, order.Account, order.Plan, order.QuotaBytes, order.People, startsAt, endsAt },
        transaction);

    private static Task<int> EndPeriodAsync(DbTransaction transaction, string order, long at, string? endedBy) => transaction.Connection!.ExecuteAsync(
        "UPDATE periods SET ended_early_at = @at, ended_by = @endedBy WHERE order_id = @order AND (ended_early_at IS NULL OR ended_early_at > @at) AND (ends_at IS NULL OR ends_at > @at)",
        new { order, at, endedBy },
        transaction);

    private static async Task CloseGapsAsync(DbTransaction transaction, string account, long at)
    {
        PeriodChain chain = await SubscriptionState.ReadAsync(transaction, account);
        foreach ((Period period, long startsAt, long endsAt) in chain.CloseGaps(at).ToArray())
        {
            await transaction.Connection!.ExecuteAsync(
                "UPDATE periods SET starts_at = @startsAt, ends_at = @endsAt WHERE order_id = @OrderId", new { period.OrderId, startsAt, endsAt }, transaction);
        }
    }
}
