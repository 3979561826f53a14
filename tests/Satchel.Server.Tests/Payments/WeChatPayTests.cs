using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Satchel.Server.Hosting;
using Satchel.Server.Payments;
using Satchel.Server.Payments.WeChatPay;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Tests.Payments;

public sealed class WeChatPayTests : IAsyncLifetime
{
    private readonly WeChatPayKeys _keys = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-wechatpay-").FullName;
    private ProviderDouble _weChat = null!;
    private PayingServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _keys.WriteTo(_folder);
        _weChat = await ProviderDouble.StartAsync("wechatpay-double.mjs", _folder);
        _server = await PayingServer.StartAsync("wechatpay", ServiceSettings.None with { WeChatPay = new WeChatPaySettings(_keys.Merchant, new Dictionary<string, RSA>(), _weChat.Url) });
        await SetClockAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _weChat.DisposeAsync();
        _keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("once")]
    [InlineData("twice")]
    [InlineData("reversed")]
    public async Task A_payment_counts_once_however_it_is_delivered(string how)
    {
        (Order order, Checkout checkout) = await _server.BeginAsync();
        Assert.StartsWith("weixin://", checkout.QrText, StringComparison.Ordinal);

        await PayAsync(order);
        Assert.All(await _weChat.DeliverAsync(how), status => Assert.Equal(204, status));

        Assert.Equal(OrderState.Paid, (await _server.ReadAsync(order)).State);
        Assert.Equal(18000, await _server.ScalarAsync("SELECT SUM(amount) FROM payments WHERE problem IS NULL"));
        Assert.Equal(200L << 30, await _server.ScalarAsync("SELECT quota_bytes FROM accounts WHERE id = @Id"));
    }

    [Fact]
    public async Task Begun_twice_it_is_the_same_order()
    {
        (Order order, Checkout first) = await _server.BeginAsync();

        Assert.Equal(first, await _server.BeginAgainAsync(order));
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("old")]
    [InlineData("probe")]
    public async Task What_the_platform_did_not_sign_just_now_is_refused(string how)
    {
        (Order order, _) = await _server.BeginAsync();
        await PayAsync(order);

        Assert.All(await _weChat.DeliverAsync(how), status => Assert.Equal(400, status));

        Assert.Equal(OrderState.Open, (await _server.ReadAsync(order)).State);
    }

    [Fact]
    public async Task A_payment_whose_notification_was_lost_is_found_by_asking()
    {
        (Order order, _) = await _server.BeginAsync();
        await PayAsync(order);
        await _weChat.DeliverAsync("lost");

        await MoveAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(OrderState.Paid, (await _server.ReadAsync(order)).State);
    }

    [Fact]
    public async Task An_order_that_nobody_pays_is_closed_after_a_day_and_cannot_be_paid_then()
    {
        (Order order, _) = await _server.BeginAsync();

        await MoveAsync(TimeSpan.FromHours(25));

        Assert.Equal(OrderState.Closed, (await _server.ReadAsync(order)).State);
        Assert.Equal("CLOSED", (await _weChat.ControlAsync("state")).GetProperty("orders").GetProperty(order.Id).GetProperty("trade_state").GetString());
    }

    [Theory]
    [InlineData("twice")]
    [InlineData("lost")]
    public async Task A_refund_ends_what_was_bought_whether_it_is_delivered_or_not(string how)
    {
        (Order order, _) = await _server.BeginAsync();
        await PayAsync(order);
        await _weChat.DeliverAsync();

        RefundResult first = await _server.Provider.RefundAsync(order, order.Due, "要求退款", Token);
        Assert.False(first.IsDone);
        await _weChat.DeliverAsync(how);
        await MoveAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(OrderState.Refunded, (await _server.ReadAsync(order)).State);
        Assert.Equal(18000, await _server.ScalarAsync("SELECT SUM(amount) FROM payments WHERE kind = 'refund'"));
        Assert.Equal(first.Transaction, (await _server.Provider.RefundAsync(order, order.Due, "要求退款", Token)).Transaction);
    }

    [Fact]
    public async Task A_certificate_that_replaces_another_is_fetched_when_it_is_first_named()
    {
        (Order first, _) = await _server.BeginAsync();
        await PayAsync(first);
        await _weChat.DeliverAsync();
        await _weChat.ControlAsync("rotate");
        await MoveAsync(TimeSpan.FromMinutes(2));

        (Order second, _) = await _server.BeginAsync("family");
        await PayAsync(second);
        await _weChat.DeliverAsync();

        Assert.Equal(OrderState.Paid, (await _server.ReadAsync(second)).State);
    }

    [Fact]
    public async Task Whoever_answers_in_the_platforms_place_is_not_believed()
    {
        (Order order, _) = await _server.BeginAsync();
        await _weChat.ControlAsync("impostor", new JsonObject { ["on"] = true });

        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => _server.Provider.QueryAsync(order, Token));

        Assert.Contains("not signed by the platform", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_who_names_certificates_at_random_has_them_fetched_once_a_minute()
    {
        for (int serial = 0; serial < 20; serial++)
        {
            await PostAsync($"{serial:x}", "{}").IsProblemAsync(HttpStatusCode.BadRequest, "signature-invalid");
        }

        JsonElement requests = (await _weChat.ControlAsync("state")).GetProperty("requests");
        Assert.Single(requests.EnumerateArray(), request => request.GetString() == "GET /v3/certificates");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"id":"1","resource":{}}""")]
    [InlineData("""{"id":"1","event_type":"TRANSACTION.SUCCESS","resource":{"nonce":"0123456789ab","associated_data":"","ciphertext":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}""")]
    public async Task What_was_signed_and_not_encrypted_for_this_merchant_is_refused(string body) =>
        await PostAsync(_keys.Platform[0].SerialNumber, body).IsProblemAsync(HttpStatusCode.BadRequest, "signature-invalid");

    [Fact]
    public async Task A_delivery_without_a_signature_or_to_a_provider_that_is_not_set_up_is_refused()
    {
        await _server.Server.Client.PostAsync(new Uri("v1/payments/wechatpay", UriKind.Relative), new StringContent("{}"), Token).IsProblemAsync(HttpStatusCode.BadRequest, "signature-invalid");
        await _server.Server.Client.PostAsync(new Uri("v1/payments/stripe", UriKind.Relative), new StringContent("{}"), Token).IsProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task What_fails_for_a_moment_is_tried_again()
    {
        await _weChat.ControlAsync("fail", new JsonObject { ["count"] = 2, ["status"] = 500 });

        (Order order, _) = await _server.BeginAsync();

        Assert.Equal(order.Id, order.Reference);
    }

    private Task<JsonElement> PayAsync(Order order) => _weChat.ControlAsync("pay", new JsonObject { ["out_trade_no"] = order.Id });

    private async Task<HttpResponseMessage> PostAsync(string serial, string body)
    {
        string at = _server.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signature = _keys.PlatformKey.SignData(Encoding.UTF8.GetBytes($"{at}\nn\n{body}\n"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/payments/wechatpay") { Content = new StringContent(body) };
        request.Headers.Add("Wechatpay-Timestamp", at);
        request.Headers.Add("Wechatpay-Nonce", "n");
        request.Headers.Add("Wechatpay-Serial", serial);
        request.Headers.Add("Wechatpay-Signature", Convert.ToBase64String(signature));
        return await _server.Server.Client.SendAsync(request, Token);
    }

    // Time passes for both, and the server does what is due.
    private async Task MoveAsync(TimeSpan by)
    {
        _server.Time.Advance(by);
        await SetClockAsync();
        await _server.Server.RunBackgroundAsync();
    }

    private Task<JsonElement> SetClockAsync() => _weChat.ControlAsync("clock", new JsonObject { ["seconds"] = _server.Time.GetUtcNow().ToUnixTimeSeconds() });
}
