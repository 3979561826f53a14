using System.Globalization;
using Satchel.Server.Notices;
using Satchel.Server.Payments;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Tests.Subscriptions;

/// <summary>Does to a real server what each row of the table in docs/plans.md says, and looks whether it is so.</summary>
public sealed class StateTableTests
{
    private const long BigBytes = 3L << 30;

    public static TheoryData<string> Rows => [.. Table()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_state_and_every_event_has_a_row()
    {
        string[][] rows = [.. Table().Select(Cells)];

        string[] states = [SubscriptionStage.Free, SubscriptionStage.Trial, SubscriptionStage.Active, SubscriptionStage.Grace, SubscriptionStage.ReadOnly, SubscriptionStage.DeletionAnnounced, SubscriptionStage.Deleted];
        Assert.Equal(states.Order(StringComparer.Ordinal), rows.Select(row => row[0].Replace(", big", "", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        string[] events = ["paid", "renewed", "upgraded", "refunded", "chargedBack", "time", "hold", "suspended"];
        Assert.Equal(
            events.Order(StringComparer.Ordinal),
            rows.SelectMany(row => row[1].Split("; ")).Select(@event => @event.Split(',')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_table_is_what_happens(string row)
    {
        string[] cells = Cells(row);
        bool trial = cells[0].StartsWith("trial", StringComparison.Ordinal);
        await using PlansWorld world = await PlansWorld.StartAsync(
            false, ("\"deletion\": \"off\"", "\"deletion\": \"on\""), ("\"trialDays\": 0", $"\"trialDays\": {(trial ? 14 : 0)}"));
        TestAccount account = await world.NewAccountAsync();
        await ArriveAsync(world, account, cells[0]);
        long? endBefore = (await world.FindAsync(account.Id))!.EndsAt;

        foreach (string @event in cells[1].Split("; "))
        {
            await HappenAsync(world, account, @event);
        }

        Assert.Equal(cells[2], await world.StageAsync(account.Id));
        if (cells[3].Length > 0)
        {
            Assert.Equal(cells[3], await world.TryAsync(account));
        }

        await LookAsync(world, account, cells[4], endBefore);
    }

    private static async Task ArriveAsync(PlansWorld world, TestAccount account, string from)
    {
        string state = from.Split(',')[0];
        if (state == "trial")
        {
            await world.Server.Database.WriteAsync(
                async transaction =>
                {
                    await world.Ledger.BeginTrialAsync(transaction, account.Id);
                    return true;
                },
                Token);
        }
        else if (state != "free")
        {
            await world.PayAsync(account.Id);
        }

        if (from.EndsWith("big", StringComparison.Ordinal))
        {
            await world.ExecuteAsync("UPDATE accounts SET used_bytes = @BigBytes WHERE id = @Id", new { BigBytes, account.Id });
        }

        int days = state switch { "grace" => 367, "readOnly" => 397, "deletionAnnounced" or "deleted" => 672, _ => 0 };
        await world.PassAsync(days);
        for (int day = 0; state == "deleted" && await world.StageAsync(account.Id) != state && day < 120; day++)
        {
            await world.PassAsync(1);
        }

        Assert.Equal(state, await world.StageAsync(account.Id));
    }

    private static async Task HappenAsync(PlansWorld world, TestAccount account, string @event)
    {
        switch (@event.Split(',')[0])
        {
            case "paid" or "renewed":
                await world.PayAsync(account.Id);
                break;
            case "upgraded":
                await world.PayAsync(account.Id, "family");
                break;
            case "refunded" or "chargedBack":
                Order order = (await world.Ledger.ListAsync(account.Id, Token)).First(each => each.State == OrderState.Paid);
                LedgerResult result = await world.TellAsync(order, @event == "refunded" ? PaymentKind.Refund : PaymentKind.Chargeback);
                Assert.Equal(LedgerOutcome.Applied, result.Outcome);
                break;
            case "hold":
                await world.AdminAsync("account", "hold", account.Email, "--reason", "a court asked");
                await world.RunLadderAsync();
                break;
            case "suspended":
                await world.AdminAsync("account", "set", account.Email, "--state", "suspended");
                await world.RunLadderAsync();
                break;
            default:
                await world.PassAsync(int.Parse(@event.Split(' ')[1], CultureInfo.InvariantCulture));
                break;
        }
    }

    private static async Task LookAsync(PlansWorld world, TestAccount account, string what, long? endBefore)
    {
        string[] words = what.Split(' ', 2);
        switch (words[0])
        {
            case "":
                break;
            case "plan":
                Assert.Equal(words[1], (await world.FindAsync(account.Id))!.Plan);
                break;
            case "told":
                Assert.Contains(words[1], await world.QueryAsync<string>("SELECT kind FROM notices WHERE account = @Id", new { account.Id }));
                break;
            case "reminded":
                IReadOnlyList<string> keys = await world.QueryAsync<string>(
                    "SELECT key FROM notices WHERE account = @Id AND kind = @kind ORDER BY number", new { account.Id, kind = nameof(NoticeKind.PlanEnds) });
                Assert.Equal(words[1], string.Join(", ", keys.Select(key => key.Split(':')[1])));
                break;
            case "12":
            case "the":
                Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(endBefore!.Value).AddMonths(12), (await world.FindAsync(account.Id))!.Ends);
                break;
            case "from":
                Assert.Equal(world.Time.GetUtcNow().AddMonths(12), (await world.FindAsync(account.Id))!.Ends);
                break;
            default:
                Assert.Fail($"nobody knows how to look at '{what}'");
                break;
        }
    }

    private static IEnumerable<string> Table()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Satchel.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return File.ReadLines(Path.Combine(folder, "docs", "plans.md")).SkipWhile(line => line != "| from | event | to | works | and |").Skip(2).TakeWhile(line => line.StartsWith('|'));
    }

    private static string[] Cells(string row) => [.. row.Trim('|').Split('|').Select(cell => cell.Trim())];
}
