namespace Satchel.Server.Subscriptions;

/// <summary>What an account has, as its periods say.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="QuotaBytes">The most it stores.</param>
/// <param name="People">How many accounts share it.</param>
/// <param name="EndsAt">When all of what was bought ends, or ended; null is never.</param>
/// <param name="Provider">Who gave it.</param>
/// <param name="IsLive">Whether it runs.</param>
internal sealed record Entitlement(string Plan, long QuotaBytes, long People, long? EndsAt, string Provider, bool IsLive);
