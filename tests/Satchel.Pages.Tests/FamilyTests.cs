using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Payments.Vouchers;
using Satchel.Server.Plans;

namespace Satchel.Pages.Tests;

/// <summary>Vouchers and families, on the pages.</summary>
public sealed class FamilyTests(PageBrowser browser, PayingWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_voucher_opens_a_plan_once()
    {
        Person ana = await Person.MakeAsync(world.Server);
        string code = await MakeVoucherAsync("yearly");
        await using OpenPage page = await browser.OpenAsync(world.Server, scripts: false);
        await page.SignInAsync(ana.Account);

        await RedeemAsync(page, code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        await page.Page.WaitForURLAsync("**/account/orders/*");
        await RedeemAsync(page, code);

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was used");
        await page.GoAsync("/account");
        await Assertions.Expect(page.Page.Locator("main")).ToContainTextAsync("of 200 GiB used");
    }

    [Fact]
    public async Task An_invitation_lets_somebody_share_the_plan_and_a_device_alone_takes_nobody_out()
    {
        Person ana = await Person.MakeAsync(world.Server);
        Person ben = await Person.MakeAsync(world.Server);
        await ana.PayAsync("family", null);
        await using OpenPage anas = await browser.OpenAsync(world.Server, new Look(Phone: true), scripts: false);
        await using OpenPage bens = await browser.OpenAsync(world.Server, scripts: false);
        await anas.SignInAsync(ana.Account);
        await bens.SignInAsync(ben.Account);

        await anas.GoAsync("/account/family");
        await anas.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make an invitation" }).ClickAsync();
        string code = await anas.Page.Locator("pre code").InnerTextAsync();
        await bens.GoAsync("/account/family");
        await bens.Page.GetByLabel("Code").FillAsync(code);
        await bens.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Join" }).ClickAsync();
        await Assertions.Expect(bens.Page.Locator("table")).ToContainTextAsync(ana.Account.Email);
        await Assertions.Expect(bens.Page.Locator("main")).ToContainTextAsync("a device alone may not do it");

        using var byDevice = new PlainBrowser(world.Server);
        await byDevice.SignInAsync(await Links.OfDeviceAsync(world.Server, ana.Account));
        using HttpResponseMessage refused = await byDevice.PostAsync("/account/family", "/account/family?handler=Leave", ("member", ben.Account.Id));
        using var byMail = new PlainBrowser(world.Server);
        (string token, _) = await world.Server.Services.GetRequiredService<PageLinks>().AddAsync(ana.Account.Id, device: null, Cancel);
        await byMail.SignInAsync(PageLinks.PathOf(token));
        using HttpResponseMessage taken = await byMail.PostAsync("/account/family", "/account/family?handler=Leave", ("member", ben.Account.Id));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.DoesNotContain(ben.Account.Email, await byMail.ReadAsync("/account/family"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, true, false)]
    public async Task A_familys_page_is_accessible(bool chinese, bool dark, bool phone)
    {
        Person ana = await Person.MakeAsync(world.Server);
        await ana.PayAsync("family", null);
        await using OpenPage page = await browser.OpenAsync(world.Server, new Look(chinese, dark, phone));
        List<string> found = [];
        await page.SignInAsync(ana.Account);

        await page.GoAsync("/account/family");
        await page.Page.Locator("main form button").First.ClickAsync();
        await page.Page.Locator("pre code").WaitForAsync();
        await page.CheckAsync("family", found);

        Assert.Empty(found);
    }

    private static async Task RedeemAsync(OpenPage page, string code)
    {
        await page.GoAsync("/account/pay");
        await page.Page.GetByLabel("Code").FillAsync(code);
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Use the code" }).ClickAsync();
    }

    private async Task<string> MakeVoucherAsync(string plan)
    {
        Plan bought = world.Server.Services.GetRequiredService<Catalogue>().Find(plan)!;
        return (await world.Server.Services.GetRequiredService<VoucherBook>().MakeAsync(bought, bought.Months, 1, TimeProvider.System.GetUtcNow().AddDays(30), Cancel))[0].Code;
    }
}
