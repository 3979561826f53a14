using System.Net;
using System.Net.Mail;
using System.Text.Json.Nodes;
using Satchel.Server.Hosting;
using Satchel.Server.Notices;
using Satchel.Server.Payments.Stripe;
using Satchel.Server.Payments.WeChatPay;
using Satchel.Server.Plans;
using Satchel.Server.Tests;
using Satchel.Server.Tests.Payments;

namespace Satchel.Pages.Tests;

/// <summary>A server on which people pay: the doubles of both providers as processes, and mail that is set up.</summary>
public sealed class PayingWorld : IAsyncLifetime
{
    private const string SecretKey = "sk_test_made_for_a_test";
    private const string WebhookSecret = "whsec_made_for_a_test";

    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-pages-").FullName;
    private readonly WeChatPayKeys _keys = new();

    public TestServer Server { get; private set; } = null!;

    internal ProviderDouble Stripe { get; private set; } = null!;

    internal ProviderDouble WeChat { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _keys.WriteTo(_folder);
        Stripe = await ProviderDouble.StartAsync("stripe-double.mjs", SecretKey, WebhookSecret);
        WeChat = await ProviderDouble.StartAsync("wechatpay-double.mjs", _folder);
        var services = new ServiceSettings(
            new StripeSettings(SecretKey, [WebhookSecret], Stripe.Url),
            new WeChatPaySettings(_keys.Merchant, new Dictionary<string, System.Security.Cryptography.RSA>(), WeChat.Url),
            new MailSettings("127.0.0.1", 9, null, null, false, new MailAddress("satchel@cloud.example.org")));
        string plans = Path.Combine(_folder, "plans.json");
        string edited = Catalogue.TextFor(new ServerSettings { DataFolder = _folder })
            .Replace("\"deletion\": \"off\"", "\"deletion\": \"on\"", StringComparison.Ordinal)
            .Replace("\"contact\": \"\"", "\"contact\": \"help@cloud.example.org\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(plans, edited);
        var listen = new IPEndPoint(IPAddress.Loopback, PostgreSql.FreePort());
        Server = await TestServer.StartAsync(settings => settings with { Listen = listen, Url = new Uri($"http://{listen}/"), Services = services, Plans = plans, BackgroundWork = false });
        await Stripe.ControlAsync("webhook", new JsonObject { ["url"] = new Uri(Server.Url, "v1/payments/stripe").ToString() });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Stripe.DisposeAsync();
        await WeChat.DisposeAsync();
        _keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
