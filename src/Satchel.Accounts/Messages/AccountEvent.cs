namespace Satchel.Accounts.Messages;

/// <summary>Something that happened to an account, in <c>GET /v1/account/events</c>.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What: <c>signup</c>, <c>login</c>, <c>loginFailed</c>, <c>deviceAdded</c>, <c>deviceRevoked</c>, <c>ownerToken</c>, <c>pageSignIn</c>, <c>erasureAsked</c>, <c>erasureStopped</c>.</param>
/// <param name="Device">The device it concerned, where there was one.</param>
public sealed record AccountEvent(DateTimeOffset At, string Kind, string? Device = null);
