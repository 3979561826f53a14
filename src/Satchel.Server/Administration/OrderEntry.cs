namespace Satchel.Server.Administration;

/// <summary>An order as the operator sees it.</summary>
internal sealed record OrderEntry(
    string Id,
    string Account,
    string Plan,
    string Kind,
    string State,
    long Amount,
    long Credit,
    string Currency,
    string Provider,
    string? Reference,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset? EndedAt);
