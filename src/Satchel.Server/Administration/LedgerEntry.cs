namespace Satchel.Server.Administration;

/// <summary>An entry of the ledger as the operator sees it.</summary>
internal sealed class LedgerEntry
{
    /// <summary>What a statement selects for one.</summary>
    public const string Columns = "provider, transaction_id, kind, order_id, amount, currency, at, problem";

    public string Provider { get; init; } = "";

    public string TransactionId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? OrderId { get; init; }

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public long At { get; init; }

    /// <summary>Why it was not applied; null where it was.</summary>
    public string? Problem { get; init; }
}
