namespace Satchel.Server.Subscriptions;

/// <summary>The body of <c>POST /v1/account/orders</c>.</summary>
/// <param name="Plan">The plan's id; the free plan's needs no provider.</param>
/// <param name="Platform">Where it is bought.</param>
/// <param name="Provider">The way to pay.</param>
/// <param name="Renews">Whether it is to renew by itself; where it is not said, it is not.</param>
/// <param name="Language">Of the provider's page.</param>
internal sealed record OrderRequest(string Plan, string? Platform = null, string? Provider = null, bool? Renews = null, string? Language = null);
