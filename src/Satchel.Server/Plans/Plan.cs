using Satchel.Server.Payments;

namespace Satchel.Server.Plans;

/// <summary>A plan of the catalogue.</summary>
/// <param name="Id">What orders, accounts and the operator call it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="QuotaBytes">The most it stores, for all of its people together.</param>
/// <param name="Months">For how long it is bought; 0 is the free plan, which has no end.</param>
/// <param name="People">How many accounts share it.</param>
/// <param name="Prices">What it costs, one for each platform it is sold on.</param>
internal sealed record Plan(string Id, PlanName Name, long QuotaBytes, int Months, int People, IReadOnlyList<PlanPrice> Prices)
{
    /// <summary>What it costs on a platform; null where it is not sold there.</summary>
    public Money? PriceOn(string platform) => Prices.FirstOrDefault(price => price.Platform == platform)?.Price;
}
