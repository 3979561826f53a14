using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Satchel.Server.Payments.WeChatPay;

namespace Satchel.Server.Tests.Payments;

/// <summary>Keys and certificates of a merchant and of a platform, made for a test.</summary>
internal sealed class WeChatPayKeys : IDisposable
{
    public const string MerchantId = "1900000109";
    public const string AppId = "wxd678efh567hg6787";
    public const string ApiV3Key = "0123456789abcdef0123456789ABCDEF";

    public WeChatPayKeys()
    {
        MerchantCertificate = Make("merchant");
        Platform = [Make("platform 1"), Make("platform 2")];
    }

    public X509Certificate2 MerchantCertificate { get; }

    /// <summary>The platform's certificates, with their keys; the second is used from when it is replaced.</summary>
    public IReadOnlyList<X509Certificate2> Platform { get; }

    public RSA PlatformKey => Platform[0].GetRSAPrivateKey()!;

    public WeChatPayMerchant Merchant => new(MerchantId, AppId, MerchantCertificate.SerialNumber, MerchantCertificate.GetRSAPrivateKey()!, ApiV3Key);

    /// <summary>Encrypts as WeChat Pay does.</summary>
    public static string Encrypt(string content, string nonce, string associated)
    {
        byte[] plain = Encoding.UTF8.GetBytes(content);
        byte[] output = new byte[plain.Length + 16];
        using var aes = new AesGcm(Encoding.UTF8.GetBytes(ApiV3Key), 16);
        aes.Encrypt(Encoding.UTF8.GetBytes(nonce), plain, output.AsSpan(0, plain.Length), output.AsSpan(plain.Length), Encoding.UTF8.GetBytes(associated));
        return Convert.ToBase64String(output);
    }

    /// <summary>Writes them as tests/servers/wechatpay-double.mjs reads them.</summary>
    public void WriteTo(string folder)
    {
        File.WriteAllText(
            Path.Combine(folder, "merchant.json"),
            new JsonObject { ["mchid"] = MerchantId, ["appid"] = AppId, ["apiV3Key"] = ApiV3Key, ["certificateSerial"] = MerchantCertificate.SerialNumber }.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "merchant-cert.pem"), MerchantCertificate.ExportCertificatePem());
        for (int number = 1; number <= Platform.Count; number++)
        {
            File.WriteAllText(Path.Combine(folder, $"platform-{number}.pem"), Platform[number - 1].ExportCertificatePem());
            File.WriteAllText(Path.Combine(folder, $"platform-{number}-key.pem"), Platform[number - 1].GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }
    }

    public void Dispose()
    {
        MerchantCertificate.Dispose();
        foreach (X509Certificate2 certificate in Platform)
        {
            certificate.Dispose();
        }
    }

    private static X509Certificate2 Make(string name)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
