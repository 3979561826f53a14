using Satchel.Server.Tests;

namespace Satchel.Pages.Tests;

/// <summary>Every page in both languages, in light and dark, on a phone and a desktop: axe finds nothing, and nothing is cut off.</summary>
public sealed class AppearanceTests(PageBrowser browser)
{
    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Every_page_is_accessible(bool chinese, bool dark, bool phone)
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        await using OpenPage page = await browser.OpenAsync(server, new Look(chinese, dark, phone));
        List<string> found = [];

        foreach (string path in new[] { "/", "/sign-in", "/sign-in/none", "/sign-out" })
        {
            await page.GoAsync(path);
            await page.CheckAsync("open" + path.Replace('/', '_'), found);
        }

        await page.GoAsync(await Links.OfDeviceAsync(server, ana));
        await page.CheckAsync("link", found);
        await page.SignInAsync(ana);
        foreach (string path in new[] { "/account", "/account/devices", "/account/log" })
        {
            await page.GoAsync(path);
            await page.CheckAsync(path[1..].Replace('/', '_'), found);
        }

        Assert.Empty(found);
        Assert.Empty(page.Offences);
    }
}
