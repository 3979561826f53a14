namespace Satchel.Server.Subscriptions;

/// <summary>What the ledger made of news of a payment.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Order">The order as it is then; null where none was found.</param>
/// <param name="Problem">Why it was flagged: one of <see cref="PaymentProblem"/>.</param>
internal sealed record LedgerResult(LedgerOutcome Outcome, Order? Order, string? Problem = null);
