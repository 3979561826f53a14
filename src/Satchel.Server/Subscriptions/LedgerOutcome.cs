namespace Satchel.Server.Subscriptions;

/// <summary>What the ledger made of news of a payment.</summary>
internal enum LedgerOutcome
{
    /// <summary>It counts from now on.</summary>
    Applied,

    /// <summary>It had been told before, and changes nothing.</summary>
    AlreadyKnown,

    /// <summary>It is kept for the operator to look at, and changes nothing.</summary>
    Flagged,
}
