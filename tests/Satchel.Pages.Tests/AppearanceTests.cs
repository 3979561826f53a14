using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Subscriptions;

namespace Satchel.Pages.Tests;

/// <summary>Every page in both languages, in light and dark, on a phone and a desktop: axe finds nothing, and nothing is cut off.</summary>
public sealed class AppearanceTests(PageBrowser browser, PayingWorld world)
{
    private static readonly string[] States = ["free", "ending", "grace", "readOnly", "announced", "deleted", "held", "over", "suspended"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Every_page_is_accessible(bool chinese, bool dark, bool phone)
    {
        Person ana = await Person.MakeAsync(world.Server);
        await ana.LiveAsync();
        await using OpenPage page = await browser.OpenAsync(world.Server, new Look(chinese, dark, phone));
        List<string> found = [];

        foreach (string path in new[] { "/", "/sign-in", "/sign-in/none", "/sign-out" })
        {
            await page.GoAsync(path);
            await page.CheckAsync("open" + path.Replace('/', '_'), found);
        }

        await page.GoAsync(await Links.OfDeviceAsync(world.Server, ana.Account));
        await page.CheckAsync("link", found);
        await page.SignInAsync(ana.Account);
        foreach (string path in new[] { "/account", "/account/pay", "/account/orders", "/account/devices", "/account/notices", "/account/log", "/account/data" })
        {
            await page.GoAsync(path);
            foreach (ILocator summary in await page.Page.Locator("summary").AllAsync())
            {
                await summary.ClickAsync();
            }

            await page.CheckAsync(path[1..].Replace('/', '_'), found);
        }

        Ledger ledger = world.Server.Services.GetRequiredService<Ledger>();
        await ledger.OpenAsync(ana.Account.Id, "family", "android", "wechatpay", renews: false, Cancel);
        await ledger.OpenAsync(ana.Account.Id, "family", "android", "stripe", renews: false, Cancel);
        foreach (Order order in await ledger.ListAsync(ana.Account.Id, Cancel))
        {
            await page.GoAsync($"/account/orders/{order.Id}");
            await page.CheckAsync($"order-{order.Provider}-{order.State}", found);
        }

        Assert.Empty(found);
        Assert.Empty(page.Offences);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, true, true)]
    public async Task Every_state_of_an_account_is_accessible(bool chinese, bool dark, bool phone)
    {
        Person ana = await Person.MakeAsync(world.Server);
        await using OpenPage page = await browser.OpenAsync(world.Server, new Look(chinese, dark, phone));
        List<string> found = [];

        await page.SignInAsync(ana.Account);
        foreach (string state in States)
        {
            await ana.BecomeAsync(state);
            await page.GoAsync("/account");
            await page.CheckAsync($"state-{state}", found);
        }

        Assert.Empty(found);
        Assert.Empty(page.Offences);
    }
}
