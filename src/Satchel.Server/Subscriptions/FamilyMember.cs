namespace Satchel.Server.Subscriptions;

/// <summary>Somebody who shares a family plan.</summary>
internal sealed class FamilyMember
{
    public string Id { get; init; } = "";

    public string Email { get; init; } = "";

    public long UsedBytes { get; init; }

    /// <summary>Whether the plan is theirs.</summary>
    public bool IsOwner { get; init; }
}
