using Satchel.Server.Pages.Pictures;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;

namespace Satchel.Server.Pages;

/// <summary>The public page: what this is, what it costs, what happens without paying, and who can read what. Its figures are those that the server enforces.</summary>
internal sealed class FrontModel(Catalogue catalogue) : SatchelPage
{
    public override Text Title => FrontTexts.Title;

    public Catalogue Catalogue { get; } = catalogue;

    public Ladder Ladder => Catalogue.Ladder;

    public TimePicture Picture => new([new(StretchKind.Grace, Ladder.GraceDays), new(StretchKind.ReadOnly, Ladder.ReadOnlyDays), new(StretchKind.Trash, Ladder.TrashDays)], TodayAt: null);

    /// <summary>The prices of a plan, those that are the same together.</summary>
    public static IEnumerable<(string Price, IReadOnlyList<Text> Platforms)> PricesOf(Plan plan) =>
        from price in plan.Prices
        group PlanTexts.Platform(price.Platform) by price.Price into same
        orderby same.Key.Amount descending
        select (Written.Money(same.Key.Amount, same.Key.Currency), (IReadOnlyList<Text>)[.. same]);
}
