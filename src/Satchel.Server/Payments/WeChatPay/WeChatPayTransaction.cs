using System.Globalization;
using System.Text.Json;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>A payment or a refund as WeChat Pay tells of it.</summary>
/// <param name="OrderNumber">Our number of the order.</param>
/// <param name="Transaction">Its own id of the payment, or of the refund.</param>
/// <param name="Amount">How much.</param>
/// <param name="At">When.</param>
internal sealed record WeChatPayTransaction(string OrderNumber, string Transaction, Money Amount, DateTimeOffset At)
{
    /// <summary>The payment of an order that was paid; null where something is missing.</summary>
    public static WeChatPayTransaction? Of(JsonElement order) =>
        order.Text("out_trade_no") is { } number
        && order.Text("transaction_id") is { } transaction
        && order.Member("amount") is { } amount
        && amount.Number("total") is { } total
        && TimeOf(order.Text("success_time")) is { } at
        ? new WeChatPayTransaction(number, transaction, new Money(total, amount.Text("currency") ?? WeChatPayProvider.Currency), at)
        : null;

    /// <summary>A refund; null where something is missing.</summary>
    public static WeChatPayTransaction? OfRefund(JsonElement refund) =>
        refund.Text("out_trade_no") is { } number
        && refund.Text("refund_id") is { } transaction
        && refund.Member("amount")?.Number("refund") is { } amount
        && TimeOf(refund.Text("success_time")) is { } at
        ? new WeChatPayTransaction(number, transaction, new Money(amount, WeChatPayProvider.Currency), at)
        : null;

    private static DateTimeOffset? TimeOf(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
}
