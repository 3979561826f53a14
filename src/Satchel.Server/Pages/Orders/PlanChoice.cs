using Satchel.Server.Plans;

namespace Satchel.Server.Pages.Orders;

/// <summary>A plan as it is sold on a platform.</summary>
internal sealed record PlanChoice(Plan Plan, PlanPrice Price)
{
    /// <summary>What the form calls it.</summary>
    public string Value => $"{Plan.Id}:{Price.Platform}";

    /// <summary>All that a catalogue sells.</summary>
    public static IReadOnlyList<PlanChoice> Of(Catalogue catalogue) => [.. catalogue.Plans.SelectMany(plan => plan.Prices.Select(price => new PlanChoice(plan, price)))];
}
