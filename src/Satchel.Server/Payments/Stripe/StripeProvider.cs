using System.Globalization;
using System.Text.Json;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments.Stripe;

/// <summary>Paying through Stripe Checkout: one payment, or, where the person asked for it, a subscription that renews by itself.</summary>
internal sealed class StripeProvider(StripeApi api, StripeOrders orders) : IPaymentProvider, IRenewingProvider
{
    /// <inheritdoc/>
    public string Name => StripeApi.Name;

    /// <inheritdoc/>
    public bool IsOffered => true;

    /// <inheritdoc/>
    public async Task<Checkout> BeginAsync(Order order, CheckoutContext context, CancellationToken cancellationToken)
    {
        if (order.Reference is { } begun && await api.FindAsync($"v1/checkout/sessions/{begun}", cancellationToken) is { } session && session.Text("status") == "open")
        {
            return CheckoutOf(session);
        }

        List<KeyValuePair<string, string>> form = Form(order, context);
        if (order is { Renews: true, CreditAmount: > 0 })
        {
            // What is credited counts once; the years after cost the whole price.
            JsonElement coupon = await api.PostAsync(
                "v1/coupons",
                [new("amount_off", Text(order.CreditAmount)), new("currency", CurrencyOf(order)), new("duration", "once"), new("max_redemptions", "1")],
                $"credit-{order.Id}",
                cancellationToken);
            form.Add(new("discounts[0][coupon]", coupon.Text("id") ?? ""));
        }

        return CheckoutOf(await api.PostAsync("v1/checkout/sessions", form, $"begin-{order.Id}", cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<ProviderState> QueryAsync(Order order, CancellationToken cancellationToken)
    {
        if (order.Reference is not { } reference)
        {
            return new ProviderState.Closed(); // nobody was ever sent to pay it
        }

        if (StripeOrders.IsInvoice(reference))
        {
            return await api.FindAsync($"v1/invoices/{reference}?expand[]=payments", cancellationToken) is { } invoice && invoice.Text("status") == "paid" && StripeInvoice.Of(invoice) is { } paid
                ? new ProviderState.Paid(paid.Transaction, paid.Amount, paid.At)
                : new ProviderState.Open();
        }

        JsonElement? found = await api.FindAsync($"v1/checkout/sessions/{reference}?expand[]=payment_intent.latest_charge&expand[]=invoice.payments", cancellationToken);
        return found is not { } session || session.Text("status") == "expired" ? new ProviderState.Closed()
            : StripeSession.PaymentOf(session) is { } payment ? await StateOfAsync(session, payment, cancellationToken)
            : new ProviderState.Open();
    }

    /// <inheritdoc/>
    public async Task CloseAsync(Order order, CancellationToken cancellationToken)
    {
        if (order.Reference is not { } reference || await api.FindAsync($"v1/checkout/sessions/{reference}", cancellationToken) is not { } session || session.Text("status") != "open")
        {
            return;
        }

        await api.PostAsync($"v1/checkout/sessions/{reference}/expire", [], $"close-{order.Id}", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RefundResult> RefundAsync(Order order, Money amount, string reason, CancellationToken cancellationToken)
    {
        string payment = await orders.PaymentOfAsync(order.Id, cancellationToken)
            ?? throw new ProviderException(Name, mayPass: false, "no payment of that order is known");
        if (order.Renews)
        {
            await StopRenewingAsync(order, cancellationToken);
        }

        JsonElement refund = await api.PostAsync(
            "v1/refunds",
            [new("payment_intent", payment), new("amount", Text(amount.Amount)), new("metadata[order]", order.Id), new("metadata[reason]", reason)],
            $"refund-{order.Id}-{Text(amount.Amount)}",
            cancellationToken);
        return new RefundResult(refund.Text("id") ?? throw new ProviderException(Name, mayPass: true, "a refund has no id"), refund.Text("status") == "succeeded");
    }

    /// <inheritdoc/>
    public async Task StopRenewingAsync(Order order, CancellationToken cancellationToken)
    {
        if (await orders.SubscriptionOfAsync(order, cancellationToken) is { } subscription)
        {
            await api.CancelSubscriptionAsync(subscription, cancellationToken);
        }
    }

    private static Checkout CheckoutOf(JsonElement session) =>
        session.Text("id") is { } id && Uri.TryCreate(session.Text("url"), UriKind.Absolute, out Uri? url)
            ? new Checkout(url, null, id)
            : throw new ProviderException(StripeApi.Name, mayPass: true, "a checkout session has no address");

    private static List<KeyValuePair<string, string>> Form(Order order, CheckoutContext context)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("mode", order.Renews ? "subscription" : "payment"),
            new("client_reference_id", order.Id),
            new("metadata[order]", order.Id),
            new("success_url", context.ReturnTo.ToString()),
            new("cancel_url", context.CancelTo.ToString()),
            new("locale", context.Language.StartsWith("zh", StringComparison.Ordinal) ? "zh" : "en"),
            new("line_items[0][quantity]", "1"),
            new("line_items[0][price_data][currency]", CurrencyOf(order)),
            new("line_items[0][price_data][unit_amount]", Text(order.Renews ? order.Price : order.Amount)),
            new("line_items[0][price_data][product_data][name]", context.Description),
        ];
        if (order.Renews)
        {
            form.Add(new("line_items[0][price_data][recurring][interval]", "month"));
            form.Add(new("line_items[0][price_data][recurring][interval_count]", Text(order.Months)));
            form.Add(new("subscription_data[metadata][order]", order.Id));
        }
        else
        {
            form.Add(new("payment_intent_data[metadata][order]", order.Id));
        }

        return form;
    }

    private static string CurrencyOf(Order order) => order.Currency.ToLowerInvariant();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<ProviderState> StateOfAsync(JsonElement session, StripePayment payment, CancellationToken cancellationToken)
    {
        bool isRefunded = session.Member("payment_intent", "latest_charge")?.Number("amount_refunded") > 0;
        JsonElement? refund = isRefunded && await api.FindAsync($"v1/refunds?payment_intent={payment.Transaction}&limit=1", cancellationToken) is { } list
            ? list.Items("data").Cast<JsonElement?>().FirstOrDefault()
            : null;
        return refund is { } done && done.Text("status") == "succeeded" && done.Text("id") is { } id && done.Number("amount") is { } amount
            ? new ProviderState.Refunded(payment.Transaction, id, new Money(amount, payment.Amount.Currency), payment.At, StripeTime.Of(done.Number("created") ?? 0) ?? payment.At)
            : new ProviderState.Paid(payment.Transaction, payment.Amount, payment.At);
    }
}
