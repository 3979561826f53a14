using System.Net;
using Satchel.Server.Tests;
using Satchel.TestKit;
using Cookie = System.Net.Cookie;

namespace Satchel.Pages.Tests;

/// <summary>Coming in, and who is kept out.</summary>
public sealed class SignInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_lets_one_browser_in_once()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        string link = await Links.OfDeviceAsync(server, ana);
        using var first = new PlainBrowser(server);
        using var second = new PlainBrowser(server);

        Assert.Contains(ana.Email, await second.ReadAsync(link), StringComparison.Ordinal);
        await first.SignInAsync(link);
        string dead = await second.ReadAsync(link);
        using HttpResponseMessage late = await second.PostAsync("/sign-in", link);

        Assert.Contains(ana.Email, await first.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Email, dead, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.DoesNotContain(second.Cookies.GetCookies(server.Url), cookie => cookie.Name == "satchel-session");
    }

    [Fact]
    public async Task A_link_is_good_for_five_minutes_and_a_session_for_eight_hours()
    {
        var time = new FakeTimeProvider();
        await using TestServer server = await TestServer.StartAsync(time);
        TestAccount ana = await server.NewAccountAsync();
        string late = await Links.OfDeviceAsync(server, ana);
        using var browser = new PlainBrowser(server);

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(ana.Email, await browser.ReadAsync(late), StringComparison.Ordinal);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));
        time.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.Contains(ana.Email, await browser.ReadAsync("/account"), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(1));

        await IsSentToSignInAsync(browser);
    }

    [Fact]
    public async Task A_session_ends_with_the_device_that_it_came_from()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        string unused = await Links.OfDeviceAsync(server, ana);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        using HttpClient device = server.ClientWith(ana.AddToken);
        using HttpResponseMessage revoked = await device.DeleteAsync(new Uri($"v1/devices/{ana.Device}", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await IsSentToSignInAsync(browser);
        Assert.DoesNotContain(ana.Email, await browser.ReadAsync(unused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));
        Cookie session = browser.Cookies.GetCookies(server.Url)["satchel-session"]!;
        string secret = session.Value;

        using HttpResponseMessage answer = await browser.PostAsync("/account", "/sign-out");
        browser.Cookies.Add(server.Url, new Cookie("satchel-session", secret));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await IsSentToSignInAsync(browser);
    }

    [Fact]
    public async Task A_link_takes_the_token_of_a_device()
    {
        await using TestServer server = await TestServer.StartAsync();

        using HttpResponseMessage answer = await server.Client.PostAsync(new Uri("v1/account/links", UriKind.Relative), null, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task What_happened_is_in_the_log()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);

        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        string log = await browser.ReadAsync("/account/log");
        Assert.Contains("Signed in to these pages", log, StringComparison.Ordinal);
        Assert.Contains("a device", log, StringComparison.Ordinal);
    }

    private static async Task IsSentToSignInAsync(PlainBrowser browser)
    {
        using HttpResponseMessage answer = await browser.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.OriginalString);
    }
}
