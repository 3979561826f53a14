using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.TestKit;

namespace Satchel.Server.Tests.Accounts;

public abstract class AccountsOverHttpTests(bool onPostgreSql) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private TestServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(onPostgreSql, _time);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Somebody_signs_up_gets_a_token_and_stores_something()
    {
        TestDevice device = await TestDevice.SignUpAsync(_server.Client, "ana@example.org");

        using HttpClient client = _server.ClientWith(await device.TokenAsync());
        await client.MakeVaultAsync("family").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("family", "a", [1, 2, 3]).IsAsync(HttpStatusCode.Created);

        JsonElement account = await client.GetJsonAsync("v1/account");
        Assert.Equal("ana@example.org", account.GetProperty("email").GetString());
        Assert.Equal("active", account.GetProperty("state").GetString());
        Assert.Equal(3, account.GetProperty("usedBytes").GetInt64());
        Assert.Equal(2L << 30, account.GetProperty("quotaBytes").GetInt64());
        JsonElement listed = Assert.Single((await client.GetJsonAsync("v1/devices")).GetProperty("devices").EnumerateArray());
        Assert.True(listed.GetProperty("current").GetBoolean());
        Assert.True(listed.TryGetProperty("lastSeenAt", out _));
    }

    [Fact]
    public async Task An_address_makes_one_account()
    {
        await TestDevice.SignUpAsync(_server.Client, "ana@example.org");

        using SigningKey device = SigningKey.Create();
        await TestDevice.SignUpAsync(_server.Client, " ANA@example.org", "other", RandomNumberGenerator.GetBytes(32), device).IsProblemAsync(HttpStatusCode.Conflict, "signup-refused");
    }

    [Fact]
    public async Task The_passphrase_signs_another_device_in_and_gives_the_sealed_secret()
    {
        TestDevice first = await TestDevice.SignUpAsync(_server.Client, "ana@example.org");
        using SigningKey second = SigningKey.Create();

        (HttpResponseMessage answer, byte[]? exportKey) = await TestDevice.LogInAsync(_server.Client, "ana@example.org", "correct horse", new NewDevice("phone", second.PublicKey.ToArray()));

        LoginResult result = (await answer.Content.ReadFromJsonAsync(AccountsJson.Default.LoginResult, Token))!;
        Assert.Equal(first.Account, result.Account);
        Assert.NotNull(RecoveryEnvelope.TryOpen(exportKey, result.Account, result.Envelope));
        using HttpClient client = _server.ClientWith(await first.TokenAsync());
        Assert.Equal(2, (await client.GetJsonAsync("v1/devices")).GetProperty("devices").GetArrayLength());
        string?[] kinds = [.. (await client.GetJsonAsync("v1/account/events")).GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString())];
        Assert.Equal(["deviceAdded", "login", "deviceAdded", "signup"], kinds.OfType<string>());
    }

    [Fact]
    public async Task A_wrong_passphrase_and_an_unknown_address_look_alike()
    {
        TestDevice ana = await TestDevice.SignUpAsync(_server.Client, "ana@example.org");

        (HttpResponseMessage wrong, _) = await TestDevice.LogInAsync(_server.Client, "ana@example.org", "battery staple");
        (HttpResponseMessage unknown, _) = await TestDevice.LogInAsync(_server.Client, "ben@example.org", "correct horse");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(await wrong.Content.ReadAsStringAsync(Token), await unknown.Content.ReadAsStringAsync(Token));
        using HttpClient client = _server.ClientWith(await ana.TokenAsync());
        Assert.Contains("loginFailed", (await client.GetJsonAsync("v1/account/events")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenge_is_good_once_for_a_while_for_its_device_and_for_this_host()
    {
        TestDevice device = await TestDevice.SignUpAsync(_server.Client, "ana@example.org");
        byte[] challenge = await device.ChallengeAsync();
        await device.AskTokenAsync(challenge).IsAsync(HttpStatusCode.OK);

        await device.AskTokenAsync(challenge).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
        await device.AskTokenAsync(await device.ChallengeAsync(owner: true)).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
        await device.AskTokenAsync(await device.ChallengeAsync(), host: "evil.example").IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
        byte[] late = await device.ChallengeAsync();
        _time.Advance(TimeSpan.FromMinutes(2));
        await device.AskTokenAsync(late).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
    }

    [Fact]
    public async Task A_token_expires()
    {
        TestDevice device = await TestDevice.SignUpAsync(_server.Client, "ana@example.org");
        using HttpClient client = _server.ClientWith(await device.TokenAsync());
        await client.GetAsync(new Uri("v1/account", UriKind.Relative), Token).IsAsync(HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromMinutes(15));

        await client.GetAsync(new Uri("v1/account", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
    }

    [Fact]
    public async Task A_revoked_device_is_out_at_once()
    {
        TestDevice device = await TestDevice.SignUpAsync(_server.Client, "ana@example.org");
        using HttpClient client = _server.ClientWith(await device.TokenAsync());
        using HttpClient owner = _server.ClientWith(await device.TokenAsync(owner: true));

        await owner.DeleteAsync(new Uri($"v1/devices/{device.Id}", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);

        await client.GetAsync(new Uri("v1/account", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Unauthorized, "device-revoked");
        await device.AskTokenAsync(await device.ChallengeAsync()).IsProblemAsync(HttpStatusCode.Unauthorized, "device-revoked");
        await owner.DeleteAsync(new Uri($"v1/devices/{device.Id}", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.NotFound, "device-not-found");
    }

    [Fact]
    public async Task The_owner_adds_a_device_and_ends_the_account()
    {
        TestDevice device = await TestDevice.SignUpAsync(_server.Client, "ana@example.org");
        using HttpClient client = _server.ClientWith(await device.TokenAsync());
        using HttpClient owner = _server.ClientWith(await device.TokenAsync(owner: true));
        using SigningKey second = SigningKey.Create();
        var added = new NewDevice("tablet", second.PublicKey.ToArray());
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("v", "a", [1]).IsAsync(HttpStatusCode.Created);

        await client.PostAsJsonAsync("v1/devices", added, AccountsJson.Default.NewDevice, Token).IsProblemAsync(HttpStatusCode.Forbidden, "owner-required");
        await owner.PostAsJsonAsync("v1/devices", added, AccountsJson.Default.NewDevice, Token).IsAsync(HttpStatusCode.Created);
        await client.DeleteAsync(new Uri("v1/account", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Forbidden, "owner-required");
        await owner.DeleteAsync(new Uri("v1/account", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);

        await owner.GetAsync(new Uri("v1/account", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
        (HttpResponseMessage answer, _) = await TestDevice.LogInAsync(_server.Client, "ana@example.org", "correct horse");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await TestDevice.SignUpAsync(_server.Client, "ana@example.org");
    }

    [Fact]
    public async Task Who_knows_the_passphrase_is_not_slowed()
    {
        await TestDevice.SignUpAsync(_server.Client, "ana@example.org");

        for (int i = 0; i < 12; i++)
        {
            (HttpResponseMessage answer, _) = await TestDevice.LogInAsync(_server.Client, "ana@example.org", "correct horse");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Trying_passphrases_is_slowed()
    {
        await TestDevice.SignUpAsync(_server.Client, "ana@example.org");
        for (int i = 0; i < 10; i++)
        {
            await _server.Client.PostAsJsonAsync("v1/logins", new { email = "ana@example.org", ke1 = "AAAA" }, Token).IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        }

        using HttpResponseMessage answer = await _server.Client.PostAsJsonAsync("v1/logins", new { email = "ana@example.org", ke1 = "AAAA" }, Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(7));
        await _server.Client.PostAsJsonAsync("v1/logins", new { email = "ana@example.org", ke1 = "AAAA" }, Token).IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }
}
