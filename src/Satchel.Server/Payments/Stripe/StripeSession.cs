using System.Text.Json;

namespace Satchel.Server.Payments.Stripe;

/// <summary>What a checkout session tells of its payment.</summary>
internal static class StripeSession
{
    /// <summary>The payment of a session; null where there was none, or it cannot be told without asking.</summary>
    public static StripePayment? PaymentOf(JsonElement session)
    {
        if (session.Text("status") != "complete" || session.Text("payment_status") is not ("paid" or "no_payment_required"))
        {
            return null;
        }

        if (session.Member("invoice") is { ValueKind: JsonValueKind.Object } invoice)
        {
            return StripeInvoice.Of(invoice);
        }

        string? transaction = session.Text("payment_intent") ?? session.Member("payment_intent")?.Text("id");
        return transaction is not null
            && session.Number("amount_total") is { } amount
            && session.Text("currency") is { } currency
            && (session.Member("payment_intent")?.Number("created") ?? session.Number("created")) is { } at
            && StripeTime.Of(at) is { } paidAt
            ? new StripePayment(transaction, new Money(amount, currency.ToUpperInvariant()), paidAt)
            : null;
    }
}
