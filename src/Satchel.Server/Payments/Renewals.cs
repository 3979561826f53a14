using System.Data.Common;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments;

/// <summary>Ends the renewing of plans: for who asks, and for who cannot ask any more or has something else in its place.</summary>
internal sealed class Renewals(IEnumerable<IPaymentProvider> providers, Ledger ledger, ServerDatabase database)
{
    private const int BatchOrders = 100;

    /// <summary>Stops whatever renews an account's plan by itself. What was paid for stays.</summary>
    /// <returns>Whether something did.</returns>
    /// <exception cref="ProviderException">The provider is away; it renews still.</exception>
    public Task<bool> StopAsync(string account, CancellationToken cancellationToken) => StopAllAsync("o.account = @account", account, cancellationToken);

    /// <summary>
    /// Stops what would take money for nothing: of accounts that were erased, of orders whose money went back, and of those that an upgrade has
    /// taken the place of.
    /// </summary>
    /// <returns>Whether there was any.</returns>
    /// <exception cref="ProviderException">A provider is away.</exception>
    public Task<bool> StopNeedlessAsync(CancellationToken cancellationToken) => StopAllAsync(
        """
        (o.state IN ('refunded', 'chargedBack') OR NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = o.account)
            OR EXISTS (SELECT 1 FROM periods p WHERE p.order_id = o.id AND p.ended_early_at IS NOT NULL))
        """,
        null,
        cancellationToken);

    private async Task<bool> StopAllAsync(string which, string? account, CancellationToken cancellationToken)
    {
        IReadOnlyList<Order> orders = await ReadAsync(which, account, cancellationToken);
        foreach (Order order in orders)
        {
            if (providers.FirstOrDefault(provider => provider.Name == order.Provider) is IRenewingProvider provider)
            {
                await provider.StopRenewingAsync(order, cancellationToken);
                await ledger.EndRenewalAsync(order, cancellationToken);
            }
        }

        return orders.Count > 0;
    }

    private async Task<IReadOnlyList<Order>> ReadAsync(string which, string? account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<Order>(
            $"SELECT {Order.Columns} FROM orders o WHERE o.renews = 1 AND o.reference IS NOT NULL AND o.state <> 'open' AND {which} ORDER BY o.created_at LIMIT @BatchOrders",
            new { account, BatchOrders })];
    }
}
