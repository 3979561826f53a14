using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Payments;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Administration;

/// <summary>What the operator sees of orders and their money, and gives back.</summary>
internal sealed class OrderAdministration(ServerDatabase database, Ledger ledger, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    /// <summary>Orders, newest first; of one account, or of all.</summary>
    public async Task<IReadOnlyList<Order>> ListAsync(string? account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        string where = account is null ? "" : "WHERE account = @account";
        return [.. await connection.QueryAsync<Order>($"SELECT {Order.Columns} FROM orders {where} ORDER BY created_at DESC, id", new { account })];
    }

    /// <summary>The ledger's entries of an order, or those that were kept without being applied.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ListPaymentsAsync(string? order, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        string where = order is null ? "problem IS NOT NULL" : "order_id = @order";
        return [.. await connection.QueryAsync<LedgerEntry>($"SELECT {LedgerEntry.Columns} FROM payments WHERE {where} ORDER BY received_at, at", new { order })];
    }

    /// <summary>The order of an id.</summary>
    /// <exception cref="AdministrationException">There is none.</exception>
    public async Task<Order> FindAsync(string id, CancellationToken cancellationToken) =>
        await ledger.FindAsync(id, cancellationToken) ?? throw new AdministrationException($"there is no order '{id}'");

    /// <summary>Gives the money of an order back, all of it or a part. All of it ends what the order bought.</summary>
    /// <exception cref="AdministrationException">There is nothing to give back, or the provider is not set up here.</exception>
    public async Task<Order> RefundAsync(Order order, long? amount, string reason, CancellationToken cancellationToken)
    {
        if (order.State != OrderState.Paid)
        {
            throw new AdministrationException($"order {order.Id} is {order.State switch { OrderState.Open => "not paid", OrderState.Closed => "not paid", _ => "given back already" }}");
        }

        if (order.Amount == 0)
        {
            await ledger.EndGivenAsync(order.Id, cancellationToken);
            return await FindAsync(order.Id, cancellationToken);
        }

        if (amount is < 1 || amount > order.Amount)
        {
            throw new AdministrationException($"--amount is from 1 to {order.Amount}", isBadUsage: true);
        }

        IPaymentProvider provider = providers.FirstOrDefault(each => each.Name == order.Provider && each.IsOffered)
            ?? throw new AdministrationException($"'{order.Provider}' is not set up; give --payments");
        Money money = order.Due with { Amount = amount ?? order.Amount };
        RefundResult result = await provider.RefundAsync(order, money, reason, cancellationToken);
        if (result.IsDone)
        {
            // The provider's own news of it has the same id, and then changes nothing.
            string digest = string.Create(CultureInfo.InvariantCulture, $"refund of {order.Id}");
            await ledger.ApplyAsync(
                new PaymentNotice(order.Provider, $"refund {result.Transaction}", digest, order.Id, null, PaymentKind.Refund, result.Transaction, money, time.GetUtcNow()), cancellationToken);
        }

        return await FindAsync(order.Id, cancellationToken);
    }
}
