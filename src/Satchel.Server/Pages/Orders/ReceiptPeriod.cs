namespace Satchel.Server.Pages.Orders;

/// <summary>The time that an order bought.</summary>
internal sealed class ReceiptPeriod
{
    public long StartsAt { get; init; }

    public long? EndsAt { get; init; }

    public long? EndedEarlyAt { get; init; }
}
