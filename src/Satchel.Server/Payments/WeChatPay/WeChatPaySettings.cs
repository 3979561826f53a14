using System.Security.Cryptography;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>How WeChat Pay is reached, and what is known with it.</summary>
/// <param name="Merchant">Who is paid.</param>
/// <param name="PlatformKeys">Keys of the platform that the operator gave, by serial number or by id of the public key; more are fetched where it has certificates.</param>
/// <param name="ApiBase">WeChat Pay's address, or that of what stands in for it.</param>
internal sealed record WeChatPaySettings(WeChatPayMerchant Merchant, IReadOnlyDictionary<string, RSA> PlatformKeys, Uri ApiBase)
{
    /// <summary>WeChat Pay's own address.</summary>
    public static readonly Uri Address = new("https://api.mch.weixin.qq.com/");

    public override string ToString() => ApiBase.Host;
}
