using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments;

/// <summary>A way to pay that can renew a plan by itself, for those who asked for it, until they ask for the opposite.</summary>
internal interface IRenewingProvider
{
    /// <summary>Sees to it that an order, and those that renewed it, are not renewed again. What was paid for stays.</summary>
    Task StopRenewingAsync(Order order, CancellationToken cancellationToken);
}
