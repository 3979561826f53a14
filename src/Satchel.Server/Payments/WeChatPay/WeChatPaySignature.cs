using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>What is signed in WeChat Pay's version 3, always SHA256-RSA2048 (PKCS #1 v1.5): a request by the merchant, an answer or a notification by the platform.</summary>
internal static class WeChatPaySignature
{
    /// <summary>How the header <c>Authorization</c> begins.</summary>
    public const string Scheme = "WECHATPAY2-SHA256-RSA2048";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The value of <c>Authorization</c> for a request.</summary>
    /// <param name="merchant">Who asks, and with which key.</param>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">The address without the host.</param>
    /// <param name="body">The body; empty where there is none.</param>
    /// <param name="at">Now.</param>
    /// <param name="nonce">Something that was not there before.</param>
    public static string Authorize(WeChatPayMerchant merchant, string method, string pathAndQuery, string body, DateTimeOffset at, string nonce)
    {
        string seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = Encoding.UTF8.GetBytes($"{method}\n{pathAndQuery}\n{seconds}\n{nonce}\n{body}\n");
        string signature = Convert.ToBase64String(merchant.PrivateKey.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return $"{Scheme} mchid=\"{merchant.Id}\",nonce_str=\"{nonce}\",timestamp=\"{seconds}\",serial_no=\"{merchant.CertificateSerial}\",signature=\"{signature}\"";
    }

    /// <summary>Whether the platform signed a body, not more than five minutes from <paramref name="now"/>.</summary>
    public static bool Verify(RSA platformKey, WeChatPaySigned signed, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (signed.Timestamp.Length > 12
            || !long.TryParse(signed.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long at)
            || Math.Abs(now.ToUnixTimeSeconds() - at) > (long)Tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] signature = new byte[signed.Signature.Length];
        return Convert.TryFromBase64String(signed.Signature, signature, out int length)
            && platformKey.VerifyData([.. Encoding.UTF8.GetBytes($"{signed.Timestamp}\n{signed.Nonce}\n"), .. body, (byte)'\n'], signature.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
