using Dapper;
using Satchel.Server.Payments;
using Satchel.Server.Payments.Vouchers;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Plans.Tests.Simulation;

/// <summary>Two years of a server: people who pay, forget, come back and quarrel; a provider whose news come as they like; a clock that leaps; and a server that dies.</summary>
internal sealed class PlansSimulation(int seed, int people, TimeSpan longestStep, string folder) : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Length = TimeSpan.FromDays(730);

    private readonly Random _random = new(seed);
    private readonly SimulationClock _clock = new(Start);
    private readonly List<SimulatedPerson> _people = [];
    private readonly HashSet<string> _undeliverable = [];
    private SimulatedProvider _provider = null!;
    private SimulatedServer _server = null!;
    private SimulationChecks _checks = null!;
    private DateTimeOffset _mailUntil;
    private DateTimeOffset _leapEndsAt;

    public SimulationFigures Figures { get; } = new();

    public SimulatedServer Server => _server;

    public SimulatedProvider Provider => _provider;

    public SimulationClock Clock => _clock;

    private string DatabaseFile => Path.Combine(folder, "satchel.db");

    public async Task RunAsync(Catalogue catalogue)
    {
        _provider = new SimulatedProvider(_random, _clock);
        _server = await SimulatedServer.StartAsync(DatabaseFile, catalogue, _clock);
        _checks = new SimulationChecks(catalogue, _clock);
        while (_clock.True < Start + Length)
        {
            await StepAsync(isCalm: false);
        }

        // What is under way arrives, and nobody does anything new.
        for (int day = 0; day < 60; day++)
        {
            await StepAsync(isCalm: true);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task StepAsync(bool isCalm)
    {
        Figures.Steps++;
        MoveClock(isCalm);
        Dictionary<string, SimulatedAccount> before = await ReadAccountsAsync();
        bool ran = false;
        bool lived = await TryAsync(async () => ran = await _server.RunLadderAsync(), mayDie: !isCalm);
        Dictionary<string, SimulatedAccount> after = await ReadAccountsAsync();
        _checks.AfterLadder(before, after, _people.Count, Figures);
        if (lived && ran)
        {
            SimulatedPeriod[] periods = await _server.QueryAsync<SimulatedPeriod>($"SELECT {SimulatedPeriod.Columns} FROM periods p JOIN orders o ON o.id = p.order_id");
            _checks.Agree(after.Values, periods.ToLookup(period => period.Account));
        }

        await SendMailAsync();
        if (!isCalm)
        {
            await JoinAsync();
            foreach (SimulatedPerson person in _people)
            {
                if (after.TryGetValue(person.Account, out SimulatedAccount? account))
                {
                    await LiveAsync(person, account);
                }
            }

            await QuarrelAsync();
            await OperateAsync(after);
        }

        await DeliverAsync();
        await AskAsync();
    }

    private void MoveClock(bool isCalm)
    {
        TimeSpan step = isCalm ? TimeSpan.FromHours(23) : longestStep * ((_random.NextDouble() * 0.9) + 0.1);
        _clock.True += step;
        if (isCalm || _clock.True > _leapEndsAt)
        {
            _clock.Skew = TimeSpan.FromSeconds(_random.Next(-300, 300));
        }

        int chance = (int)(TimeSpan.FromDays(730) / longestStep) * 2;
        if (!isCalm && _random.Next(chance / 12) == 0)
        {
            // Ahead by weeks, seldom by years, or back, until somebody sets it right. Each leap ahead puts every pending deletion off by as much.
            Figures.Leaps++;
            _clock.Skew = TimeSpan.FromDays(_random.Next(40) == 0 ? 800 : _random.Next(-20, 20));
            _leapEndsAt = _clock.True + TimeSpan.FromHours(_random.Next(1, 72));
        }
        else if (!isCalm && _random.Next(chance / 6) == 0)
        {
            _clock.True += TimeSpan.FromDays(_random.Next(1, 20)); // Nobody was there.
        }
    }

    private async Task JoinAsync()
    {
        double age = (_clock.True - Start) / Length;
        while (_people.Count < people && _people.Count < people * age * 3)
        {
            string id = Convert.ToHexStringLower(RandomBytes(16));
            bool big = _random.Next(5) > 1;
            bool lived = await TryAsync(() => _server.Database.WriteAsync(
                async transaction =>
                {
                    await transaction.Connection!.ExecuteAsync(
                        "INSERT INTO accounts (id, email, public_key, opaque_record, envelope, plan, quota_bytes, used_bytes, counted_at, created_at) VALUES (@id, @email, @key, @key, @key, 'free', @quota, @used, @now, @now)",
                        new
                        {
                            id,
                            email = $"{id}@example.org",
                            key = RandomBytes(32),
                            quota = _server.Catalogue.Free.QuotaBytes,
                            used = big ? 5L << 30 : 1L << 20,
                            now = _clock.Server.ToUnixTimeMilliseconds(),
                        },
                        transaction);
                    await _server.Ledger.BeginTrialAsync(transaction, id);
                    return true;
                },
                CancellationToken.None));
            if (!lived)
            {
                return;
            }

            _people.Add(new SimulatedPerson(id, _random.Next(4) switch { 0 => 95, 1 => 60, 2 => 20, _ => 0 }, _random.Next(5) == 0));
            if (_random.Next(50) == 0)
            {
                _undeliverable.Add(id);
            }
        }
    }

    private async Task LiveAsync(SimulatedPerson person, SimulatedAccount account)
    {
        if (account.EndsAt is { } end && person.DecidedAt != end && end - _clock.Server.ToUnixTimeMilliseconds() < TimeSpan.FromDays(20).TotalMilliseconds)
        {
            person.DecidedAt = end;
            int days = _random.Next(20) switch { < 9 => _random.Next(1, 18), < 13 => _random.Next(20, 50), < 16 => _random.Next(50, 300), < 18 => _random.Next(330, 420), _ => _random.Next(415, 450) };
            person.PaysAt = _random.Next(100) < person.Loyalty ? _clock.True.AddDays(days) : null;
        }

        if (account.Suspended != 0)
        {
            return;
        }

        if (person.PaysAt <= _clock.True)
        {
            person.PaysAt = null;
            await BuyAsync(person, _random.Next(10) switch { < 6 => "monthly", < 9 => "yearly", _ => "family" }, account);
        }
        else if (_random.Next(20_000) < 3 * (longestStep / TimeSpan.FromHours(6)))
        {
            await BuyAsync(person, _random.Next(2) == 0 ? "family" : "yearly", account); // An upgrade, or something ahead.
        }
    }

    private async Task BuyAsync(SimulatedPerson person, string plan, SimulatedAccount account)
    {
        bool wasDeleted = account.DeletedAt is not null;
        if (_random.Next(10) == 0)
        {
            await RedeemAsync(person, plan);
        }
        else
        {
            string[] platforms = person.IsHasty ? ["desktop", "desktop", "iphone"] : ["android"];
            var orders = new Dictionary<string, Order>();
            foreach (string platform in platforms.Take(_random.Next(1, platforms.Length + 1)))
            {
                await TryAsync(async () =>
                {
                    Order order = await _server.Ledger.OpenAsync(person.Account, plan, platform, SimulatedProvider.Name, renews: false, CancellationToken.None);
                    orders[order.Id] = order;
                });
            }

            Figures.Orders += orders.Count;
            foreach (Order order in orders.Values.Where(order => order.State == OrderState.Open && !_provider.Truth.Exists(payment => payment.Order == order.Id) && _random.Next(10) > 0))
            {
                _provider.Move(order, PaymentKind.Payment);
                Figures.Payments++;
                Figures.BroughtBack += wasDeleted ? 1 : 0;
                wasDeleted = false;
            }
        }

        if (_random.Next(3) == 0)
        {
            person.DecidedAt = null;
        }
    }

    private Task<bool> RedeemAsync(SimulatedPerson person, string plan) => TryAsync(async () =>
    {
        VoucherBook vouchers = _server.Get<VoucherBook>();
        string code = (await vouchers.MakeAsync(_server.Catalogue.Find(plan)!, 1, 1, _clock.Server.AddDays(30), CancellationToken.None))[0].Code;
        await vouchers.RedeemAsync(person.Account, code, CancellationToken.None);
        await Assert.ThrowsAsync<ProblemException>(() => vouchers.RedeemAsync(person.Account, code, CancellationToken.None));
    });

    // Now and then money goes back.
    private async Task QuarrelAsync()
    {
        if (_provider.Truth.Count == 0 || _random.Next(30) > 0)
        {
            return;
        }

        SimulatedPayment payment = _provider.Truth[_random.Next(_provider.Truth.Count)];
        if (payment.Kind == PaymentKind.Payment && _provider.Truth.Count(other => other.Order == payment.Order) == 1 && await _server.Ledger.FindAsync(payment.Order, CancellationToken.None) is { } order)
        {
            _provider.Move(order, _random.Next(3) == 0 ? PaymentKind.Chargeback : PaymentKind.Refund);
            Figures.GivenBack++;
        }
    }

    private async Task OperateAsync(Dictionary<string, SimulatedAccount> accounts)
    {
        if (accounts.Count > 0 && _random.Next(100) == 0)
        {
            SimulatedAccount account = accounts.Values.ElementAt(_random.Next(accounts.Count));
            string change = _random.Next(3) switch { 0 => "hold = 1 - hold", 1 => "suspended = 1 - suspended", _ => "hold = 0, suspended = 0" };
            await _server.ExecuteAsync($"UPDATE accounts SET {change} WHERE id = @Id", new { account.Id });
        }

        if (_random.Next(100) == 0)
        {
            _checks.AllowedUntil = _clock.True + TimeSpan.FromDays(1) + TimeSpan.FromHours(1);
            await TryAsync(() => _server.Database.WriteAsync(
                async transaction =>
                {
                    await _server.Get<DeletionBreaker>().AllowAsync(transaction, 20);
                    return true;
                },
                CancellationToken.None));
        }
    }

    private async Task SendMailAsync()
    {
        if (_random.Next(60) == 0)
        {
            _mailUntil = _clock.True + TimeSpan.FromDays(_random.Next(1, 6)); // The mail server is away.
        }

        if (_clock.True < _mailUntil)
        {
            return;
        }

        long now = _clock.Server.ToUnixTimeMilliseconds();
        foreach ((long number, string account, string kind, string key) in await _server.QueryAsync<(long, string, string, string)>(
            "SELECT number, account, kind, key FROM notices WHERE sent_at IS NULL AND failed = 0 AND due_at <= @now", new { now }))
        {
            if (_undeliverable.Contains(account))
            {
                await _server.ExecuteAsync("UPDATE notices SET failed = 1 WHERE number = @number", new { number });
                continue;
            }

            await _server.ExecuteAsync("UPDATE notices SET sent_at = @now WHERE number = @number", new { number, now });
            Assert.True(_checks.Sent.TryAdd((account, kind, key), _clock.True), $"{kind} {key} was sent twice");
        }
    }

    private async Task DeliverAsync()
    {
        foreach (SimulatedDelivery delivery in _provider.Arrive())
        {
            bool lived = await TryAsync(async () => Heard(await _server.Ledger.ApplyAsync(delivery.Notice, CancellationToken.None)));
            if (!lived || _random.Next(20) == 0)
            {
                _provider.SendAgain(delivery); // The answer was lost, whatever came of it.
            }
        }
    }

    private async Task AskAsync()
    {
        foreach (Order order in await _server.Ledger.ListOpenAsync(SimulatedProvider.Name, _clock.Server.AddDays(-1), 1000, CancellationToken.None))
        {
            if (_provider.Ask(order) is { } notice)
            {
                await TryAsync(async () =>
                {
                    LedgerResult result = await _server.Ledger.ApplyAsync(notice, CancellationToken.None);
                    Figures.Asked += result.Outcome == LedgerOutcome.Applied ? 1 : 0;
                });
            }
            else if (order.CreatedAt < _clock.Server.AddDays(-3).ToUnixTimeMilliseconds())
            {
                await TryAsync(() => _server.Ledger.CloseAsync(order, CancellationToken.None));
            }
        }
    }

    private void Heard(LedgerResult result)
    {
        Figures.Known += result.Outcome == LedgerOutcome.AlreadyKnown ? 1 : 0;
        Assert.True(result.Problem is null or PaymentProblem.NoAccount, result.Problem);
    }

    // Does something on the server, which may die of it; false where it did, and was started again.
    private async Task<bool> TryAsync(Func<Task> work, bool mayDie = true)
    {
        if (mayDie && _random.Next(40) == 0)
        {
            _clock.DieAfter(_random.Next(1, 40));
        }

        try
        {
            await work();
            _clock.DieAfter(0);
            return true;
        }
        catch (ProblemException)
        {
            _clock.DieAfter(0);
            return true;
        }
        catch (ServerDiedException)
        {
            Figures.Deaths++;
            await _server.DisposeAsync();
            _server = await SimulatedServer.StartAsync(DatabaseFile, _server.Catalogue, _clock);
            return false;
        }
    }

    private async Task<Dictionary<string, SimulatedAccount>> ReadAccountsAsync() =>
        (await _server.QueryAsync<SimulatedAccount>($"SELECT {SimulatedAccount.Columns} FROM accounts")).ToDictionary(account => account.Id);

    private byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
