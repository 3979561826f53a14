namespace Satchel.Server.Administration;

/// <summary>When a plan ends; null is never.</summary>
internal sealed record PlanEnd(DateTimeOffset? At);
