using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Server.Hosting;
using Satchel.Server.Tests.Notices;
using Satchel.TestKit;

namespace Satchel.Server.Tests.Accounts;

public abstract partial class ConfirmedSignupTests(bool onPostgreSql) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private MailBox _box = null!;
    private TestServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _box = await MailBox.StartAsync();
        string? database = onPostgreSql ? await PostgreSql.NewDatabaseAsync() : null;
        _server = await TestServer.StartWithUrlAsync(settings => settings with { Database = database, Services = ServiceSettings.None with { Mail = _box.Settings() } }, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _box.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_account_is_made_when_the_link_of_the_letter_is_followed_and_confirmed()
    {
        SignupAnswer answer = await SignUpAsync("ana@example.org");
        Assert.Null(answer.Device);
        await IsRefusedAsync("ana@example.org");
        Uri link = await ReadLinkAsync(0);

        string page = await _server.Client.GetStringAsync(link, Token); // as a program that reads mail does
        Assert.Contains("ana@example.org", page, StringComparison.Ordinal);
        await IsRefusedAsync("ana@example.org");
        Assert.Contains("satchel login", await ConfirmAsync(link), StringComparison.Ordinal);

        using SigningKey device = SigningKey.Create();
        (HttpResponseMessage login, _) = await TestDevice.LogInAsync(_server.Client, "ana@example.org", "correct horse", new NewDevice("laptop", device.PublicKey.ToArray()));
        LoginResult result = (await login.Content.ReadFromJsonAsync(AccountsJson.Default.LoginResult, Token))!;
        Assert.Equal(answer.Account, result.Account);
        login.Dispose();
        await _server.RunBackgroundAsync();
        Assert.Equal(["Confirm your address", "Your account is ready", "A new device has signed in"], _box.Letters().Select(letter => letter.Subject));
        Assert.Equal(0, await _server.Database.ReadScalarAsync("SELECT COUNT(*) FROM letters"));
    }

    [Fact]
    public async Task An_address_that_has_an_account_is_answered_the_same_and_its_letter_says_so()
    {
        await SignUpAsync("ana@example.org");
        await ConfirmAsync(await ReadLinkAsync(0));

        SignupAnswer second = await SignUpAsync("ana@example.org", "another passphrase");
        await _server.RunBackgroundAsync();

        Assert.Null(second.Device);
        ReceivedLetter letter = _box.Letters().Single(letter => letter.Subject == "You have an account already");
        Assert.DoesNotContain("/confirm/", letter.Text, StringComparison.Ordinal);
        (HttpResponseMessage login, _) = await TestDevice.LogInAsync(_server.Client, "ana@example.org", "correct horse");
        Assert.Equal(HttpStatusCode.OK, login.StatusCode); // nothing was changed
        login.Dispose();
    }

    [Fact]
    public async Task A_link_is_good_once_and_for_a_day()
    {
        await SignUpAsync("ana@example.org");
        Uri first = await ReadLinkAsync(0);
        await ConfirmAsync(first);
        Assert.Contains("good no more", await _server.Client.GetStringAsync(first, Token), StringComparison.Ordinal);

        await SignUpAsync("ben@example.org");
        await _server.RunBackgroundAsync();
        Uri second = LinkOf(_box.Letters().Last(letter => letter.Subject == "Confirm your address"));
        _time.Advance(TimeSpan.FromHours(25));

        Assert.Contains("good no more", await _server.Client.GetStringAsync(second, Token), StringComparison.Ordinal);
        await _server.RunBackgroundAsync();
        Assert.Equal(0, await _server.Database.ReadScalarAsync("SELECT COUNT(*) FROM signups"));
    }

    [Fact]
    public async Task Nobodys_letter_box_is_filled()
    {
        for (int time = 0; time < 3; time++)
        {
            await SignUpAsync("ana@example.org");
        }

        using SigningKey device = SigningKey.Create();
        await TestDevice.SignUpAsync(_server.Client, "ana@example.org", "correct horse", RandomNumberGenerator.GetBytes(32), device).IsProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
    }

    [Fact]
    public async Task Whoever_is_tried_with_wrong_passphrases_is_told_once_a_day()
    {
        await SignUpAsync("ana@example.org");
        await ConfirmAsync(await ReadLinkAsync(0));
        for (int time = 0; time < 7; time++)
        {
            (HttpResponseMessage answer, _) = await TestDevice.LogInAsync(_server.Client, "ana@example.org", "wrong");
            answer.Dispose();
        }

        await _server.RunBackgroundAsync();

        Assert.Single(_box.Letters(), letter => letter.Subject == "Somebody is trying passphrases");
    }

    [Fact]
    public async Task A_link_to_sign_in_goes_to_the_address_of_an_account_and_to_no_other()
    {
        await SignUpAsync("ana@example.org");
        await ConfirmAsync(await ReadLinkAsync(0));

        string first = await AskLinkAsync("nobody@example.org");
        string second = await AskLinkAsync("ana@example.org");
        while (await _server.Database.ReadScalarAsync("SELECT COUNT(*) FROM notices WHERE kind = 'SignInLink'") == 0)
        {
            await Task.Delay(20, Token);
        }

        await _server.RunBackgroundAsync();

        Assert.Equal(Form().Replace(first, ""), Form().Replace(second, ""));
        ReceivedLetter letter = Assert.Single(_box.Letters(), letter => letter.Subject == "Your link to sign in");
        Assert.Contains("ana@example.org", letter.Envelope, StringComparison.Ordinal);
        Assert.Contains("ana@example.org", await _server.Client.GetStringAsync(LinkOf(letter), Token), StringComparison.Ordinal);
        Assert.Equal(["{}"], await _server.Database.ReadTextsAsync("SELECT content FROM notices WHERE kind = 'SignInLink'")); // what was sent is not kept
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+/(confirm|sign-in)/\\S+")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"form\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Form();

    private static Uri LinkOf(ReceivedLetter letter) => new(Link().Match(letter.Text).Value);

    private async Task<SignupAnswer> SignUpAsync(string email, string passphrase = "correct horse")
    {
        using SigningKey device = SigningKey.Create();
        using HttpResponseMessage answer = await TestDevice.SignUpAsync(_server.Client, email, passphrase, RandomNumberGenerator.GetBytes(32), device);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(AccountsJson.Default.SignupAnswer, Token))!;
    }

    private async Task IsRefusedAsync(string email)
    {
        (HttpResponseMessage answer, _) = await TestDevice.LogInAsync(_server.Client, email, "correct horse");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        answer.Dispose();
    }

    private async Task<Uri> ReadLinkAsync(int letter)
    {
        await _server.RunBackgroundAsync();
        return LinkOf(_box.Letters()[letter]);
    }

    private static Task<string> ConfirmAsync(Uri link) => SubmitAsync(link, []);

    private Task<string> AskLinkAsync(string email) => SubmitAsync(new Uri(_server.Url, "sign-in"), new Dictionary<string, string> { ["email"] = email });

    private static async Task<string> SubmitAsync(Uri page, Dictionary<string, string> fields)
    {
        using var browser = new HttpClient();
        string shown = await browser.GetStringAsync(page, Token);
        using HttpResponseMessage answer = await browser.PostAsync(page, new FormUrlEncodedContent([.. fields, new("form", Form().Match(shown).Groups[1].Value)]), Token);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Token);
    }
}
