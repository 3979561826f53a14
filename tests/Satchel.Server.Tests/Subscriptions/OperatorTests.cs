using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Satchel.Server.Payments;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Tests.Subscriptions;

/// <summary>Vouchers, refunds, deletions and the report, from the operator's commands to what a person sees.</summary>
public sealed class OperatorTests : IAsyncLifetime
{
    private PlansWorld _world = null!;
    private TestAccount _account = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await PlansWorld.StartAsync(false, ("\"deletion\": \"off\"", "\"deletion\": \"on\""));
        _account = await _world.NewAccountAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_voucher_pays_for_a_plan_once()
    {
        string[] codes = (await _world.AdminAsync("voucher", "make", "--plan", "yearly", "--count", "2")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string typed = codes[0].ToLowerInvariant().Replace('0', 'o').Replace('-', ' ');

        await RedeemAsync(typed).IsAsync(HttpStatusCode.Created);

        Assert.Equal("active", await _world.StageAsync(_account.Id));
        await RedeemAsync(codes[0]).IsProblemAsync(HttpStatusCode.Conflict, "voucher-refused");
        string label = (await _world.AdminAsync("voucher", "list", "--json")).Split('\n').Select(line => JsonDocument.Parse(line).RootElement).First(line => line.GetProperty("state").GetString() == "open").GetProperty("label").GetString()!;
        await _world.AdminAsync("voucher", "void", label);
        await RedeemAsync(codes[1]).IsProblemAsync(HttpStatusCode.Conflict, "voucher-refused");
        Assert.Empty(await _world.QueryAsync<string>("SELECT label FROM vouchers WHERE label LIKE @code", new { code = codes[1][..8] }));
    }

    [Fact]
    public async Task What_a_voucher_gave_is_ended_without_money()
    {
        string code = (await _world.AdminAsync("voucher", "make", "--plan", "family")).Trim();
        await RedeemAsync(code).IsAsync(HttpStatusCode.Created);
        Order order = (await _world.Ledger.ListAsync(_account.Id, Token))[0];

        await _world.AdminAsync("order", "refund", order.Id);

        Assert.Equal("free", await _world.StageAsync(_account.Id));
        Assert.Contains("refunded", await _world.AdminAsync("order", "show", order.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_an_account_under_hold_is_erased_by_anybody()
    {
        await _world.AdminAsync("account", "hold", _account.Email, "--reason", "a court asked");
        using HttpClient owner = _world.Server.ClientWith(_account.OwnerToken);

        await owner.DeleteAsync(new Uri("v1/account", UriKind.Relative), Token).IsProblemAsync(HttpStatusCode.Conflict, "held");
        await owner.DeleteAsync(new Uri("v1/vaults/v/blobs/first", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);
        _world.Time.Advance(TimeSpan.FromDays(40));
        await _world.Server.RunBackgroundAsync();
        Assert.Equal([1L], await _world.QueryAsync<long>("SELECT COUNT(*) FROM trash"));

        await _world.AdminAsync("account", "release", _account.Email);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.Server.RunBackgroundAsync();
        Assert.Equal([0L], await _world.QueryAsync<long>("SELECT COUNT(*) FROM trash"));
    }

    [Fact]
    public async Task The_breaker_stops_until_the_operator_has_looked()
    {
        TestAccount other = await _world.NewAccountAsync();
        await _world.PayAsync(_account.Id);
        await _world.PayAsync(other.Id);
        await _world.PassAsync(672);
        await _world.PassAsync(120);

        Assert.Equal(("deletionAnnounced", "deletionAnnounced"), (await _world.StageAsync(_account.Id), await _world.StageAsync(other.Id)));
        Assert.Equal(2, (await _world.AdminAsync("deletion", "list")).Split("announced").Length - 1);
        await _world.AdminAsync("deletion", "allow", "--accounts", "2");
        await _world.RunLadderAsync();

        Assert.Equal(("deleted", "deleted"), (await _world.StageAsync(_account.Id), await _world.StageAsync(other.Id)));
        await _world.PayAsync(_account.Id);
        Assert.Equal("write", await _world.TryAsync(_account));
    }

    [Fact]
    public async Task A_warning_that_was_not_sent_keeps_the_account()
    {
        await _world.PayAsync(_account.Id);
        await _world.PassAsync(672);
        await _world.ExecuteAsync("UPDATE notices SET sent_at = NULL, failed = 1 WHERE kind = 'DeletionAhead'");

        for (int day = 0; day < 200; day++)
        {
            _world.Time.Advance(TimeSpan.FromDays(1));
            await _world.Server.RunBackgroundAsync();
        }

        Assert.Equal("deletionAnnounced", await _world.StageAsync(_account.Id));
        Assert.Contains("undelivered", await _world.AdminAsync("deletion", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_clock_leaps_nothing_is_deleted_before_its_warnings()
    {
        await _world.PayAsync(_account.Id);

        _world.Time.Advance(TimeSpan.FromDays(3000));
        for (int hour = 0; hour < 20 * 24; hour += 12)
        {
            _world.Time.Advance(TimeSpan.FromHours(12));
            await _world.RunLadderAsync();
        }

        Assert.Equal("deletionAnnounced", await _world.StageAsync(_account.Id));
        Assert.True((await _world.FindAsync(_account.Id))!.DeletionAt > _world.Time.GetUtcNow().AddDays(69).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task The_report_counts_money_and_people_by_month()
    {
        Order order = await _world.PayAsync(_account.Id);
        TestAccount other = await _world.NewAccountAsync();
        await _world.PayAsync(other.Id, "yearly", "iphone");
        _world.Time.Advance(TimeSpan.FromDays(31));
        await _world.TellAsync(order, PaymentKind.Refund);

        string[] lines = (await _world.AdminAsync("report", "--csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            ["month,currency,income,refunds,chargebacks,new,renewals,upgrades,left,paying,accounts,storedBytes", "2026-11,CNY,31000,0,0,2,0,0,0,2,2,2", "2026-12,CNY,0,13000,0,0,0,0,0,1,2,2"],
            lines);
    }

    private async Task<HttpResponseMessage> RedeemAsync(string code)
    {
        using HttpClient client = _world.Server.ClientWith(_account.AddToken);
        return await client.PostAsJsonAsync(new Uri("v1/account/vouchers", UriKind.Relative), new { code }, Token);
    }
}
