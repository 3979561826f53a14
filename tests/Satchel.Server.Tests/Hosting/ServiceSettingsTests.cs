using Satchel.Server.Administration;
using Satchel.Server.Hosting;
using Satchel.Server.Tests.Payments;

namespace Satchel.Server.Tests.Hosting;

public sealed class ServiceSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-services-").FullName;

    [Fact]
    public void Nothing_is_set_up_where_nobody_said_anything()
    {
        Assert.Equal(ServiceSettings.None, new ServiceSettingsReader(null, _ => null).Read());
        Assert.Equal(ServiceSettings.None, Read("{}"));
    }

    [Fact]
    public void A_file_says_all_of_it()
    {
        using var keys = new WeChatPayKeys();
        keys.WriteTo(_folder);
        File.WriteAllText(Path.Combine(_folder, "merchant-key.pem"), keys.Merchant.PrivateKey.ExportPkcs8PrivateKeyPem());

        ServiceSettings read = Read(
            $$"""
            {
              // what the provider gave us
              "stripe": { "secretKey": "sk_live_1", "webhookSecret": "whsec_1", "previousWebhookSecret": "whsec_0" },
              "wechatpay": {
                "mchid": "1900000109", "appid": "wx1", "apiV3Key": "{{WeChatPayKeys.ApiV3Key}}", "privateKeyFile": "merchant-key.pem",
                "certificateSerial": "{{keys.Merchant.CertificateSerial}}", "platformCertificates": ["platform-1.pem"],
              },
              "mail": { "host": "mail.example.org", "user": "u", "password": "p", "from": "Satchel <satchel@example.org>" },
            }
            """);

        Assert.Equal(["whsec_1", "whsec_0"], read.Stripe!.WebhookSecrets);
        Assert.True(read.Stripe.IsLive);
        Assert.Equal("1900000109", read.WeChatPay!.Merchant.Id);
        Assert.Equal(keys.Platform[0].SerialNumber, Assert.Single(read.WeChatPay.PlatformKeys).Key, ignoreCase: true);
        Assert.Equal(587, read.Mail!.Port);
        Assert.True(read.Mail.Tls);
        Assert.Equal("satchel@example.org", read.Mail.From.Address);
        Assert.DoesNotContain("sk_live_1", read.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(WeChatPayKeys.ApiV3Key, read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_counts_for_more()
    {
        var variables = new Dictionary<string, string> { ["SATCHEL_STRIPE_SECRET_KEY"] = "sk_test_2", ["SATCHEL_MAIL_PORT"] = "25" };

        ServiceSettings read = new ServiceSettingsReader(
            Write("""{"stripe":{"secretKey":"sk_live_1","webhookSecret":"w"},"mail":{"host":"h","from":"a@b.example"}}"""), name => variables.GetValueOrDefault(name)).Read();

        Assert.Equal("sk_test_2", read.Stripe!.SecretKey);
        Assert.Equal(25, read.Mail!.Port);
    }

    [Theory]
    [InlineData("""{"stripe":{"secretKey":"sk_1"}}""", "stripe.webhookSecret is missing")]
    [InlineData("""{"stripe":{"secretKey":"sk_1","webhookSecret":"w","apiBase":"http://example.org"}}""", "stripe.apiBase is an address with https")]
    [InlineData("""{"stripe":{"secretKye":"sk_1"}}""", "stripe.secretKye is not known")]
    [InlineData("""{"wechatpay":{"mchid":"1","apiV3Key":"short"}}""", "wechatpay.apiV3Key has 32 letters")]
    [InlineData("""{"wechatpay":{"mchid":"1","appid":"a","certificateSerial":"s","apiV3Key":"0123456789abcdef0123456789ABCDEF","privateKeyFile":"none.pem"}}""", "wechatpay.privateKeyFile names none.pem")]
    [InlineData("""{"mail":{"from":"a@b.example"}}""", "mail.host is missing")]
    [InlineData("""{"mail":{"host":"h","from":"nobody"}}""", "mail.from is an address")]
    [InlineData("""{"mail":{"host":"h","port":70000,"from":"a@b.example"}}""", "mail.port is a number")]
    [InlineData("""{"mail":{"host":"h","port":"x","from":"a@b.example"}}""", "mail.port is not known, or not of the kind")]
    [InlineData("{", "this is not JSON")]
    public void Half_of_it_or_a_mistake_stops_the_start_with_a_sentence(string text, string sentence)
    {
        AdministrationException error = Assert.Throws<AdministrationException>(() => Read(text));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk_1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        string path = Write("{}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<AdministrationException>(() => new ServiceSettingsReader(path, _ => null).Read()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceSettings Read(string text) => new ServiceSettingsReader(Write(text), _ => null).Read();

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "payments.json");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
