using System.Security.Cryptography;
using System.Text.Json;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>What follows from a notification of WeChat Pay's that was signed by the platform.</summary>
internal sealed partial class WeChatPayNotifications(WeChatPaySettings settings, Ledger ledger, ILogger<WeChatPayNotifications> logger)
{
    /// <summary>Takes a notification into account.</summary>
    /// <returns>False where it is not one that was encrypted for this merchant.</returns>
    public async Task<bool> ApplyAsync(JsonElement notification, byte[] body, CancellationToken cancellationToken)
    {
        if (notification.Text("id") is not { } id
            || notification.Member("resource") is not { } resource
            || WeChatPayResource.TryDecrypt(resource, settings.Merchant.ApiV3KeyToBytes()) is not { } text
            || Parse(text) is not { } content
            || content.Text("mchid") != settings.Merchant.Id)
        {
            return false;
        }

        (PaymentKind Kind, WeChatPayTransaction? Transaction)? told = notification.Text("event_type") switch
        {
            "TRANSACTION.SUCCESS" when content.Text("trade_state") == "SUCCESS" => (PaymentKind.Payment, WeChatPayTransaction.Of(content)),
            "REFUND.SUCCESS" when content.Text("refund_status") == "SUCCESS" => (PaymentKind.Refund, WeChatPayTransaction.OfRefund(content)),
            _ => null,
        };
        if (told is not { Transaction: { } transaction, Kind: { } kind })
        {
            return true; // something else happened, and nothing follows from it
        }

        var notice = new PaymentNotice(
            WeChatPayApi.Name, id, Convert.ToHexStringLower(SHA256.HashData(body)), transaction.OrderNumber, null, kind, transaction.Transaction, transaction.Amount, transaction.At);
        LedgerResult result = await ledger.ApplyAsync(notice, cancellationToken);
        if (result.Outcome == LedgerOutcome.Flagged)
        {
            LogFlagged(logger, id, result.Problem);
        }

        return true;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(5102, LogLevel.Error, "WeChat Pay's notification {Id} does not fit an order, and was kept: {Problem}")]
    private static partial void LogFlagged(ILogger logger, string id, string? problem);
}
