using Satchel.Server.Payments;

namespace Satchel.Server.Plans;

/// <summary>What a plan costs where it is bought on a platform.</summary>
internal sealed record PlanPrice(string Platform, Money Price);
