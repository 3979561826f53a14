namespace Satchel.Server.Administration;

/// <summary>A voucher as the operator sees it; its code only where it was just made.</summary>
internal sealed record VoucherEntry(string Label, string Plan, long Months, string State, DateTimeOffset ExpiresAt, string? Order, string? Code = null);
