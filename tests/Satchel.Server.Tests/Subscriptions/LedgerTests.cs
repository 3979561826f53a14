using Satchel.Server.Payments;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Tests.Subscriptions;

public abstract class LedgerTests(bool onPostgreSql) : IAsyncLifetime
{
    private PlansWorld _world = null!;
    private TestAccount _account = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await PlansWorld.StartAsync(onPostgreSql);
        _account = await _world.Server.NewAccountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_payment_counts_once_however_often_it_is_told()
    {
        Order order = await OpenAsync("yearly");
        PaymentNotice news = _world.News(order, PaymentKind.Payment);

        LedgerResult first = await _world.Ledger.ApplyAsync(news, Token);
        LedgerResult again = await _world.Ledger.ApplyAsync(news, Token);
        LedgerResult byAnotherDelivery = await _world.Ledger.ApplyAsync(news with { Event = "another" }, Token);

        Assert.Equal((LedgerOutcome.Applied, LedgerOutcome.AlreadyKnown, LedgerOutcome.AlreadyKnown), (first.Outcome, again.Outcome, byAnotherDelivery.Outcome));
        Assert.Equal(_world.Time.GetUtcNow().AddMonths(12), (await _world.FindAsync(_account.Id))!.Ends);
        Assert.Single(await _world.QueryAsync<string>("SELECT order_id FROM periods"));
    }

