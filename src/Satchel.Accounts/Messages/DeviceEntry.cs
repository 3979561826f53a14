namespace Satchel.Accounts.Messages;

/// <summary>A device of an account, in <c>GET /v1/devices</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="LastSeenAt">When it last asked for a token; null where it never did.</param>
public sealed record DeviceEntry(string Id, string Name, DateTimeOffset AddedAt, bool Current, DateTimeOffset? LastSeenAt = null);
