using System.Net;
using Satchel.Server.Tests;
using Cookie = System.Net.Cookie;

namespace Satchel.Pages.Tests;

/// <summary>What keeps pages from being used against their person.</summary>
public sealed class DefencesTests
{
    [Fact]
    public async Task Every_page_forbids_scripts_frames_and_what_is_elsewhere()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        foreach (string path in new[] { "/", "/sign-out", "/sign-in/none", "/account", "/account/devices", "/account/log" })
        {
            using HttpResponseMessage answer = await browser.GetAsync(path);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore, path);
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public async Task A_form_that_another_site_sends_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        using HttpResponseMessage answer = await browser.PostPlainAsync("/account/devices", ("id", ana.Device));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(ana.Email, await browser.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookies_are_out_of_reach()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        string link = await Links.OfDeviceAsync(server, ana);

        using HttpResponseMessage form = await browser.GetAsync(link);
        using HttpResponseMessage answer = await browser.PostAsync(link, link);

        string[] cookies = [.. form.Headers.GetValues("Set-Cookie"), .. answer.Headers.GetValues("Set-Cookie")];
        Assert.Equal(2, cookies.Length);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Elsewhere_than_on_this_machine_cookies_are_for_https_alone()
    {
        await using TestServer server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "cloud.example.org" } };

        using HttpResponseMessage answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobody_signs_out_the_device_of_another()
    {
        await using TestServer server = await TestServer.StartAsync();
        TestAccount ana = await server.NewAccountAsync();
        TestAccount ben = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        using HttpResponseMessage answer = await browser.PostAsync("/account/devices", "/account/devices", ("id", ben.Device));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing here", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_taken_by_another_server_of_the_same_cloud()
    {
        await using TestServer one = await TestServer.StartAsync();
        await using TestServer other = await TestServer.StartAsync(settings => settings with { DataFolder = one.Folder }, keepsFolder: true);
        TestAccount ana = await one.NewAccountAsync();
        string link = await Links.OfDeviceAsync(one, ana);
        using var atOne = new PlainBrowser(one);
        using var atOther = new PlainBrowser(other);

        string page = await atOne.ReadAsync(link);
        foreach (Cookie cookie in atOne.Cookies.GetCookies(one.Url))
        {
            atOther.Cookies.Add(other.Url, new Cookie(cookie.Name, cookie.Value));
        }

        string token = page.Split("name=\"form\" type=\"hidden\" value=\"")[1].Split('"')[0];
        using HttpResponseMessage answer = await atOther.PostPlainAsync(link, ("form", token));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Without_pages_there_is_the_API_alone()
    {
        await using TestServer server = await TestServer.StartAsync(settings => settings with { Pages = false });

        using HttpResponseMessage front = await server.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        using HttpResponseMessage time = await server.Client.GetAsync(new Uri("/v1/time", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, front.StatusCode);
        Assert.Equal(HttpStatusCode.OK, time.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example.org/")]
    [InlineData("//elsewhere.example.org")]
    [InlineData("/\\elsewhere.example.org")]
    public async Task The_language_switch_leads_nowhere_else(string back)
    {
        await using TestServer server = await TestServer.StartAsync();
        using var browser = new PlainBrowser(server);

        using HttpResponseMessage answer = await browser.PostAsync("/", "/language", ("to", "zh-CN"), ("back", back));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        Assert.Contains("<html lang=\"zh-CN\">", await browser.ReadAsync("/"), StringComparison.Ordinal);
    }
}
