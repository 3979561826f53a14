using System.Data.Common;
using Dapper;
using Satchel.Server.Background;
using Satchel.Server.Database;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments;

/// <summary>
/// Asks the providers about orders, for what they delivered and nobody got: those that wait to be paid each time, those that were paid once in a
/// while, for refunds. It changes nothing but through the ledger, where the same news counts once; so it needs no fence.
/// </summary>
internal sealed partial class PaymentReconciliation(
    IEnumerable<IPaymentProvider> providers, Renewals renewals, Ledger ledger, ServerDatabase database, TimeProvider time, ILogger<PaymentReconciliation> logger) : IBackgroundWork
{
    private const int OpenOrders = 500;
    private const int PaidOrders = 100;

    // Whoever pays takes a minute or two, and the delivery comes with it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // As long as Stripe keeps a page open to pay on; WeChat Pay's codes are good for two hours.
    private static readonly TimeSpan LongestOpen = TimeSpan.FromHours(24);

    private static readonly TimeSpan LatestRefund = TimeSpan.FromDays(400);

    public string Name => "payments";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        var reachable = new Dictionary<string, IPaymentProvider>();
        foreach (IPaymentProvider provider in providers.Where(provider => provider.IsOffered))
        {
            if (await AskAllAsync(provider, await ledger.ListOpenAsync(provider.Name, time.GetUtcNow() - Patience, OpenOrders, cancellationToken), cancellationToken))
            {
                reachable.Add(provider.Name, provider);
            }
        }

        IReadOnlyList<Order> paid = await ListPaidAsync(lease.Cursor ?? "", cancellationToken);
        foreach (IGrouping<string, Order> orders in paid.GroupBy(order => order.Provider))
        {
            if (reachable.TryGetValue(orders.Key, out IPaymentProvider? provider))
            {
                await AskAllAsync(provider, orders, cancellationToken);
            }
        }

        await StopRenewalsAsync(cancellationToken);
        await lease.MoveAsync(paid.Count == PaidOrders ? paid[^1].Id : null, cancellationToken);
    }

    private async Task StopRenewalsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await renewals.StopNeedlessAsync(cancellationToken);
        }
        catch (ProviderException error)
        {
            LogRenews(logger, error.Message);
        }
    }

    // False where the provider is away: the others of its orders would only wait for nothing.
    private async Task<bool> AskAllAsync(IPaymentProvider provider, IEnumerable<Order> orders, CancellationToken cancellationToken)
    {
        foreach (Order order in orders)
        {
            try
            {
                await AskAsync(provider, order, cancellationToken);
            }
            catch (ProviderException error)
            {
                LogFailed(logger, error.Message, order.Id);
                if (error.MayPass)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private async Task AskAsync(IPaymentProvider provider, Order order, CancellationToken cancellationToken)
    {
        ProviderState state = await provider.QueryAsync(order, cancellationToken);
        if (state is ProviderState.Open && IsOld(order))
        {
            await provider.CloseAsync(order, cancellationToken);
            state = await provider.QueryAsync(order, cancellationToken); // it may have been paid at that moment
        }

        switch (state)
        {
            case ProviderState.Paid paid:
                await ApplyAsync(order, PaymentKind.Payment, paid.Transaction, paid.Amount, paid.At, cancellationToken);
                break;
            case ProviderState.Refunded refunded:
                await ApplyAsync(order, PaymentKind.Payment, refunded.PaymentTransaction, order.Due, refunded.PaidAt, cancellationToken);
                await ApplyAsync(order, PaymentKind.Refund, refunded.RefundTransaction, refunded.Amount, refunded.At, cancellationToken);
                break;
            case ProviderState.Closed when order.State == OrderState.Open && IsOld(order):
                await ledger.CloseAsync(order, cancellationToken);
                break;
        }
    }

    private bool IsOld(Order order) => time.GetUtcNow().ToUnixTimeMilliseconds() - order.CreatedAt >= (long)LongestOpen.TotalMilliseconds;

    private async Task ApplyAsync(Order order, PaymentKind kind, string transaction, Money amount, DateTimeOffset at, CancellationToken cancellationToken)
    {
        LedgerResult result = await ledger.ApplyAsync(
            new PaymentNotice(order.Provider, $"asked {kind} {transaction}", "", order.Id, null, kind, transaction, amount, at), cancellationToken);
        if (result.Outcome == LedgerOutcome.Applied)
        {
            LogFound(logger, order.Provider, kind, order.Id);
        }
        else if (result.Outcome == LedgerOutcome.Flagged)
        {
            LogFlagged(logger, order.Provider, kind, order.Id, result.Problem);
        }
    }

    private async Task<IReadOnlyList<Order>> ListPaidAsync(string after, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<Order>(
            $"SELECT {Order.Columns} FROM orders WHERE state = 'paid' AND reference IS NOT NULL AND amount > 0 AND id > @after AND paid_at > @since ORDER BY id LIMIT @PaidOrders",
            new { after, since = (time.GetUtcNow() - LatestRefund).ToUnixTimeMilliseconds(), PaidOrders })];
    }

    [LoggerMessage(5111, LogLevel.Warning, "{Error}, asked about order {Order}")]
    private static partial void LogFailed(ILogger logger, string error, string order);

    [LoggerMessage(5114, LogLevel.Warning, "{Error}, asked to renew something no more")]
    private static partial void LogRenews(ILogger logger, string error);

    [LoggerMessage(5112, LogLevel.Warning, "A {Kind} of {Provider} for order {Order} had not been delivered, and counts now")]
    private static partial void LogFound(ILogger logger, string provider, PaymentKind kind, string order);

    [LoggerMessage(5113, LogLevel.Error, "A {Kind} of {Provider} does not fit order {Order}, and was kept: {Problem}")]
    private static partial void LogFlagged(ILogger logger, string provider, PaymentKind kind, string order, string? problem);
}
