using System.Globalization;
using System.Net;
using System.Text.Json;
using Satchel.Server.Hosting;
using Satchel.TestKit;

namespace Satchel.Server.Tests.Administration;

public sealed class AdministrationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private TestServer _server = null!;
    private TestAccount _account = null!;
    private HttpClient _client = null!;
    private HttpClient _owner = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(_time);
        _account = await _server.NewAccountAsync();
        _client = _server.ClientWith(_account.AddToken);
        _owner = _server.ClientWith(_account.OwnerToken);
        await _client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await _client.PutBlobAsync("v", "a", [1, 2, 3]).IsAsync(HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _owner.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_smaller_quota_counts_from_the_next_write_and_the_owner_still_tidies_up()
    {
        JsonElement set = await RunAsync("account", "set", _account.Email, "--quota", "3", "--json");

        Assert.Equal(3, set.GetProperty("quotaBytes").GetInt64());
        Assert.Equal(3, set.GetProperty("usedBytes").GetInt64());
        await _client.PutBlobAsync("v", "b", [1]).IsProblemAsync(HttpStatusCode.InsufficientStorage, "quota-exceeded");
        await _owner.PutBlobAsync("v", "record", [1]).IsAsync(HttpStatusCode.Created);
        Assert.Equal([1, 2, 3], await _client.GetByteArrayAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token));
    }

    [Fact]
    public async Task A_suspended_account_is_refused_everything_until_it_is_active_again()
    {
        await RunAsync("account", "set", _account.Email, "--state", "suspended", "--json");

        await _client.GetAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Forbidden, "suspended");
        await _owner.GetAsync(new Uri("v1/account", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Forbidden, "suspended");

        JsonElement set = await RunAsync("account", "set", _account.Id, "--state", "active", "--json");
        Assert.Equal("active", set.GetProperty("state").GetString());
        await _client.GetAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token).IsAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_plan_that_ended_works_for_a_month_and_can_be_read_after_that()
    {
        string ends = _time.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        JsonElement set = await RunAsync("account", "set", _account.Email, "--ends", ends, "--plan", "yearly", "--json");
        Assert.Equal("active", set.GetProperty("state").GetString());
        Assert.Equal("yearly", set.GetProperty("plan").GetString());

        _time.Advance(TimeSpan.FromDays(2));
        TestAccount later = _account with { AddToken = await _server.NewTokenAsync(_account) };
        using HttpClient client = _server.ClientWith(later.AddToken);
        Assert.Equal("grace", (await client.GetJsonAsync("v1/account")).GetProperty("state").GetString());
        Assert.Contains("plan-ended", (await client.GetJsonAsync("v1/account")).GetProperty("warnings").GetRawText(), StringComparison.Ordinal);
        await client.PutBlobAsync("v", "b", [1]).IsAsync(HttpStatusCode.Created);

        _time.Advance(TimeSpan.FromDays(30));
        using HttpClient last = _server.ClientWith(await _server.NewTokenAsync(_account));
        Assert.Equal("readOnly", (await last.GetJsonAsync("v1/account")).GetProperty("state").GetString());
        await last.PutBlobAsync("v", "c", [1]).IsProblemAsync(HttpStatusCode.Forbidden, "plan-ended");
        await last.PutHeadAsync("v", "heads/d", null, [1]).IsProblemAsync(HttpStatusCode.Forbidden, "plan-ended");
        await last.MakeVaultAsync("w").IsProblemAsync(HttpStatusCode.Forbidden, "plan-ended");
        await last.MakeVaultAsync("v").IsAsync(HttpStatusCode.OK);
        await last.GetAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token).IsAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_operator_sets_holds_also_of_a_plan_that_has_ended()
    {
        string[][] changes = [["--quota", "1M"], ["--quota", "10G", "--ends", Day(-1)], ["--quota", "3G"], ["--plan", "gold"], ["--quota", "4G", "--plan", "silver"], ["--ends", Day(-60)], ["--quota", "5G", "--ends", Day(-60)], ["--ends", Day(-2), "--plan", "gold"], ["--ends", "never"], ["--quota", "2G", "--ends", Day(9)]];
        (long Quota, string State, string Plan)[] expected =
        [
            (1L << 20, "active", "free"), (10L << 30, "grace", "free"), (3L << 30, "grace", "free"), (3L << 30, "grace", "gold"), (4L << 30, "grace", "silver"), (4L << 30, "readOnly", "silver"),
            (5L << 30, "readOnly", "silver"), (5L << 30, "grace", "gold"), (5L << 30, "active", "gold"), (2L << 30, "active", "gold"),
        ];

        foreach ((string[] change, (long quota, string state, string plan)) in changes.Zip(expected))
        {
            JsonElement set = await RunAsync(["account", "set", _account.Email, .. change, "--json"]);
            JsonElement shown = await RunAsync("account", "show", _account.Email, "--json");

            Assert.Equal((quota, state, plan), (set.GetProperty("quotaBytes").GetInt64(), set.GetProperty("state").GetString(), set.GetProperty("plan").GetString()));
            Assert.Equal(set.GetRawText(), shown.GetRawText());
        }
    }

    [Fact]
    public async Task Accounts_are_listed_exported_and_erased()
    {
        await _client.PutHeadAsync("v", "heads/d1", null, [9]).IsAsync(HttpStatusCode.NoContent);
        string folder = Path.Combine(_server.Folder, "export");
        Assert.Equal(_account.Email, (await RunAsync("account", "list", "--json")).GetProperty("email").GetString());

        await RunAsync("account", "export", _account.Email, "--out", folder, "--json");
        await RunAsync("account", "erase", _account.Email, "--yes", "--json");

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(folder, "vaults", "v", "a"), Token));
        Assert.Equal([9], await File.ReadAllBytesAsync(Path.Combine(folder, "vaults", "v", "heads", "d1"), Token));
        Assert.True(File.Exists(Path.Combine(folder, "account.json")));
        await _client.GetAsync(new Uri("v1/account", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
        await _server.RunBackgroundAsync();
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_server.Folder, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_was_deleted_by_mistake_comes_back()
    {
        await _owner.DeleteAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);

        JsonElement account = await RunAsync("account", "undelete", _account.Email, "--json");

        Assert.Equal(3, account.GetProperty("usedBytes").GetInt64());
        Assert.Equal([1, 2, 3], await _client.GetByteArrayAsync(new Uri("v1/vaults/v/blobs/a", UriKind.Relative), Token));
    }

    [Theory]
    [InlineData(2, "account", "set", "E", "--quota", "much")]
    [InlineData(2, "account", "set", "E", "--ends", "soon")]
    [InlineData(2, "account", "set", "E", "--state", "asleep")]
    [InlineData(2, "account", "set", "E")]
    [InlineData(2, "account", "erase", "E")]
    [InlineData(2, "account", "paint")]
    [InlineData(1, "account", "show", "nobody@example.org")]
    public async Task What_cannot_be_done_is_said(int code, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string[] filled = [.. arguments.Select(argument => argument == "E" ? _account.Email : argument)];

        int ended = await ServerCommandLine.RunAsync(["admin", "--data", _server.Folder, .. filled], output, errors, _time);

        Assert.Equal(code, ended);
        Assert.StartsWith("satchel-server: error: ", errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    private string Day(int days) => _time.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = await ServerCommandLine.RunAsync(["admin", "--data", _server.Folder, .. arguments], output, errors, _time);
        Assert.True(code == 0, errors.ToString());
        return JsonDocument.Parse(output.ToString().Trim()).RootElement;
    }
}
