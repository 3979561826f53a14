using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Subscriptions;

namespace Satchel.Pages.Tests;

/// <summary>Choosing, paying and getting a receipt, in a browser that runs no scripts.</summary>
public sealed class PayTests(PageBrowser browser, PayingWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Ledger Ledger => world.Server.Services.GetRequiredService<Ledger>();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WeChat_Pay_is_paid_by_its_code_whether_the_news_comes_or_is_asked_for(bool isDelivered)
    {
        Person ana = await Person.MakeAsync(world.Server);
        await using OpenPage page = await OrderAsync(ana, "yearly:iphone", "wechatpay");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { Name = "¥180" })).ToBeVisibleAsync();
        Order order = (await Ledger.ListAsync(ana.Account.Id, Cancel)).Single();

        await LookAsync(page);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("has not come yet");
        await world.WeChat.ControlAsync("pay", new JsonObject { ["out_trade_no"] = order.Id });
        await world.WeChat.DeliverAsync(isDelivered ? "once" : "lost");
        await (isDelivered ? page.GoAsync($"/account/orders/{order.Id}") : LookAsync(page));

        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Receipt");
        await Assertions.Expect(page.Page.Locator(".receipt")).ToContainTextAsync("¥180");
        await page.GoAsync("/account");
        await Assertions.Expect(page.Page.Locator("main")).ToContainTextAsync("200 GiB");
    }

    [Fact]
    public async Task Stripe_is_paid_on_its_own_page_and_the_way_back_finds_the_session()
    {
        Person ana = await Person.MakeAsync(world.Server);
        await using OpenPage page = await OrderAsync(ana, "yearly:desktop", "stripe");
        Order order = (await Ledger.ListAsync(ana.Account.Id, Cancel)).Single();

        Assert.StartsWith(world.Stripe.Url.AbsoluteUri, await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Go on to pay ¥130" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        await page.Page.GotoAsync(new Uri(world.Server.Url, $"account/paid/{order.Id}").AbsoluteUri);

        await page.Page.WaitForURLAsync($"**/account/orders/{order.Id}");
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Order");
    }

    [Fact]
    public async Task An_order_that_is_cancelled_is_closed_with_the_provider_as_well()
    {
        Person ana = await Person.MakeAsync(world.Server);
        await using OpenPage page = await OrderAsync(ana, "family:android", "wechatpay");
        Order order = (await Ledger.ListAsync(ana.Account.Id, Cancel)).Single();

        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel the order" }).ClickAsync();

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("cancelled");
        Assert.Equal(OrderState.Closed, (await Ledger.FindAsync(order.Id, Cancel))!.State);
        Assert.Equal("CLOSED", (await world.WeChat.ControlAsync("state")).GetProperty("orders").GetProperty(order.Id).GetProperty("trade_state").GetString());
    }

    [Fact]
    public async Task A_page_looks_by_itself_where_it_is_asked_to_and_stops_when_it_is_told()
    {
        Person ana = await Person.MakeAsync(world.Server);
        await using OpenPage page = await OrderAsync(ana, "yearly:iphone", "wechatpay");

        await Assertions.Expect(page.Page.Locator("meta[http-equiv=refresh]")).ToHaveCountAsync(0);
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Look by itself" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("meta[http-equiv=refresh]")).ToHaveCountAsync(1);
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Do not look" }).ClickAsync();

        await Assertions.Expect(page.Page.Locator("meta[http-equiv=refresh]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Anothers_order_is_one_that_is_not_there()
    {
        Person ana = await Person.MakeAsync(world.Server);
        Person ben = await Person.MakeAsync(world.Server);
        Order order = await ana.PayAsync("yearly", null);
        using var plain = new PlainBrowser(world.Server);
        await plain.SignInAsync(await Links.OfDeviceAsync(world.Server, ben.Account));

        using HttpResponseMessage answer = await plain.GetAsync($"/account/orders/{order.Id}");
        using HttpResponseMessage cancelled = await plain.PostAsync("/account", $"/account/orders/{order.Id}?handler=Cancel");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, cancelled.StatusCode);
    }

    private static async Task LookAsync(OpenPage page)
    {
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "I have paid" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Status).WaitForAsync();
    }

    private async Task<OpenPage> OrderAsync(Person person, string choice, string provider)
    {
        OpenPage page = await browser.OpenAsync(world.Server, scripts: false);
        await page.SignInAsync(person.Account);
        await page.GoAsync("/account/pay");
        await page.Page.Locator($"input[value='{choice}']").CheckAsync();
        await page.Page.Locator($"input[value='{provider}']").CheckAsync();
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Order" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/account/orders/*");
        return page;
    }
}
