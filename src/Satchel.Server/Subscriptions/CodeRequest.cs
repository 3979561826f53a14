namespace Satchel.Server.Subscriptions;

/// <summary>A voucher's or an invitation's code.</summary>
internal sealed record CodeRequest(string Code);
