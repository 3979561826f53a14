namespace Satchel.Server.Subscriptions;

/// <summary>An invitation to a family; its code is told this once.</summary>
internal sealed record InvitationAnswer(string Code, DateTimeOffset ExpiresAt);
