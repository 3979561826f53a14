using System.Text.Json;

namespace Satchel.Server.Payments.Stripe;

/// <summary>What an invoice of a subscription tells.</summary>
internal static class StripeInvoice
{
    /// <summary>The payment of a paid invoice that was read with its payments; null where something is missing.</summary>
    public static StripePayment? Of(JsonElement invoice)
    {
        string? transaction = invoice.Member("payments")?.Items("data").Select(entry => entry.Member("payment")?.Text("payment_intent")).FirstOrDefault(id => id is not null) ?? invoice.Text("id");
        return invoice.Text("status") == "paid"
            && transaction is not null
            && invoice.Number("amount_paid") is { } amount
            && invoice.Text("currency") is { } currency
            && (invoice.Member("status_transitions")?.Number("paid_at") ?? invoice.Number("created")) is { } at
            && StripeTime.Of(at) is { } paidAt
            ? new StripePayment(transaction, new Money(amount, currency.ToUpperInvariant()), paidAt)
            : null;
    }

    /// <summary>The order that the subscription was made for.</summary>
    public static string? FirstOrderOf(JsonElement invoice) => invoice.Member("parent", "subscription_details", "metadata")?.Text("order");

    /// <summary>Whether it is the subscription's first, which the checkout session tells of as well.</summary>
    public static bool IsFirst(JsonElement invoice) => invoice.Text("billing_reason") == "subscription_create";
}
