using System.Security.Cryptography;
using System.Text;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>The merchant as WeChat Pay knows it, with its secrets.</summary>
/// <param name="Id">mchid.</param>
/// <param name="AppId">The app or official account that is paid.</param>
/// <param name="CertificateSerial">The serial number of the merchant's API certificate.</param>
/// <param name="PrivateKey">That certificate's key.</param>
/// <param name="ApiV3Key">32 letters, which notifications and certificates are encrypted with.</param>
internal sealed record WeChatPayMerchant(string Id, string AppId, string CertificateSerial, RSA PrivateKey, string ApiV3Key)
{
    /// <summary>As long as APIv3's key has to be.</summary>
    public const int ApiV3KeyBytes = 32;

    /// <summary>The key as AES takes it.</summary>
    public byte[] ApiV3KeyToBytes() => Encoding.UTF8.GetBytes(ApiV3Key);

    public override string ToString() => $"merchant {Id}";
}
