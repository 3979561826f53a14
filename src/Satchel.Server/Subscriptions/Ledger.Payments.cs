using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Notices;
using Satchel.Server.Payments;

namespace Satchel.Server.Subscriptions;

/// <summary>From news of payments to periods.</summary>
internal sealed partial class Ledger
{
    /// <summary>Takes news of a payment into account. The same news again changes nothing, and their order does not matter.</summary>
    public Task<LedgerResult> ApplyAsync(PaymentNotice notice, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            Order? order = await FindOrderAsync(transaction, notice);
            bool hasAccount = order is not null && await SubscriptionState.LockAsync(transaction, order.Account);
            order = order is null ? null : await ReadAsync(transaction, order.Id);
            int isNew = await transaction.Connection!.ExecuteAsync(
                "INSERT INTO deliveries (provider, event, received_at, digest) VALUES (@Provider, @Event, @now, @Digest) ON CONFLICT DO NOTHING",
                new { notice.Provider, notice.Event, now = now.ToUnixTimeMilliseconds(), notice.Digest },
                transaction);
            if (isNew == 0 || await IsKnownAsync(transaction, notice))
            {
                return new LedgerResult(LedgerOutcome.AlreadyKnown, order);
            }

            string? problem = await ProblemOfAsync(transaction, notice, order, hasAccount);
            await InsertAsync(transaction, notice, order, problem, now);
            string detail = string.Create(CultureInfo.InvariantCulture, $"{notice.Provider} {notice.Kind} {notice.Amount.Amount} {notice.Amount.Currency}{(problem is null ? "" : " " + problem)}");
            await Operations.AuditLog.AddAsync(transaction, now, Server, problem is null ? "payment" : "payment.flagged", order?.Account ?? "", order is null ? detail : $"order {order.Id} {detail}");
            if (problem is not null)
            {
                return new LedgerResult(LedgerOutcome.Flagged, order, problem);
            }

            await SettleAsync(transaction, order!, now);
            return new LedgerResult(LedgerOutcome.Applied, await ReadAsync(transaction, order!.Id));
        },
        cancellationToken);

    private static async Task<Order?> FindOrderAsync(DbTransaction transaction, PaymentNotice notice) => notice switch
    {
        { Order: { } id } => await transaction.Connection!.QueryFirstOrDefaultAsync<Order?>($"SELECT {Order.Columns} FROM orders WHERE id = @id", new { id }, transaction),
        { Reference: { } reference } => await transaction.Connection!.QueryFirstOrDefaultAsync<Order?>(
            $"SELECT {Order.Columns} FROM orders WHERE provider = @Provider AND reference = @reference", new { notice.Provider, reference }, transaction),
        _ => null,
    };

    private static async Task<bool> IsKnownAsync(DbTransaction transaction, PaymentNotice notice) => await transaction.Connection!.ExecuteScalarAsync<long>(
        "SELECT COUNT(*) FROM payments WHERE provider = @Provider AND transaction_id = @Transaction AND kind = @kind",
        new { notice.Provider, notice.Transaction, kind = NameOf(notice.Kind) },
        transaction) > 0;

    private static async Task<string?> ProblemOfAsync(DbTransaction transaction, PaymentNotice notice, Order? order, bool hasAccount)
    {
        if (order is null)
        {
            return PaymentProblem.UnknownOrder;
        }

        if (order.Provider != notice.Provider)
        {
            return PaymentProblem.WrongProvider;
        }

        if (notice.Amount.Currency != order.Currency || notice.Amount.Amount <= 0 || (notice.Kind == PaymentKind.Payment && notice.Amount != order.Due))
        {
            return PaymentProblem.WrongAmount;
        }

        if (notice.Kind == PaymentKind.Payment && (await ReadSumsAsync(transaction, order)).Paid > 0)
        {
            return PaymentProblem.PaidTwice;
        }

        return hasAccount ? null : PaymentProblem.NoAccount;
    }

    private static Task<int> InsertAsync(DbTransaction transaction, PaymentNotice notice, Order? order, string? problem, DateTimeOffset now) => transaction.Connection!.ExecuteAsync(
        """
        INSERT INTO payments (provider, transaction_id, kind, order_id, amount, currency, at, received_at, problem)
        VALUES (@Provider, @Transaction, @kind, @order, @amount, @currency, @at, @now, @problem)
        """,
        new
        {
            notice.Provider,
            notice.Transaction,
            kind = NameOf(notice.Kind),
            order = order?.Id,
            amount = notice.Amount.Amount,
            currency = notice.Amount.Currency,
            at = notice.At.ToUnixTimeMilliseconds(),
            now = now.ToUnixTimeMilliseconds(),
            problem,
        },
        transaction);

    // What an order is follows from all that is known of its money, so it does not matter what came first.
    private async Task SettleAsync(DbTransaction transaction, Order order, DateTimeOffset now)
    {
        LedgerSums sums = await ReadSumsAsync(transaction, order);
        if (sums.Paid == 0)
        {
            return; // A refund that was quicker than its payment; that will come.
        }

        OrderState after = sums.ChargedBack > 0 ? OrderState.ChargedBack : sums.Refunded >= sums.Paid ? OrderState.Refunded : OrderState.Paid;
        if (after == OrderState.Paid && order.State is OrderState.Open or OrderState.Closed)
        {
            await GrantAsync(transaction, order, now);
        }
        else if (after != OrderState.Paid && order.State is OrderState.Open or OrderState.Closed or OrderState.Paid)
        {
            await EndAsync(transaction, order, after, now);
        }
    }

    private static async Task<LedgerSums> ReadSumsAsync(DbTransaction transaction, Order order) => await transaction.Connection!.QueryFirstAsync<LedgerSums>(
        """
        SELECT CAST(COALESCE(SUM(CASE WHEN kind = 'payment' THEN amount ELSE 0 END), 0) AS BIGINT) AS paid,
            CAST(COALESCE(SUM(CASE WHEN kind = 'refund' THEN amount ELSE 0 END), 0) AS BIGINT) AS refunded,
            CAST(COALESCE(SUM(CASE WHEN kind = 'chargeback' THEN amount ELSE 0 END), 0) AS BIGINT) AS charged_back
        FROM payments WHERE order_id = @Id AND problem IS NULL
        """,
        new { order.Id },
        transaction);

    /// <summary>Makes an order paid, and gives what it bought.</summary>
    private async Task GrantAsync(DbTransaction transaction, Order order, DateTimeOffset now)
    {
        long at = now.ToUnixTimeMilliseconds();
        PeriodChain chain = await SubscriptionState.ReadAsync(transaction, order.Account);
        (long startsAt, long endsAt) = chain.Place(order, at);

        // Who buys something is not on the free plan any more, and gets there again only as anybody does.
        foreach (Period free in chain.All.Where(period => period.Provider == OrderProviders.Free && period.IsLiveAt(at)))
        {
            await EndPeriodAsync(transaction, free.OrderId, at, endedBy: null);
        }

        if (order.Kind == OrderKind.Upgrade)
        {
            foreach (Period replaced in chain.Replaced(order.QuotaBytes, at))
            {
                await EndPeriodAsync(transaction, replaced.OrderId, at, order.Id);
            }
        }

        await AddPeriodAsync(transaction, order, startsAt, endsAt);
        await transaction.Connection!.ExecuteAsync("UPDATE orders SET state = 'paid', paid_at = @at, ended_at = NULL WHERE id = @Id", new { order.Id, at }, transaction);
        await state.RecomputeAsync(transaction, order.Account, now);
        await AuditAsync(transaction, now, Server, "order.paid", order, string.Create(CultureInfo.InvariantCulture, $"plan {order.Plan} from {startsAt} to {endsAt}"));
        NoticeKind kind = order.Kind switch
        {
            OrderKind.New => NoticeKind.PlanBought,
            OrderKind.Renewal => NoticeKind.PlanRenewed,
            _ => NoticeKind.PlanUpgraded,
        };
        await notices.EnqueueAsync(transaction, order.Account, kind, order.Id, ValuesOf(order, endsAt), now);
    }

    /// <summary>Ends an order whose money went back, and what it bought; what it had taken the place of comes back.</summary>
    private async Task EndAsync(DbTransaction transaction, Order order, OrderState after, DateTimeOffset now)
    {
        DbConnection connection = transaction.Connection!;
        long at = now.ToUnixTimeMilliseconds();
        await connection.ExecuteAsync(
            "UPDATE orders SET state = @state, paid_at = COALESCE(paid_at, @at), ended_at = @at WHERE id = @Id",
            new { state = after == OrderState.Refunded ? "refunded" : "chargedBack", at, order.Id },
            transaction);
        await EndPeriodAsync(transaction, order.Id, at, endedBy: null);
        await connection.ExecuteAsync("UPDATE periods SET ended_early_at = NULL, ended_by = NULL WHERE ended_by = @Id", new { order.Id }, transaction);
        await CloseGapsAsync(transaction, order.Account, at);
        await ReturnToFreeAsync(transaction, order.Account, now);
        await state.RecomputeAsync(transaction, order.Account, now);
        await AuditAsync(transaction, now, Server, after == OrderState.Refunded ? "order.refunded" : "order.chargedBack", order, "");
        await notices.EnqueueAsync(transaction, order.Account, NoticeKind.PlanRefunded, order.Id, ValuesOf(order, endsAt: null), now);
    }

    private static Dictionary<string, string> ValuesOf(Order order, long? endsAt)
    {
        var values = new Dictionary<string, string>
        {
            ["order"] = order.Id,
            ["plan"] = order.Plan,
            ["amount"] = order.Amount.ToString(CultureInfo.InvariantCulture),
            ["currency"] = order.Currency,
        };
        if (endsAt is { } end)
        {
            values["endsAt"] = end.ToString(CultureInfo.InvariantCulture);
        }

        return values;
    }

    private static string NameOf(PaymentKind kind) => kind switch
    {
        PaymentKind.Payment => "payment",
        PaymentKind.Refund => "refund",
        _ => "chargeback",
    };
}
