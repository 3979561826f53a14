using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Satchel.Server.Hosting;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>Paying by WeChat Pay Native: a QR code that the person scans. An order's own id is its number there, so whatever is sent twice counts once. It never renews by itself.</summary>
internal sealed class WeChatPayProvider(WeChatPaySettings pay, WeChatPayApi api, ServerSettings settings, TimeProvider time) : IPaymentProvider
{
    /// <summary>Where notifications go.</summary>
    public const string NotifyPath = "/v1/payments/wechatpay";

    /// <summary>The only currency it takes.</summary>
    public const string Currency = "CNY";

    private const string Orders = "v3/pay/transactions/out-trade-no";
    private const string Refunds = "v3/refund/domestic/refunds";
    private const int MaxDescriptionBytes = 127;
    private const int MaxReasonBytes = 80;

    // As long as the platform keeps a code good.
    private static readonly TimeSpan CodeLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <inheritdoc/>
    public string Name => WeChatPayApi.Name;

    /// <inheritdoc/>
    public bool IsOffered => true;

    /// <inheritdoc/>
    public async Task<Checkout> BeginAsync(Order order, CheckoutContext context, CancellationToken cancellationToken)
    {
        if (order.Currency != Currency)
        {
            throw new ProviderException(Name, mayPass: false, $"it takes {Currency} and not {order.Currency}");
        }

        var body = new JsonObject
        {
            ["appid"] = pay.Merchant.AppId,
            ["mchid"] = pay.Merchant.Id,
            ["description"] = Short(context.Description, MaxDescriptionBytes),
            ["out_trade_no"] = order.Id,
            ["time_expire"] = (time.GetUtcNow() + CodeLife).ToOffset(China).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["notify_url"] = NotifyUrl(),
            ["amount"] = new JsonObject { ["total"] = order.Amount, ["currency"] = Currency },
        };
        JsonElement? answer = await api.PostAsync("v3/pay/transactions/native", body, cancellationToken);
        return new Checkout(null, answer?.Text("code_url") ?? throw new ProviderException(Name, mayPass: true, "an order has no code"), order.Id);
    }

    /// <inheritdoc/>
    public async Task<ProviderState> QueryAsync(Order order, CancellationToken cancellationToken)
    {
        if (await api.FindAsync($"{Orders}/{order.Id}?mchid={pay.Merchant.Id}", cancellationToken) is not { } found)
        {
            return new ProviderState.Closed(); // its code was never made
        }

        switch (found.Text("trade_state"))
        {
            case "SUCCESS" or "REFUND" when WeChatPayTransaction.Of(found) is { } payment:
                return await RefundOfAsync(order, cancellationToken) is { } refund
                    ? new ProviderState.Refunded(payment.Transaction, refund.Transaction, refund.Amount, payment.At, refund.At)
                    : new ProviderState.Paid(payment.Transaction, payment.Amount, payment.At);
            case "CLOSED" or "REVOKED" or "PAYERROR":
                return new ProviderState.Closed();
            default:
                return new ProviderState.Open();
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(Order order, CancellationToken cancellationToken)
    {
        if (await QueryAsync(order, cancellationToken) is ProviderState.Open)
        {
            await api.PostAsync($"{Orders}/{order.Id}/close", new JsonObject { ["mchid"] = pay.Merchant.Id }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<RefundResult> RefundAsync(Order order, Money amount, string reason, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["out_trade_no"] = order.Id,
            ["out_refund_no"] = RefundNumber(order),
            ["reason"] = Short(reason, MaxReasonBytes),
            ["notify_url"] = NotifyUrl(),
            ["amount"] = new JsonObject { ["refund"] = amount.Amount, ["total"] = order.Amount, ["currency"] = Currency },
        };
        JsonElement? answer = await api.PostAsync(Refunds, body, cancellationToken);
        return new RefundResult(answer?.Text("refund_id") ?? throw new ProviderException(Name, mayPass: true, "a refund has no id"), answer?.Text("status") == "SUCCESS");
    }

    // One refund for each order: asked for again, it is the same.
    private static string RefundNumber(Order order) => $"{order.Id}-refund";

    private static string Short(string text, int maxBytes)
    {
        int length = 0;
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private async Task<WeChatPayTransaction?> RefundOfAsync(Order order, CancellationToken cancellationToken) =>
        await api.FindAsync($"{Refunds}/{RefundNumber(order)}", cancellationToken) is { } refund && refund.Text("status") == "SUCCESS" ? WeChatPayTransaction.OfRefund(refund) : null;

    private string NotifyUrl() => new Uri(settings.Url!, NotifyPath).ToString();
}
