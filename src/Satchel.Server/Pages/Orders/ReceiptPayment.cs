namespace Satchel.Server.Pages.Orders;

/// <summary>Money that came or went for an order.</summary>
internal sealed class ReceiptPayment
{
    /// <summary><c>payment</c>, <c>refund</c> or <c>chargeback</c>.</summary>
    public string Kind { get; init; } = "";

    public string TransactionId { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public long At { get; init; }

    /// <summary>Why it was not counted; null where it was.</summary>
    public string? Problem { get; init; }
}
