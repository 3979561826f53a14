using System.Globalization;
using System.Security.Cryptography;
using Dapper;

namespace Satchel.Server.Subscriptions;

/// <summary>Orders that a provider's subscription makes, because the person asked that it renew by itself.</summary>
internal sealed partial class Ledger
{
    /// <summary>Opens the order of a subscription's next period, on the terms of the one before: whoever changes the catalogue does not change what was agreed on.</summary>
    /// <param name="before">The order that began the subscription.</param>
    /// <param name="reference">The provider's id of what is paid; asked twice for the same, it is the same order.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public Task<Order> OpenRenewalAsync(Order before, string reference, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            await SubscriptionState.LockAsync(transaction, before.Account); // two deliveries of the same news wait for each other here
            if (await transaction.Connection!.QueryFirstOrDefaultAsync<Order?>(
                $"SELECT {Order.Columns} FROM orders WHERE provider = @Provider AND reference = @reference", new { before.Provider, reference }, transaction) is { } known)
            {
                return known;
            }

            var order = new Order
            {
                Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
                Account = before.Account,
                Plan = before.Plan,
                Platform = before.Platform,
                Kind = OrderKind.Renewal,
                Months = before.Months,
                QuotaBytes = before.QuotaBytes,
                People = before.People,
                Price = before.Price,
                CreditAmount = 0,
                Amount = before.Price,
                Currency = before.Currency,
                Provider = before.Provider,
                Reference = reference,
                Renews = true,
                CreatedAt = now.ToUnixTimeMilliseconds(),
            };
            await InsertAsync(transaction, order);
            await AuditAsync(transaction, now, Server, "order.open", order, string.Create(CultureInfo.InvariantCulture, $"renewal of {before.Id} {order.Amount} {order.Currency} {order.Provider}"));
            return await ReadAsync(transaction, order.Id);
        },
        cancellationToken);

    /// <summary>Notes that an order is not renewed by itself any more.</summary>
    public Task<bool> EndRenewalAsync(Order order, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            bool renewed = await transaction.Connection!.ExecuteAsync("UPDATE orders SET renews = 0 WHERE id = @Id AND renews = 1", new { order.Id }, transaction) == 1;
            if (renewed)
            {
                await AuditAsync(transaction, time.GetUtcNow(), Server, "order.renewalEnded", order, "");
            }

            return renewed;
        },
        cancellationToken);
}
