namespace Satchel.Server.Plans;

/// <summary>The answer to <c>GET /v1/plans</c>: what the server enforces.</summary>
internal sealed record CatalogueAnswer(IReadOnlyList<PlanAnswer> Plans, string FreePlan, int TrialDays, LadderAnswer Ladder, IReadOnlyList<string> Providers, string? Contact = null)
{
    public static CatalogueAnswer Of(Catalogue catalogue, IReadOnlyList<string> providers) => new(
        [.. catalogue.Plans.Select(plan => new PlanAnswer(
            plan.Id,
            new Dictionary<string, string> { ["en"] = plan.Name.English, ["zh-CN"] = plan.Name.Chinese },
            plan.QuotaBytes,
            plan.Months,
            plan.People,
            [.. plan.Prices.Select(price => new PriceAnswer(price.Platform, price.Price.Amount, price.Price.Currency))]))],
        catalogue.Free.Id,
        catalogue.TrialDays,
        new LadderAnswer(
            catalogue.Ladder.RemindDaysBefore,
            catalogue.Ladder.GraceDays,
            catalogue.Ladder.ReadOnlyDays,
            catalogue.Ladder.AnnounceDeletionDaysBefore,
            catalogue.Ladder.TrashDays,
            catalogue.Ladder.Deletes),
        providers,
        catalogue.Contact);
}
