namespace Satchel.Server.Subscriptions;

/// <summary>One who shares a family plan.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Email">Its address.</param>
/// <param name="UsedBytes">What it stores.</param>
/// <param name="Owner">Whether the plan is theirs.</param>
internal sealed record FamilyEntry(string Account, string Email, long UsedBytes, bool Owner);
