namespace Satchel.Server.Administration;

/// <summary>An entry of the ledger as it is written.</summary>
internal sealed record PaymentEntry(string Provider, string Transaction, string Kind, string? Order, long Amount, string Currency, DateTimeOffset At, string? Problem);
