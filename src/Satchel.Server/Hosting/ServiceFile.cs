namespace Satchel.Server.Hosting;

/// <summary>The file of secrets, as it is written: docs/payments.md tells what each member is.</summary>
internal sealed record ServiceFile(ServiceFile.StripeSection? Stripe = null, ServiceFile.WeChatPaySection? Wechatpay = null, ServiceFile.MailSection? Mail = null)
{
    internal sealed record StripeSection(string? SecretKey = null, string? WebhookSecret = null, string? PreviousWebhookSecret = null, string? ApiBase = null);

    internal sealed record WeChatPaySection(
        string? Mchid = null,
        string? Appid = null,
        string? ApiV3Key = null,
        string? PrivateKeyFile = null,
        string? CertificateSerial = null,
        IReadOnlyList<string>? PlatformCertificates = null,
        string? PlatformPublicKeyId = null,
        string? PlatformPublicKeyFile = null,
        string? ApiBase = null);

    internal sealed record MailSection(string? Host = null, int? Port = null, string? User = null, string? Password = null, bool? Tls = null, string? From = null);
}
