namespace Satchel.Server.Subscriptions;

/// <summary>What the ledger has of an order's money.</summary>
internal sealed class LedgerSums
{
    public long Paid { get; init; }

    public long Refunded { get; init; }

    public long ChargedBack { get; init; }
}
