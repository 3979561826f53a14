using System.Data.Common;
using System.Text.Json;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments.Stripe;

/// <summary>Which of our orders something of Stripe's is of. An account at Stripe may sell other things besides; what is not ours is none of our business.</summary>
internal sealed class StripeOrders(StripeApi api, Ledger ledger, ServerDatabase database)
{
    /// <summary>The payment of an order, by which Stripe refunds; null where none is known.</summary>
    public async Task<string?> PaymentOfAsync(string order, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<string?>(
            "SELECT transaction_id FROM payments WHERE provider = @Name AND order_id = @order AND kind = 'payment' AND problem IS NULL", new { StripeApi.Name, order });
    }

    /// <summary>The order that a payment was for; null where it was for something else.</summary>
    public async Task<string?> FindByPaymentAsync(string payment, CancellationToken cancellationToken)
    {
        await using (DbConnection connection = await database.OpenAsync(cancellationToken))
        {
            if (await connection.QueryFirstOrDefaultAsync<string?>(
                "SELECT order_id FROM payments WHERE provider = @Name AND transaction_id = @payment AND kind = 'payment'", new { StripeApi.Name, payment }) is { } known)
            {
                return known;
            }
        }

        // News of what was done to a payment may come before that of the payment.
        if (await api.FindAsync($"v1/payment_intents/{Uri.EscapeDataString(payment)}", cancellationToken) is { } intent && intent.Member("metadata")?.Text("order") is { } named)
        {
            return named;
        }

        JsonElement? list = await api.FindAsync($"v1/invoice_payments?payment[type]=payment_intent&payment[payment_intent]={Uri.EscapeDataString(payment)}", cancellationToken);
        string? invoice = list?.Items("data").Select(entry => entry.Text("invoice")).FirstOrDefault(id => id is not null);
        return invoice is null ? null : await FindByInvoiceAsync(invoice, cancellationToken);
    }

    /// <summary>The subscription that an order is of, or that it began; null where it is of none.</summary>
    public async Task<string?> SubscriptionOfAsync(Order order, CancellationToken cancellationToken)
    {
        if (order.Reference is not { } reference)
        {
            return null;
        }

        JsonElement? found = await api.FindAsync(IsInvoice(reference) ? $"v1/invoices/{reference}" : $"v1/checkout/sessions/{reference}", cancellationToken);
        return IsInvoice(reference) ? found?.Member("parent", "subscription_details")?.Text("subscription") : found?.Text("subscription");
    }

    /// <summary>Whether a reference is that of an invoice, as orders that renew have it, and not of a checkout session.</summary>
    public static bool IsInvoice(string reference) => reference.StartsWith("in_", StringComparison.Ordinal);

    private async Task<string?> FindByInvoiceAsync(string id, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(StripeApi.Name, id, cancellationToken) is { } renewal)
        {
            return renewal.Id;
        }

        return await api.FindAsync($"v1/invoices/{id}", cancellationToken) is { } invoice && StripeInvoice.IsFirst(invoice) ? StripeInvoice.FirstOrderOf(invoice) : null;
    }
}
