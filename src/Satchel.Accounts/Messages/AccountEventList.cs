namespace Satchel.Accounts.Messages;

/// <summary>The answer to <c>GET /v1/account/events</c>.</summary>
/// <param name="Events">Newest first.</param>
public sealed record AccountEventList(IReadOnlyList<AccountEvent> Events);
