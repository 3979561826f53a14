namespace Satchel.Server.Subscriptions;

/// <summary>The orders of an account, newest first.</summary>
internal sealed record OrderList(IReadOnlyList<OrderAnswer> Orders);
