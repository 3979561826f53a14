using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Hosting;
using Satchel.Server.Notices;
using Satchel.TestKit;

namespace Satchel.Server.Tests.Notices;

public sealed class NoticeSendingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private MailBox _box = null!;
    private TestServer _server = null!;
    private TestAccount _account = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _box = await MailBox.StartAsync();
        _server = await StartAsync(_box.Settings());
        _account = await _server.NewAccountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _box.DisposeAsync();
    }

    [Fact]
    public async Task A_notice_is_sent_once_in_the_accounts_language_and_listed()
    {
        await ExecuteAsync("UPDATE accounts SET language = 'zh-CN' WHERE id = @Id");
        await EnqueueAsync(NoticeKind.PlanBought, "order-1");
        await EnqueueAsync(NoticeKind.PlanBought, "order-1");

        await RunAsync(TimeSpan.Zero);
        await RunAsync(TimeSpan.FromDays(2));

        ReceivedLetter letter = Assert.Single(_box.Letters());
        Assert.Contains("感谢购买", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("180.00 元", letter.Text, StringComparison.Ordinal);
        Assert.Contains("180.00 元", letter.Html, StringComparison.Ordinal);
        JsonElement listed = Assert.Single(await ListAsync());
        Assert.Equal("sent", listed.GetProperty("state").GetString());
        Assert.Equal(letter.Subject, listed.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_notice_is_not_sent_before_it_is_due()
    {
        await EnqueueAsync(NoticeKind.PlanEnds, "1", _time.GetUtcNow().AddDays(3));

        await RunAsync(TimeSpan.FromDays(2));
        Assert.Empty(_box.Letters());
        Assert.Empty(await ListAsync());

        await RunAsync(TimeSpan.FromDays(1));
        Assert.Single(_box.Letters());
    }

    [Fact]
    public async Task A_mail_server_that_refuses_for_a_while_gets_it_later_under_the_same_name()
    {
        await EnqueueAsync(NoticeKind.Welcome, "");
        _box.Refuse("451 later");
        await RunAsync(TimeSpan.Zero);
        await RunAsync(TimeSpan.FromMinutes(1)); // too soon: not tried
        await RunAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await ScalarAsync("SELECT attempts FROM notices"));
        Assert.Equal("waiting", Assert.Single(await ListAsync()).GetProperty("state").GetString());

        _box.Refuse(null);
        await RunAsync(TimeSpan.FromHours(1));

        Assert.Single(_box.Letters());
    }

    [Fact]
    public async Task After_days_a_notice_is_given_up_and_the_account_shows_it()
    {
        await EnqueueAsync(NoticeKind.Welcome, "");
        _box.Refuse("451 later");
        for (int day = 0; day < 8; day++)
        {
            await RunAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal("failed", Assert.Single(await ListAsync()).GetProperty("state").GetString());
        long attempts = await ScalarAsync("SELECT attempts FROM notices");
        await RunAsync(TimeSpan.FromDays(1));
        Assert.Equal(attempts, await ScalarAsync("SELECT attempts FROM notices"));
    }

    [Fact]
    public async Task A_try_that_ended_with_its_process_is_made_again_later()
    {
        await EnqueueAsync(NoticeKind.Welcome, "");
        await ExecuteAsync("UPDATE notices SET attempts = 1, next_attempt_at = next_attempt_at + 120000"); // noted, and then the power went

        await RunAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(_box.Letters());
        await RunAsync(TimeSpan.FromMinutes(2));

        Assert.Single(_box.Letters());
    }

    [Fact]
    public async Task Without_mail_notices_are_listed_all_the_same()
    {
        await using TestServer server = await TestServer.StartAsync(settings => settings with { Services = ServiceSettings.None }, _time);
        TestDevice device = await TestDevice.SignUpAsync(server.Client, "ana@example.org");
        using HttpClient client = server.ClientWith(await device.TokenAsync());

        JsonElement listed = Assert.Single((await client.GetJsonAsync("v1/account/notices")).GetProperty("notices").EnumerateArray());

        Assert.Equal("Welcome", listed.GetProperty("kind").GetString());
        Assert.Equal("waiting", listed.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Somebody_elses_notices_are_not_listed_and_nobodys_without_a_token()
    {
        await EnqueueAsync(NoticeKind.Welcome, "");
        using HttpClient other = _server.ClientWith((await _server.NewAccountAsync()).AddToken);

        Assert.Empty((await other.GetJsonAsync("v1/account/notices")).GetProperty("notices").EnumerateArray());
        await _server.Client.GetAsync(new Uri("v1/account/notices", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
    }

    [Fact]
    public async Task Little_room_left_is_told_once_a_month()
    {
        await ExecuteAsync("UPDATE accounts SET quota_bytes = 10 WHERE id = @Id");
        using HttpClient client = _server.ClientWith(_account.AddToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("v", "a", new byte[8]).IsAsync(HttpStatusCode.Created);

        await RunAsync(TimeSpan.FromDays(2));
        await RunAsync(TimeSpan.FromDays(2));

        Assert.Contains("80 %", Assert.Single(_box.Letters()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_told_to_whom_it_is_of()
    {
        using HttpClient client = _server.ClientWith(_account.AddToken);
        await client.MakeVaultAsync("v").IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("v", "a", new byte[8]).IsAsync(HttpStatusCode.Created);
        await client.PutBlobAsync("v", "b", new byte[8]).IsAsync(HttpStatusCode.Created);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_server.Folder, "blobs"), "*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        await RunAsync(TimeSpan.FromHours(2));

        Assert.Contains("damaged", Assert.Single(_box.Letters()).Subject, StringComparison.Ordinal);
    }

    private Task<TestServer> StartAsync(MailSettings mail) => TestServer.StartAsync(
        settings => settings with { Services = ServiceSettings.None with { Mail = mail }, Url = new Uri("https://cloud.example.org/") }, _time);

    // Twice: what the first run puts down is sent by the second.
    private async Task RunAsync(TimeSpan after)
    {
        _time.Advance(after);
        await _server.RunBackgroundAsync();
        await _server.RunBackgroundAsync();
    }

    private Task<bool> EnqueueAsync(NoticeKind kind, string key, DateTimeOffset? due = null) => _server.Database.WriteAsync(
        async transaction =>
        {
            await _server.Services.GetRequiredService<INoticeQueue>().EnqueueAsync(transaction, _account.Id, kind, key, NoticeSamples.Values, due ?? _time.GetUtcNow());
            return true;
        },
        Token);

    private async Task<JsonElement[]> ListAsync()
    {
        using HttpClient client = _server.ClientWith(await _server.NewTokenAsync(_account));
        return [.. (await client.GetJsonAsync("v1/account/notices")).GetProperty("notices").EnumerateArray()];
    }

    private Task<long> ScalarAsync(string statement) => _server.Database.ReadScalarAsync(statement, new { _account.Id });

    private Task<int> ExecuteAsync(string statement) => _server.Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(statement, new { _account.Id }, transaction), Token);
}
