using Satchel.Server.Administration;
using Satchel.Server.Hosting;
using Satchel.Server.Payments;
using Satchel.Server.Plans;

namespace Satchel.Plans.Tests.Simulation;

/// <summary>
/// Two years of plans. Here with few people; with SATCHEL_PLANS_SIMULATION=full with a thousand, and with a number instead, those of four seeds from there on.
/// </summary>
public sealed class PlansSimulationTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-simulation-").FullName;

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("SATCHEL_PLANS_SIMULATION") is { } wanted && int.TryParse(wanted, out int first) ? [.. Enumerable.Range(first, 4)] : [1];

    private static bool IsFull => Environment.GetEnvironmentVariable("SATCHEL_PLANS_SIMULATION") is { Length: > 0 };

    private static int People => Environment.GetEnvironmentVariable("SATCHEL_PLANS_PEOPLE") is { Length: > 0 } people ? int.Parse(people, System.Globalization.CultureInfo.InvariantCulture) : IsFull ? 1000 : 50;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task In_two_years_nobody_loses_what_they_paid_for_or_anything_without_warning(int seed)
    {
        await using var simulation = new PlansSimulation(seed, People, TimeSpan.FromHours(IsFull ? 12 : 23), _folder);

        await simulation.RunAsync(Plans());

        output.WriteLine($"seed {seed}: {simulation.Figures}");
        await AllMoneyIsThereOnceAsync(simulation);
        SimulationFigures figures = simulation.Figures;
        int[] happened = [figures.Deaths, figures.Leaps, figures.Payments, figures.GivenBack, figures.Known, figures.Asked, figures.Trashed, .. IsFull ? [figures.BroughtBack, figures.Erased] : Array.Empty<int>()];
        Assert.True(happened.All(count => count > 0), $"too little happened: {figures}");
    }

    private static async Task AllMoneyIsThereOnceAsync(PlansSimulation simulation)
    {
        var truth = simulation.Provider.Truth.Select(payment => (payment.Transaction, payment.Order, payment.Amount.Amount)).Order().ToList();
        (string, string, long)[] ledger = await simulation.Server.QueryAsync<(string, string, long)>("SELECT transaction_id, order_id, amount FROM payments ORDER BY transaction_id");
        Assert.Equal(truth, ledger.Order());
        Assert.Empty(await simulation.Server.QueryAsync<string>("SELECT order_id FROM payments WHERE problem IS NULL AND kind = 'payment' GROUP BY order_id HAVING COUNT(*) > 1"));

        // Who paid and got it not back has it; who got it back has it not.
        foreach (IGrouping<string, SimulatedPayment> order in simulation.Provider.Truth.GroupBy(payment => payment.Order))
        {
            (string state, string? problem, long periods) = (await simulation.Server.QueryAsync<(string, string?, long)>(
                "SELECT o.state, p.problem, (SELECT COUNT(*) FROM periods WHERE order_id = o.id) FROM orders o JOIN payments p ON p.order_id = o.id AND p.kind = 'payment' WHERE o.id = @Key", new { order.Key })).Single();
            if (problem is null)
            {
                string expected = order.Any(payment => payment.Kind == PaymentKind.Chargeback) ? "chargedBack" : order.Any(payment => payment.Kind == PaymentKind.Refund) ? "refunded" : "paid";
                Assert.Equal(expected, state);
                Assert.True(expected == "paid" ? periods == 1 : periods <= 1);
            }
        }

        IReadOnlyList<ReportLine> report = await new AdminReport(simulation.Server.Database, simulation.Clock).ReadAsync(CancellationToken.None);
        Assert.Equal(simulation.Provider.Truth.Where(payment => payment.Kind == PaymentKind.Payment).Sum(payment => payment.Amount.Amount), report.Sum(line => line.Income));
    }

    private static Catalogue Plans()
    {
        string text = Catalogue.TextFor(new ServerSettings { DataFolder = "/nonexistent" })
            .Replace("\"deletion\": \"off\"", "\"deletion\": \"on\"", StringComparison.Ordinal)
            .Replace("\"trialDays\": 0", "\"trialDays\": 14", StringComparison.Ordinal);
        const string Monthly = """
            { "id": "monthly", "name": { "en": "Monthly", "zh-CN": "月度版" }, "quota": "50 GiB", "months": 1, "prices": [
              { "platform": "iphone", "amount": 2000, "currency": "CNY" }, { "platform": "android", "amount": 1500, "currency": "CNY" }, { "platform": "desktop", "amount": 1500, "currency": "CNY" } ] },
            """;
        int place = text.IndexOf("{\n      \"id\": \"yearly\"", StringComparison.Ordinal);
        return CatalogueReader.Read(text[..place] + Monthly + text[place..], "simulation");
    }
}
