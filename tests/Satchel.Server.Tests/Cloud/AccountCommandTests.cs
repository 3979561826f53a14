using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Satchel.Accounts;

namespace Satchel.Server.Tests.Cloud;

public sealed class AccountCommandTests : IAsyncLifetime
{
    private const string Ana = "ana@example.org";

    private readonly CloudWorld _ana = new();
    private readonly CloudWorld _other = new("desktop");
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ana.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_signup_makes_an_account_and_keeps_a_device_key_that_only_its_person_reads()
    {
        CloudRun run = await _ana.DoneAsync("signup", _server.Url.ToString(), "--email", " Ana@Example.org", "--json");

        Assert.Equal(["email", "account", "recoveryCode"], run.Object.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Ana, run.Object.GetProperty("email").GetString());
        Assert.True(AccountId.IsValid(run.Object.GetProperty("account").GetString()));
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_ana.Home, "config", "cloud")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task An_account_shows_plan_and_quota()
    {
        await _ana.SignUpAsync(_server.Url, Ana);

        JsonElement account = (await _ana.DoneAsync("account", "--json")).Object;
        CloudRun shown = await _ana.DoneAsync("account");

        Assert.Equal(Ana, account.GetProperty("email").GetString());
        Assert.Equal("free", account.GetProperty("plan").GetString());
        Assert.Equal(2L << 30, account.GetProperty("quotaBytes").GetInt64());
        Assert.Equal(0, account.GetProperty("usedBytes").GetInt64());
        Assert.Equal("active", account.GetProperty("state").GetString());
        Assert.False(account.TryGetProperty("endsAt", out _));
        Assert.Equal("ana@example.org  active  plan free\n0 B of 2.0 GiB used\n", shown.Output);
        Assert.Empty(shown.Error);
    }

    [Fact]
    public async Task A_taken_address_is_refused_and_nothing_is_kept()
    {
        await _ana.SignUpAsync(_server.Url, Ana);

        CloudRun run = await _other.RunAsync("signup", _server.Url.ToString(), "--email", Ana, "--json");

        Assert.Equal(15, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("docs/errors.md#not-allowed", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_other.Home, "config", "cloud")));
    }

    [Fact]
    public async Task Another_device_signs_in_by_passphrase_and_a_third_by_recovery_code()
    {
        string code = await _ana.SignUpAsync(_server.Url, Ana);
        using var third = new CloudWorld("phone");

        JsonElement byPassphrase = (await _other.DoneAsync("login", _server.Url.ToString(), "--email", Ana, "--json")).Object;
        JsonElement byCode = (await third.DoneAsync("login", _server.Url.ToString(), "--email", Ana, "--recovery-code-file", code, "--json")).Object;
        IReadOnlyList<JsonElement> devices = (await third.DoneAsync("devices", "--json")).Objects;

        Assert.Equal(byPassphrase.GetProperty("account").GetString(), byCode.GetProperty("account").GetString());
        Assert.Equal(["laptop", "desktop", "phone"], devices.Select(device => device.GetProperty("name").GetString()));
        Assert.Equal([false, false, true], devices.Select(device => device.GetProperty("current").GetBoolean()));
        Assert.All(devices, device => Assert.True(device.TryGetProperty("addedAt", out _)));
        Assert.Equal(byCode.GetProperty("device").GetString(), devices[2].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_wrong_passphrase_address_or_code_is_12_and_looks_alike()
    {
        await _ana.SignUpAsync(_server.Url, Ana);
        string wrong = _other.Write("wrong.txt", "correct house");
        using var stranger = new CloudWorld();
        string foreignCode = await stranger.SignUpAsync(_server.Url, "ben@example.org");

        CloudRun passphrase = await _other.RunAsync("login", _server.Url.ToString(), "--email", Ana, "--passphrase-file", wrong);
        CloudRun address = await _other.RunAsync("login", _server.Url.ToString(), "--email", "nobody@example.org", "--passphrase-file", wrong);
        CloudRun code = await _other.RunAsync("login", _server.Url.ToString(), "--email", Ana, "--recovery-code-file", foreignCode);

        Assert.Equal([12, 12, 12], [passphrase.ExitCode, address.ExitCode, code.ExitCode]);
        Assert.Equal(passphrase.Error, address.Error);
        Assert.False(Directory.Exists(Path.Combine(_other.Home, "config", "cloud")));
        Assert.Contains("loginFailed", (await _ana.DoneAsync("account", "--events")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_device_is_out_at_once()
    {
        await _ana.SignUpAsync(_server.Url, Ana);
        string id = (await _other.DoneAsync("login", _server.Url.ToString(), "--email", Ana, "--json")).Object.GetProperty("device").GetString()!;

        CloudRun revoked = await _ana.DoneAsync("devices", "revoke", id[..8]);
        CloudRun refused = await _other.RunAsync("account");

        Assert.Equal($"revoked {id[..8]}  desktop\n", revoked.Output);
        Assert.Equal(15, refused.ExitCode);
        Assert.Contains("revoked", refused.Error, StringComparison.Ordinal);
        Assert.Single((await _ana.DoneAsync("devices", "--json")).Objects);
    }

    [Fact]
    public async Task A_device_that_revokes_itself_is_signed_out()
    {
        await _ana.SignUpAsync(_server.Url, Ana);
        string id = (await _ana.DoneAsync("devices", "--json")).Object.GetProperty("id").GetString()!;

        await _ana.DoneAsync("devices", "revoke", id);
        CloudRun run = await _ana.RunAsync("account");

        Assert.Equal(15, run.ExitCode);
        Assert.Contains("not signed in", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_printed_or_lies_where_the_server_keeps_things()
    {
        string code = await _ana.SignUpAsync(_server.Url, Ana);
        await _ana.DoneAsync("login", _server.Url.ToString(), "--email", Ana);
        await _ana.DoneAsync("devices");

        string compact = (await File.ReadAllTextAsync(code, TestContext.Current.CancellationToken)).Trim();
        foreach (string file in Directory.EnumerateFiles(_server.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            string content = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(CloudWorld.Passphrase, content, StringComparison.Ordinal);
            Assert.DoesNotContain(compact, content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_1_and_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        CloudRun run = await _ana.RunAsync("signup", $"http://127.0.0.1:{port}", "--email", Ana);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", run.Error, StringComparison.Ordinal);
        Assert.Contains("docs/errors.md#storage-unreachable", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://cloud.example.org")]
    [InlineData("https://ana:secret@cloud.example.org")]
    [InlineData("https://cloud.example.org/family")]
    [InlineData("ftp://cloud.example.org")]
    [InlineData("cloud.example.org")]
    public async Task What_is_no_cloud_is_2_and_no_password_is_repeated(string url)
    {
        CloudRun run = await _ana.RunAsync("signup", url, "--email", Ana);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_usage_is_2()
    {
        Assert.Equal(2, (await _ana.RunAsync("signup", _server.Url.ToString(), "--email", "ana")).ExitCode);
        Assert.Equal(2, (await _ana.RunAsync("signup", _server.Url.ToString())).ExitCode);
        Assert.Equal(2, (await _ana.RunAsync("devices", "revoke", "xyz")).ExitCode);
        Assert.Equal(15, (await _ana.RunAsync("devices")).ExitCode);
        await _ana.SignUpAsync(_server.Url, Ana);
        Assert.Equal(2, (await _ana.RunAsync("signup", _server.Url.ToString(), "--email", "ben@example.org")).ExitCode);
        Assert.Equal(1, (await _ana.RunAsync("devices", "revoke", "0000000000")).ExitCode);
    }
}
