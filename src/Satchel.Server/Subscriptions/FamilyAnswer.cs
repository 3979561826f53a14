namespace Satchel.Server.Subscriptions;

/// <summary>Who shares a family plan.</summary>
internal sealed record FamilyAnswer(IReadOnlyList<FamilyEntry> Members);