    [Fact]
    public async Task Deliveries_at_the_same_moment_count_once()
    {
        Order order = await OpenAsync("yearly");
        PaymentNotice news = _world.News(order, PaymentKind.Payment);

        LedgerResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _world.Ledger.ApplyAsync(news with { Event = $"event {number % 3}" }, Token)));

        Assert.Single(results, result => result.Outcome == LedgerOutcome.Applied);
        Assert.Equal(_world.Time.GetUtcNow().AddMonths(12), (await _world.FindAsync(_account.Id))!.Ends);
    }

    [Theory]
    [InlineData(12999, "CNY")]
    [InlineData(13001, "CNY")]
    [InlineData(13000, "USD")]
    [InlineData(-13000, "CNY")]
    public async Task Another_amount_or_currency_is_kept_and_not_applied(long amount, string currency)
    {
        Order order = await OpenAsync("yearly");

        LedgerResult result = await _world.TellAsync(order, PaymentKind.Payment, new Money(amount, currency));

        Assert.Equal((LedgerOutcome.Flagged, PaymentProblem.WrongAmount), (result.Outcome, result.Problem));
        Assert.Equal("free", (await _world.FindAsync(_account.Id))!.Plan);
        Assert.Equal(LedgerOutcome.Applied, (await _world.TellAsync(order, PaymentKind.Payment)).Outcome);
    }

    [Fact]
    public async Task A_second_payment_of_an_order_is_flagged_and_one_for_no_order_too()
    {
        Order order = await OpenAsync("yearly");
        await _world.TellAsync(order, PaymentKind.Payment);

        LedgerResult twice = await _world.TellAsync(order, PaymentKind.Payment);
        LedgerResult unknown = await _world.Ledger.ApplyAsync(_world.News(order, PaymentKind.Payment) with { Order = "nothing" }, Token);
        LedgerResult elsewhere = await _world.Ledger.ApplyAsync(_world.News(order, PaymentKind.Payment) with { Provider = "other" }, Token);

        Assert.Equal((PaymentProblem.PaidTwice, PaymentProblem.UnknownOrder, PaymentProblem.WrongProvider), (twice.Problem, unknown.Problem, elsewhere.Problem));
        Assert.Equal(_world.Time.GetUtcNow().AddMonths(12), (await _world.FindAsync(_account.Id))!.Ends);
    }

    [Fact]
    public async Task A_refund_that_is_quicker_than_its_payment_waits_for_it()
    {
        Order order = await OpenAsync("yearly");

        await _world.TellAsync(order, PaymentKind.Refund);
        Assert.Equal(OrderState.Open, (await _world.Ledger.FindAsync(order.Id, Token))!.State);
        await _world.TellAsync(order, PaymentKind.Payment);

        Assert.Equal(OrderState.Refunded, (await _world.Ledger.FindAsync(order.Id, Token))!.State);
        Assert.Equal("free", await _world.StageAsync(_account.Id));
    }

    [Fact]
    public async Task A_refund_of_a_part_leaves_the_plan()
    {
        Order order = await _world.PayAsync(_account.Id);

        await _world.TellAsync(order, PaymentKind.Refund, new Money(5000, "CNY"));
        Assert.Equal("active", await _world.StageAsync(_account.Id));

        await _world.TellAsync(order, PaymentKind.Refund, new Money(8000, "CNY"));
        Assert.Equal("free", await _world.StageAsync(_account.Id));
    }

    [Fact]
    public async Task Money_that_comes_for_a_closed_order_counts()
    {
        Order order = await OpenAsync("yearly");
        await _world.Ledger.CloseAsync(order, Token);

        await _world.TellAsync(order, PaymentKind.Payment);

        Assert.Equal("active", await _world.StageAsync(_account.Id));
    }

    [Fact]
    public async Task An_upgrade_credits_the_rest_by_the_day()
    {
        await _world.PayAsync(_account.Id);
        _world.Time.Advance(TimeSpan.FromDays(165));

        Order order = await OpenAsync("family");

        Assert.Equal((OrderKind.Upgrade, 26000L, 13000L * 200 / 365), (order.Kind, order.Price, order.CreditAmount));
        Assert.Equal(26000 - order.CreditAmount, order.Amount);
        await _world.TellAsync(order, PaymentKind.Payment);
        Assert.Equal(("family", 2L << 40), ((await _world.FindAsync(_account.Id))!.Plan, (await _world.FindAsync(_account.Id))!.QuotaBytes));
        Assert.Equal(_world.Time.GetUtcNow().AddMonths(12), (await _world.FindAsync(_account.Id))!.Ends);
    }

    [Fact]
    public async Task Two_upgrades_that_are_both_paid_do_not_have_the_same_credit()
    {
        await _world.PayAsync(_account.Id);
        Order first = await OpenAsync("family");
        Order second = await OpenAsync("family", "iphone");
        Assert.Equal((13000, 13000), (first.CreditAmount, second.CreditAmount));

        await _world.TellAsync(first, PaymentKind.Payment);
        await _world.TellAsync(second, PaymentKind.Payment);

        DateTimeOffset end = _world.Time.GetUtcNow().AddMonths(12);
        long year = (long)(end.AddMonths(12) - end).TotalMilliseconds;
        Assert.Equal(end.AddMilliseconds(year * 23000 / 36000), (await _world.FindAsync(_account.Id))!.Ends);
    }

    [Fact]
    public async Task Credit_that_is_more_than_the_price_becomes_days()
    {
        await _world.PayAsync(_account.Id);
        await _world.PayAsync(_account.Id);
        await _world.PayAsync(_account.Id, "yearly", "iphone");
        DateTimeOffset now = _world.Time.GetUtcNow();

        Order order = await OpenAsync("family");

        Assert.Equal((OrderState.Paid, 0L), (order.State, order.Amount));
        Assert.InRange((await _world.FindAsync(_account.Id))!.Ends!.Value, now.AddDays(365 * 44 / 26.0 - 2), now.AddDays(365 * 44 / 26.0 + 2));
    }

    [Fact]
    public async Task A_refunded_upgrade_gives_back_what_it_took_the_place_of()
    {
        await _world.PayAsync(_account.Id);
        DateTimeOffset end = (await _world.FindAsync(_account.Id))!.Ends!.Value;
        _world.Time.Advance(TimeSpan.FromDays(100));
        Order upgrade = await _world.PayAsync(_account.Id, "family");
        _world.Time.Advance(TimeSpan.FromDays(10));

        await _world.TellAsync(upgrade, PaymentKind.Refund);

        Assert.Equal(("yearly", end), ((await _world.FindAsync(_account.Id))!.Plan, (await _world.FindAsync(_account.Id))!.Ends!.Value));
    }

    [Fact]
    public async Task What_was_bought_ahead_moves_up_when_what_ran_is_refunded()
    {
        Order first = await _world.PayAsync(_account.Id);
        await _world.PayAsync(_account.Id);
        _world.Time.Advance(TimeSpan.FromDays(50));

        await _world.TellAsync(first, PaymentKind.Refund);

        Assert.Equal("active", await _world.StageAsync(_account.Id));
        Assert.Equal(_world.Time.GetUtcNow().AddDays(366), (await _world.FindAsync(_account.Id))!.Ends!.Value);
    }

    [Fact]
    public async Task A_smaller_plan_begins_when_the_larger_ends()
    {
        await _world.PayAsync(_account.Id, "family");

        Order order = await _world.PayAsync(_account.Id);

        Assert.Equal(OrderKind.Renewal, order.Kind);
        Assert.Equal("family", (await _world.FindAsync(_account.Id))!.Plan);
        await _world.PassAsync(366);
        Assert.Equal(("yearly", 200L << 30), ((await _world.FindAsync(_account.Id))!.Plan, (await _world.FindAsync(_account.Id))!.QuotaBytes));
        Assert.Equal("active", await _world.StageAsync(_account.Id));
    }

    [Fact]
    public async Task Who_presses_twice_has_one_order()
    {
        Order first = await OpenAsync("yearly");
        Order second = await OpenAsync("yearly");

        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Id, (await OpenAsync("yearly", "iphone")).Id);
    }

    [Theory]
    [InlineData("gold", "desktop")]
    [InlineData("free", "desktop")]
    [InlineData("yearly", "symbian")]
    public async Task What_is_not_sold_cannot_be_ordered(string plan, string platform)
    {
        ProblemException error = await Assert.ThrowsAsync<ProblemException>(() => OpenAsync(plan, platform));

        Assert.Equal(Problem.OrderRefused, error.Problem);
    }

    private Task<Order> OpenAsync(string plan, string platform = "desktop") => _world.Ledger.OpenAsync(_account.Id, plan, platform, PlansWorld.Provider, renews: false, Token);
}
