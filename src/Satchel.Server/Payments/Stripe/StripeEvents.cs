using System.Security.Cryptography;
using System.Text.Json;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments.Stripe;

/// <summary>
/// What follows from an event of Stripe's, however it came. Events come twice, late and in any order; the ledger counts a payment once, and here
/// nothing is remembered. What an event leaves out is asked for.
/// </summary>
internal sealed partial class StripeEvents(StripeSettings settings, StripeApi api, StripeOrders orders, Ledger ledger, ILogger<StripeEvents> logger)
{
    /// <summary>The kinds that something follows from: those to choose in Stripe's dashboard.</summary>
    public static readonly string[] Types =
    [
        "checkout.session.completed", "checkout.session.async_payment_succeeded", "invoice.paid", "refund.created", "refund.updated", "charge.dispute.funds_withdrawn",
    ];

    /// <summary>Takes an event into account.</summary>
    /// <returns>What the ledger made of it; null where it is none of ours, or nothing follows from it yet.</returns>
    /// <exception cref="ProviderException">Stripe was to be asked, and is away: the event must come again.</exception>
    public async Task<LedgerResult?> ApplyAsync(JsonElement received, byte[] body, CancellationToken cancellationToken)
    {
        if (received.Text("id") is not { } id || received.Member("data", "object") is not { } subject || received.Flag("livemode") == !settings.IsLive)
        {
            return null;
        }

        PaymentNotice? notice = received.Text("type") switch
        {
            "checkout.session.completed" or "checkout.session.async_payment_succeeded" => await OfSessionAsync(subject, cancellationToken),
            "invoice.paid" => await OfInvoiceAsync(subject, cancellationToken),
            "refund.created" or "refund.updated" when subject.Text("status") == "succeeded" => await OfReturnAsync(subject, PaymentKind.Refund, cancellationToken),
            "charge.dispute.funds_withdrawn" => await OfReturnAsync(subject, PaymentKind.Chargeback, cancellationToken),
            _ => null,
        };
        if (notice is null)
        {
            return null;
        }

        LedgerResult result = await ledger.ApplyAsync(notice with { Event = id, Digest = Convert.ToHexStringLower(SHA256.HashData(body)) }, cancellationToken);
        if (result.Outcome == LedgerOutcome.Flagged)
        {
            LogFlagged(logger, id, result.Problem);
        }

        return result;
    }

    private static PaymentNotice Notice(string? order, string? reference, PaymentKind kind, string transaction, Money amount, DateTimeOffset at) =>
        new(StripeApi.Name, "", "", order, reference, kind, transaction, amount, at);

    private async Task<PaymentNotice?> OfSessionAsync(JsonElement session, CancellationToken cancellationToken)
    {
        if (session.Member("metadata")?.Text("order") is not { } order || session.Text("id") is not { } id)
        {
            return null;
        }

        // A subscription's session names its invoice, and only that names the payment.
        JsonElement? whole = session.Text("invoice") is null ? session : await api.FindAsync($"v1/checkout/sessions/{id}?expand[]=invoice.payments", cancellationToken);
        return whole is { } told && StripeSession.PaymentOf(told) is { } payment ? Notice(order, null, PaymentKind.Payment, payment.Transaction, payment.Amount, payment.At) : null;
    }

    private async Task<PaymentNotice?> OfInvoiceAsync(JsonElement invoice, CancellationToken cancellationToken)
    {
        if (StripeInvoice.FirstOrderOf(invoice) is not { } first
            || invoice.Text("id") is not { } id
            || await api.FindAsync($"v1/invoices/{id}?expand[]=payments", cancellationToken) is not { } whole
            || StripeInvoice.Of(whole) is not { } payment)
        {
            return null;
        }

        string? order = StripeInvoice.IsFirst(whole) ? first : await RenewAsync(first, id, cancellationToken);
        return order is null ? null : Notice(order, null, PaymentKind.Payment, payment.Transaction, payment.Amount, payment.At);
    }

    // Each period of a subscription after the first is an order of its own, known by its invoice.
    private async Task<string?> RenewAsync(string first, string invoice, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(StripeApi.Name, invoice, cancellationToken) is { } known)
        {
            return known.Id;
        }

        return await ledger.FindAsync(first, cancellationToken) is { } before ? (await ledger.OpenRenewalAsync(before, invoice, cancellationToken)).Id : null;
    }

    private async Task<PaymentNotice?> OfReturnAsync(JsonElement subject, PaymentKind kind, CancellationToken cancellationToken) =>
        subject.Text("id") is { } transaction
        && subject.Text("payment_intent") is { } payment
        && subject.Number("amount") is { } amount
        && subject.Text("currency") is { } currency
        && subject.Number("created") is { } created
        && StripeTime.Of(created) is { } at
        && await orders.FindByPaymentAsync(payment, cancellationToken) is { } order
            ? Notice(order, null, kind, transaction, new Money(amount, currency.ToUpperInvariant()), at)
            : null;

    [LoggerMessage(5101, LogLevel.Error, "Stripe's event {Id} does not fit an order, and was kept: {Problem}")]
    private static partial void LogFlagged(ILogger logger, string id, string? problem);
}
