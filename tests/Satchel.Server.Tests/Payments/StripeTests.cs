using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Hosting;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Payments;
using Satchel.Server.Payments.Stripe;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Tests.Payments;

public sealed partial class StripeTests : IAsyncLifetime
{
    private const string SecretKey = "sk_test_made_for_a_test";
    private const string WebhookSecret = "whsec_made_for_a_test";

    private ProviderDouble _stripe = null!;
    private PayingServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stripe = await ProviderDouble.StartAsync("stripe-double.mjs", SecretKey, WebhookSecret);
        _server = await PayingServer.StartAsync("stripe", ServiceSettings.None with { Stripe = new StripeSettings(SecretKey, ["whsec_old", WebhookSecret], _stripe.Url) });
        await _stripe.ControlAsync("webhook", new JsonObject { ["url"] = new Uri(_server.Server.Url, "v1/payments/stripe").ToString() });
        await SetClockAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _stripe.DisposeAsync();
    }

    [Theory]
    [InlineData("once")]
    [InlineData("twice")]
    [InlineData("reversed")]
    public async Task A_payment_counts_once_however_it_is_delivered(string how)
    {
        (Order order, Checkout checkout) = await _server.BeginAsync();
        Assert.Equal(_stripe.Url.Authority, checkout.RedirectTo!.Authority);

        await PayAsync(order);
        Assert.All(await _stripe.DeliverAsync(how), status => Assert.Equal(204, status));

        Assert.Equal(OrderState.Paid, (await _server.ReadAsync(order)).State);
        Assert.Equal(18000, await _server.ScalarAsync("SELECT SUM(amount) FROM payments WHERE kind = 'payment' AND problem IS NULL"));
        Assert.Equal(200L << 30, await _server.ScalarAsync("SELECT quota_bytes FROM accounts WHERE id = @Id"));
    }

    [Fact]
    public async Task Begun_twice_it_is_the_same_payment()
    {
        (Order order, Checkout first) = await _server.BeginAsync();

        Checkout second = await _server.BeginAgainAsync(order);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_payment_whose_delivery_was_lost_is_found_by_asking()
    {
        (Order order, _) = await _server.BeginAsync();
        await PayAsync(order);
        await _stripe.DeliverAsync("lost");

        await MoveAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(OrderState.Paid, (await _server.ReadAsync(order)).State);
        Assert.Equal(1, await _server.ScalarAsync("SELECT COUNT(*) FROM payments"));
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("old")]
    public async Task What_Stripe_did_not_sign_just_now_is_refused(string how)
    {
        (Order order, _) = await _server.BeginAsync();
        await PayAsync(order);

        Assert.All(await _stripe.DeliverAsync(how), status => Assert.Equal(400, status));

        Assert.Equal(OrderState.Open, (await _server.ReadAsync(order)).State);
        Assert.Equal(0, await _server.ScalarAsync("SELECT COUNT(*) FROM deliveries"));
    }

    [Fact]
    public async Task An_order_that_nobody_pays_is_closed_after_a_day_and_cannot_be_paid_then()
    {
        (Order order, _) = await _server.BeginAsync();

        await MoveAsync(TimeSpan.FromHours(25));

        Assert.Equal(OrderState.Closed, (await _server.ReadAsync(order)).State);
        Assert.Equal("expired", (await StateAsync()).GetProperty("sessions").GetProperty(order.Reference!).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_refund_ends_what_was_bought_whether_it_is_delivered_or_not()
    {
        (Order order, _) = await _server.BeginAsync();
        await PayAsync(order);
        await _stripe.DeliverAsync();

        RefundResult refund = await _server.Provider.RefundAsync(await _server.ReadAsync(order), order.Due, "asked for", Token);
        Assert.True(refund.IsDone);
        await _stripe.DeliverAsync("lost");
        await MoveAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(OrderState.Refunded, (await _server.ReadAsync(order)).State);
        Assert.Equal(18000, await _server.ScalarAsync("SELECT SUM(amount) FROM payments WHERE kind = 'refund'"));
        Assert.Equal(2L << 30, await _server.ScalarAsync("SELECT quota_bytes FROM accounts WHERE id = @Id"));
    }

    [Fact]
    public async Task A_refund_that_comes_before_its_payment_leaves_nothing_bought()
    {
        (Order order, _) = await _server.BeginAsync();
        string payment = (await PayAsync(order)).GetProperty("payment_intent").GetString()!;
        await _stripe.ControlAsync("refund", new JsonObject { ["payment_intent"] = payment });

        await _stripe.DeliverAsync("reversed");

        Assert.Equal(OrderState.Refunded, (await _server.ReadAsync(order)).State);
        Assert.Equal(2L << 30, await _server.ScalarAsync("SELECT quota_bytes FROM accounts WHERE id = @Id"));
    }

    [Fact]
    public async Task A_chargeback_ends_what_was_bought()
    {
        (Order order, _) = await _server.BeginAsync();
        string payment = (await PayAsync(order)).GetProperty("payment_intent").GetString()!;
        await _stripe.DeliverAsync();
        await _stripe.ControlAsync("dispute", new JsonObject { ["payment_intent"] = payment });

        await _stripe.DeliverAsync("twice");

        Assert.Equal(OrderState.ChargedBack, (await _server.ReadAsync(order)).State);
    }

    [Fact]
    public async Task What_was_asked_to_renew_renews_on_the_same_terms_and_stops_when_asked()
    {
        (Order order, _) = await _server.BeginAsync(renews: true);
        string subscription = (await PayAsync(order)).GetProperty("subscription").GetString()!;
        await _stripe.DeliverAsync("reversed");
        Assert.Equal(1, await _server.ScalarAsync("SELECT COUNT(*) FROM payments WHERE problem IS NULL"));
        long firstEnd = await _server.ScalarAsync("SELECT ends_at FROM accounts WHERE id = @Id");

        await _stripe.ControlAsync("renew", new JsonObject { ["subscription"] = subscription });
        await _stripe.DeliverAsync("twice");

        Assert.Equal(2, await _server.ScalarAsync("SELECT COUNT(*) FROM payments WHERE problem IS NULL"));
        Assert.Equal(2, await _server.ScalarAsync("SELECT COUNT(*) FROM orders WHERE state = 'paid' AND provider = 'stripe'"));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(firstEnd).AddYears(1).ToUnixTimeMilliseconds(), await _server.ScalarAsync("SELECT ends_at FROM accounts WHERE id = @Id"));

        Assert.True(await _server.Server.Services.GetRequiredService<Renewals>().StopAsync(_server.Account.Id, Token));
        await IsCanceledAsync(subscription);
        Assert.False((await _server.ReadAsync(order)).Renews);
        Assert.False(await _server.Server.Services.GetRequiredService<Renewals>().StopAsync(_server.Account.Id, Token));
    }

    [Fact]
    public async Task Nobody_who_upgraded_pays_for_both_plans_a_year_later()
    {
        (Order first, _) = await _server.BeginAsync(renews: true);
        string yearly = (await PayAsync(first)).GetProperty("subscription").GetString()!;
        await _stripe.DeliverAsync();
        (Order second, _) = await _server.BeginAsync("family", renews: true);
        Assert.Equal(OrderKind.Upgrade, second.Kind);
        JsonElement session = await PayAsync(second);
        Assert.Equal(second.Amount, session.GetProperty("amount_total").GetInt64()); // what is left of the first is credited, once
        await _stripe.DeliverAsync();

        await MoveAsync(TimeSpan.FromMinutes(6));

        await IsCanceledAsync(yearly);
        Assert.Equal("active", (await StateAsync()).GetProperty("subscriptions").GetProperty(session.GetProperty("subscription").GetString()!).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Nobody_who_left_is_charged_again()
    {
        (Order order, _) = await _server.BeginAsync(renews: true);
        string subscription = (await PayAsync(order)).GetProperty("subscription").GetString()!;
        await _stripe.DeliverAsync();
        using HttpClient owner = _server.Server.ClientWith(_server.Account.OwnerToken);
        await owner.DeleteAsync(new Uri("v1/account", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);

        await MoveAsync(TimeSpan.FromMinutes(6));

        await IsCanceledAsync(subscription);
    }

    [Fact]
    public async Task Renewing_is_stopped_on_the_page_of_the_order()
    {
        (Order order, _) = await _server.BeginAsync(renews: true);
        string subscription = (await PayAsync(order)).GetProperty("subscription").GetString()!;
        await _stripe.DeliverAsync();
        (string link, _) = await _server.Server.Services.GetRequiredService<PageLinks>().AddAsync(_server.Account.Id, null, Token);
        using var browser = new HttpClient { BaseAddress = _server.Server.Url };
        await SubmitAsync(browser, PageLinks.PathOf(link), PageLinks.PathOf(link));

        string page = $"/account/orders/{order.Id}";
        Assert.Contains("It renews no more", await SubmitAsync(browser, page, page + "?handler=StopRenewing"), StringComparison.Ordinal);

        await IsCanceledAsync(subscription);
    }

    [Fact]
    public async Task A_renewal_whose_delivery_was_lost_is_fetched()
    {
        (Order order, _) = await _server.BeginAsync(renews: true);
        string subscription = (await PayAsync(order)).GetProperty("subscription").GetString()!;
        await _stripe.DeliverAsync();
        await _stripe.ControlAsync("renew", new JsonObject { ["subscription"] = subscription });
        await _stripe.DeliverAsync("lost");

        await MoveAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(2, await _server.ScalarAsync("SELECT COUNT(*) FROM orders WHERE state = 'paid' AND provider = 'stripe'"));
    }

    [Fact]
    public async Task What_fails_for_a_moment_is_tried_again_and_does_not_count_twice()
    {
        await _stripe.ControlAsync("fail", new JsonObject { ["count"] = 2, ["status"] = 503 });

        (Order order, _) = await _server.BeginAsync();

        Assert.Single((await StateAsync()).GetProperty("sessions").EnumerateObject());
        Assert.NotNull(order.Reference);
    }

    [Fact]
    public async Task A_delivery_for_which_Stripe_must_be_asked_while_it_is_away_comes_again()
    {
        (Order order, _) = await _server.BeginAsync(renews: true);
        await PayAsync(order);
        await _stripe.ControlAsync("fail", new JsonObject { ["count"] = 1000, ["status"] = 500 });

        Assert.All(await _stripe.DeliverAsync(), status => Assert.Equal(503, status));
        Assert.Equal(OrderState.Open, (await _server.ReadAsync(order)).State);
        await _stripe.ControlAsync("fail", new JsonObject { ["count"] = 0 });

        Assert.All(await _stripe.DeliverAsync(), status => Assert.Equal(204, status));
        Assert.Equal(OrderState.Paid, (await _server.ReadAsync(order)).State);
    }

    [Fact]
    public async Task What_is_refused_is_not_tried_again()
    {
        await _stripe.ControlAsync("fail", new JsonObject { ["count"] = 1, ["status"] = 402 });

        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => _server.BeginAsync());

        Assert.False(error.MayPass);
        Assert.DoesNotContain(SecretKey, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_same_account_at_Stripe_sells_besides_is_none_of_ours()
    {
        await PostAsync("""{"id":"evt_1","type":"checkout.session.completed","livemode":false,"data":{"object":{"id":"cs_1","status":"complete","payment_status":"paid","metadata":{}}}}""").IsAsync(HttpStatusCode.NoContent);
        await PostAsync("""{"id":"evt_2","type":"invoice.paid","livemode":false,"data":{"object":{"id":"in_1","status":"paid"}}}""").IsAsync(HttpStatusCode.NoContent);
        await PostAsync("""{"id":"evt_3","type":"refund.created","livemode":false,"data":{"object":{"id":"re_1","status":"succeeded","payment_intent":"pi_1","amount":1,"currency":"cny","created":1}}}""").IsAsync(HttpStatusCode.NoContent);
        await PostAsync("""{"id":"evt_4","type":"checkout.session.completed","livemode":true,"data":{"object":{"id":"cs_1","metadata":{"order":"x"}}}}""").IsAsync(HttpStatusCode.NoContent);

        Assert.Equal(0, await _server.ScalarAsync("SELECT COUNT(*) FROM payments"));
    }

    [Fact]
    public async Task Whatever_is_signed_and_is_no_event_is_answered()
    {
        byte[] good = Encoding.UTF8.GetBytes("""{"id":"evt_1","type":"refund.created","livemode":false,"data":{"object":{"id":"re_1","status":"succeeded","payment_intent":"pi_1","amount":18000,"currency":"cny","created":1800000000}}}""");
        var random = new Random(6);
        for (int round = 0; round < 300; round++)
        {
            byte[] body = [.. good];
            body[random.Next(body.Length)] = (byte)random.Next(256);
            using HttpResponseMessage answer = await PostAsync(body);
            Assert.True((int)answer.StatusCode is 204 or 400 or 503, $"{answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
        }
    }

    [GeneratedRegex("name=\"form\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Form();

    private static async Task<string> SubmitAsync(HttpClient browser, string page, string form)
    {
        string shown = await browser.GetStringAsync(new Uri(page, UriKind.Relative), Token);
        using HttpResponseMessage answer = await browser.PostAsync(new Uri(form, UriKind.Relative), new FormUrlEncodedContent([new("form", Form().Match(shown).Groups[1].Value)]), Token);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Token);
    }

    private async Task IsCanceledAsync(string subscription) =>
        Assert.Equal("canceled", (await StateAsync()).GetProperty("subscriptions").GetProperty(subscription).GetProperty("status").GetString());

    private Task<JsonElement> StateAsync() => _stripe.ControlAsync("state");

    private Task<JsonElement> PayAsync(Order order) => _stripe.ControlAsync("pay", new JsonObject { ["session"] = order.Reference });

    private Task<HttpResponseMessage> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    private async Task<HttpResponseMessage> PostAsync(byte[] body)
    {
        long at = _server.Time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/payments/stripe") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature", $"t={at},v1={Convert.ToHexStringLower(StripeSignature.Sign(at, body, WebhookSecret))}");
        return await _server.Server.Client.SendAsync(request, Token);
    }

    // Time passes for both, and the server does what is due.
    private async Task MoveAsync(TimeSpan by)
    {
        _server.Time.Advance(by);
        await SetClockAsync();
        await _server.Server.RunBackgroundAsync();
    }

    private Task<JsonElement> SetClockAsync() => _stripe.ControlAsync("clock", new JsonObject { ["seconds"] = _server.Time.GetUtcNow().ToUnixTimeSeconds() });
}
