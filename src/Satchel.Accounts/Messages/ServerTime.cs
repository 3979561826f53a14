namespace Satchel.Accounts.Messages;

/// <summary>The answer to <c>GET /v1/time</c>.</summary>
/// <param name="Time">The server's clock.</param>
public sealed record ServerTime(DateTimeOffset Time);
