using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Satchel.Server.Payments.WeChatPay;

namespace Satchel.Server.Tests.Payments;

public sealed partial class WeChatPaySignatureTests : IDisposable
{
    private const string Seconds = "1800000000";
    private const string Body = """{"id":"EV-1","summary":"支付成功"}""";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly WeChatPayKeys _keys = new();

    [Theory]
    [InlineData("GET", "/v3/pay/transactions/out-trade-no/0123?mchid=1900000109", "")]
    [InlineData("POST", "/v3/pay/transactions/native", """{"description":"一年","amount":{"total":18000}}""")]
    public async Task A_request_is_signed_as_by_the_npm_package(string method, string path, string body)
    {
        string ours = WeChatPaySignature.Authorize(_keys.Merchant, method, path, body, Now, "nonce");

        JsonElement theirs = await ProviderPackages.RunAsync(
            """
            const Pay = require('wechatpay-node-v3');
            const pay = new Pay({ appid: input.appid, mchid: input.mchid, publicKey: Buffer.from(input.certificate), privateKey: Buffer.from(input.key) });
            return { signature: pay.getSignature(input.method, 'nonce', input.seconds, input.path, input.body), serial: pay.getSN() };
            """,
            new JsonObject
            {
                ["appid"] = WeChatPayKeys.AppId,
                ["mchid"] = WeChatPayKeys.MerchantId,
                ["certificate"] = _keys.MerchantCertificate.ExportCertificatePem(),
                ["key"] = _keys.Merchant.PrivateKey.ExportPkcs8PrivateKeyPem(),
                ["method"] = method,
                ["path"] = path,
                ["body"] = body,
                ["seconds"] = Seconds,
            });

        Assert.StartsWith("WECHATPAY2-SHA256-RSA2048 ", ours, StringComparison.Ordinal);
        Assert.Equal(theirs.GetProperty("signature").GetString(), Field().Matches(ours).Single(match => match.Groups[1].Value == "signature").Groups[2].Value);
        Assert.Equal(theirs.GetProperty("serial").GetString()!.TrimStart('0'), _keys.Merchant.CertificateSerial.TrimStart('0'), ignoreCase: true);
    }

    [Fact]
    public async Task What_the_npm_package_signs_is_good_here_and_what_is_signed_here_there()
    {
        string nonce = "abcdef";
        byte[] message = Encoding.UTF8.GetBytes($"{Seconds}\n{nonce}\n{Body}\n");
        string ours = Convert.ToBase64String(_keys.PlatformKey.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        JsonElement theirs = await ProviderPackages.RunAsync(
            """
            const Pay = require('wechatpay-node-v3');
            const pay = new Pay({ appid: 'a', mchid: 'm', publicKey: Buffer.from(input.certificate), privateKey: Buffer.from(input.key) });
            Pay.certificates = { S: input.publicKey };
            const verify = signature => pay.verifySign({ timestamp: input.seconds, nonce: input.nonce, body: input.body, serial: 'S', signature });
            return { signature: pay.sha256WithRsa(`${input.seconds}\n${input.nonce}\n${input.body}\n`), good: await verify(input.ours), bad: await verify(input.ours.replace(/^./, c => c === 'A' ? 'B' : 'A')) };
            """,
            new JsonObject
            {
                ["certificate"] = _keys.Platform[0].ExportCertificatePem(),
                ["key"] = _keys.PlatformKey.ExportPkcs8PrivateKeyPem(),
                ["publicKey"] = _keys.PlatformKey.ExportSubjectPublicKeyInfoPem(),
                ["seconds"] = Seconds,
                ["nonce"] = nonce,
                ["body"] = Body,
                ["ours"] = ours,
            });

        Assert.True(Verify(new WeChatPaySigned(Seconds, nonce, theirs.GetProperty("signature").GetString()!, "S"), Body, Now));
        Assert.True(theirs.GetProperty("good").GetBoolean());
        Assert.False(theirs.GetProperty("bad").GetBoolean());
    }

    [Fact]
    public async Task What_is_encrypted_opens_here_as_in_the_npm_package()
    {
        string sealedText = WeChatPayKeys.Encrypt("""{"out_trade_no":"一"}""", "0123456789ab", "transaction");

        JsonElement theirs = await ProviderPackages.RunAsync(
            """
            const Pay = require('wechatpay-node-v3');
            const pay = new Pay({ appid: 'a', mchid: 'm', publicKey: Buffer.from(input.certificate), privateKey: Buffer.from(input.key) });
            return pay.decipher_gcm(input.sealed, 'transaction', '0123456789ab', input.apiV3Key);
            """,
            new JsonObject
            {
                ["certificate"] = _keys.Platform[0].ExportCertificatePem(),
                ["key"] = _keys.PlatformKey.ExportPkcs8PrivateKeyPem(),
                ["sealed"] = sealedText,
                ["apiV3Key"] = WeChatPayKeys.ApiV3Key,
            });

        string? ours = Decrypt(sealedText, "0123456789ab", "transaction");
        Assert.Equal("""{"out_trade_no":"一"}""", ours);
        Assert.Equal("一", theirs.GetProperty("out_trade_no").GetString());
    }

    [Theory]
    [InlineData("0123456789ab", "refund")]
    [InlineData("0123456789ac", "transaction")]
    [InlineData("short", "transaction")]
    public void What_was_not_encrypted_so_does_not_open(string nonce, string associated) =>
        Assert.Null(Decrypt(WeChatPayKeys.Encrypt("{}", "0123456789ab", "transaction"), nonce, associated));

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all")]
    public void What_is_too_short_or_no_base64_does_not_open(string ciphertext) => Assert.Null(Decrypt(ciphertext, "0123456789ab", "transaction"));

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    public void A_notification_is_good_for_five_minutes(int seconds, bool isGood) => Assert.Equal(isGood, Verify(Sign(Body), Body, Now.AddSeconds(-seconds)));

    [Fact]
    public void A_changed_body_or_a_probe_of_the_platform_is_refused()
    {
        WeChatPaySigned signed = Sign(Body);

        Assert.False(Verify(signed, Body + " ", Now));
        Assert.False(Verify(signed with { Signature = "WECHATPAY/SIGNTEST/" + signed.Signature }, Body, Now));
        Assert.False(Verify(signed with { Nonce = "other" }, Body, Now));
        Assert.False(Verify(signed with { Timestamp = "x" }, Body, Now));
        Assert.False(Verify(signed with { Signature = "" }, Body, Now));
    }

    public void Dispose() => _keys.Dispose();

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Field();

    private static string? Decrypt(string ciphertext, string nonce, string associated) => WeChatPayResource.TryDecrypt(
        JsonElement.Parse(new JsonObject { ["ciphertext"] = ciphertext, ["nonce"] = nonce, ["associated_data"] = associated }.ToJsonString()),
        Encoding.UTF8.GetBytes(WeChatPayKeys.ApiV3Key));

    private bool Verify(WeChatPaySigned signed, string body, DateTimeOffset now) => WeChatPaySignature.Verify(_keys.PlatformKey, signed, Encoding.UTF8.GetBytes(body), now);

    private WeChatPaySigned Sign(string body) => new(
        Seconds, "n", Convert.ToBase64String(_keys.PlatformKey.SignData(Encoding.UTF8.GetBytes($"{Seconds}\nn\n{body}\n"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), "S");
}
