namespace Satchel.Server.Administration;

/// <summary>What to change of an account; null is left as it is.</summary>
internal sealed record AccountChange(long? QuotaBytes, PlanEnd? Ends, bool? Suspended, string? Plan);
