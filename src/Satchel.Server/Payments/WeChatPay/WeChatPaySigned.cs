namespace Satchel.Server.Payments.WeChatPay;

/// <summary>The headers with which the platform signs an answer or a notification.</summary>
/// <param name="Timestamp"><c>Wechatpay-Timestamp</c>: seconds.</param>
/// <param name="Nonce"><c>Wechatpay-Nonce</c>.</param>
/// <param name="Signature"><c>Wechatpay-Signature</c>: base64.</param>
/// <param name="Serial"><c>Wechatpay-Serial</c>: which of the platform's certificates, or public keys, it is of.</param>
internal sealed record WeChatPaySigned(string Timestamp, string Nonce, string Signature, string Serial)
{
    private const int MaxLength = 1024; // a signature of RSA-4096 has 684

    /// <summary>Takes them from headers; null where one is missing or absurd.</summary>
    public static WeChatPaySigned? Of(Func<string, string?> header)
    {
        string?[] values = [header("Wechatpay-Timestamp"), header("Wechatpay-Nonce"), header("Wechatpay-Signature"), header("Wechatpay-Serial")];
        return values.All(value => value is { Length: > 0 and <= MaxLength }) ? new WeChatPaySigned(values[0]!, values[1]!, values[2]!, values[3]!) : null;
    }
}
