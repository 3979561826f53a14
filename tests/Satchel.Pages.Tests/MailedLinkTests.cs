using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Tests;

namespace Satchel.Pages.Tests;

/// <summary>Links that are asked for by address.</summary>
public sealed class MailedLinkTests(PayingWorld world)
{
    [Fact]
    public async Task An_address_with_an_account_gets_a_link_and_the_page_does_not_tell()
    {
        Person ana = await Person.MakeAsync(world.Server);
        using var browser = new PlainBrowser(world.Server);

        string nobody = await AskAsync(browser, "nobody@example.org");
        string somebody = await AskAsync(browser, ana.Account.Email.ToUpperInvariant());
        string link = await LinkAsync(world.Server, ana);
        await browser.SignInAsync(new Uri(link).AbsolutePath);

        Assert.Equal(nobody, somebody);
        Assert.Contains(ana.Account.Email, await browser.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(1, await world.Server.Database.ReadScalarAsync("SELECT COUNT(*) FROM notices WHERE kind = 'SignInLink' AND account = @Id", new { ana.Account.Id }));
    }

    [Fact]
    public async Task A_letter_box_is_not_filled_by_somebody_elses_asking()
    {
        Person ana = await Person.MakeAsync(world.Server);
        Person ben = await Person.MakeAsync(world.Server);
        using var browser = new PlainBrowser(world.Server);

        for (int time = 0; time < 6; time++)
        {
            await AskAsync(browser, ana.Account.Email);
        }

        await AskAsync(browser, ben.Account.Email);
        await LinkAsync(world.Server, ben); // they are looked into in order

        Assert.Equal(3, await world.Server.Database.ReadScalarAsync("SELECT COUNT(*) FROM notices WHERE kind = 'SignInLink' AND account = @Id", new { ana.Account.Id }));
    }

    [Fact]
    public async Task Without_mail_the_page_offers_none()
    {
        await using TestServer server = await TestServer.StartAsync();
        using var browser = new PlainBrowser(server);

        Assert.Contains("sends no mail", await browser.ReadAsync("/sign-in"), StringComparison.Ordinal);
        Assert.False(server.Services.GetRequiredService<MailedLinks>().IsOffered);
    }

    private static async Task<string> AskAsync(PlainBrowser browser, string email)
    {
        using HttpResponseMessage answer = await browser.PostAsync("/sign-in", "/sign-in", ("email", email));
        string page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("If there is an account with that address", page, StringComparison.Ordinal);
        return page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
    }

    // It is made after the answer; waits until it is there.
    private static async Task<string> LinkAsync(TestServer server, Person person)
    {
        while (true)
        {
            await using System.Data.Common.DbConnection connection = await server.Database.OpenAsync(TestContext.Current.CancellationToken);
            string? content = await Dapper.SqlMapper.ExecuteScalarAsync<string?>(
                connection, "SELECT content FROM notices WHERE kind = 'SignInLink' AND account = @Id", new { person.Account.Id });
            if (content is not null)
            {
                return System.Text.Json.JsonDocument.Parse(content).RootElement.GetProperty("link").GetString()!;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
