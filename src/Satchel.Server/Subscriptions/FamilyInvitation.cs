namespace Satchel.Server.Subscriptions;

/// <summary>What somebody is given to join a family.</summary>
internal sealed record FamilyInvitation(string Code, DateTimeOffset ExpiresAt);
