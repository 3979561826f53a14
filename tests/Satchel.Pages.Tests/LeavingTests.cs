using System.Net;
using Satchel.Server.Tests;
using Satchel.TestKit;

namespace Satchel.Pages.Tests;

/// <summary>Taking one's data along, and going.</summary>
public sealed class LeavingTests
{
    private const string Erase = "/account/data/Erase";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_erased_seven_days_after_its_person_asked()
    {
        var time = new FakeTimeProvider();
        await using TestServer server = await TestServer.StartAsync(time);
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        using HttpResponseMessage asked = await browser.PostAsync("/account/data", Erase, ("email", ana.Email));
        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await server.RunBackgroundAsync();
        Assert.Equal(1, await CountAsync(server, ana));
        time.Advance(TimeSpan.FromHours(1));
        await server.RunBackgroundAsync();

        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal(0, await CountAsync(server, ana));
    }

    [Fact]
    public async Task Whoever_asked_can_stop_it_and_every_page_says_that_it_is_coming()
    {
        var time = new FakeTimeProvider();
        await using TestServer server = await TestServer.StartAsync(time);
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        using HttpResponseMessage asked = await browser.PostAsync("/account/data", Erase, ("email", ana.Email));
        string coming = await browser.ReadAsync("/account/devices");
        using HttpResponseMessage stopped = await browser.PostAsync("/account/data", "/account/data/Stop");
        time.Advance(TimeSpan.FromDays(8));
        await server.RunBackgroundAsync();

        Assert.Contains("You asked that this account be erased", coming, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        Assert.Equal(1, await CountAsync(server, ana));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ben@example.org")]
    public async Task Whoever_types_another_address_changes_nothing(string typed)
    {
        var time = new FakeTimeProvider();
        await using TestServer server = await TestServer.StartAsync(time);
        TestAccount ana = await server.NewAccountAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana));

        using HttpResponseMessage answer = await browser.PostAsync("/account/data", Erase, ("email", typed));

        Assert.Contains("Nothing was done", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await server.Database.ReadScalarAsync("SELECT COUNT(*) FROM erasures", new { ana.Id }));
    }

    [Fact]
    public async Task Nothing_is_erased_while_the_operator_holds_it()
    {
        var time = new FakeTimeProvider();
        await using TestServer server = await TestServer.StartAsync(time);
        Person ana = await Person.MakeAsync(server);
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana.Account));
        await ana.BecomeAsync("held");

        using HttpResponseMessage asked = await browser.PostAsync("/account/data", Erase, ("email", ana.Account.Email));
        time.Advance(TimeSpan.FromDays(20));
        await server.RunBackgroundAsync();

        Assert.Equal(1, await CountAsync(server, ana.Account));
    }

    [Fact]
    public async Task What_the_server_knows_is_given_without_secrets()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person ana = await Person.MakeAsync(server);
        await ana.LiveAsync();
        using var browser = new PlainBrowser(server);
        await browser.SignInAsync(await Links.OfDeviceAsync(server, ana.Account));

        using HttpResponseMessage answer = await browser.GetAsync("/account/data/export");
        string json = await answer.Content.ReadAsStringAsync(Cancel);
        using var document = System.Text.Json.JsonDocument.Parse(json);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(ana.Account.Email, document.RootElement.GetProperty("account").GetProperty("email").GetString());
        Assert.Equal(["family", "work"], document.RootElement.GetProperty("vaults").EnumerateArray().Select(vault => vault.GetProperty("name").GetString()!));
        Assert.Equal(3, document.RootElement.GetProperty("orders").GetArrayLength());
        Assert.DoesNotContain("digest", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("key\"", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("envelope", json, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<long> CountAsync(TestServer server, TestAccount account) => server.Database.ReadScalarAsync("SELECT COUNT(*) FROM accounts WHERE id = @Id", new { account.Id });
}
