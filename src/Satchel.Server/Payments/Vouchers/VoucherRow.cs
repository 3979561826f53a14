namespace Satchel.Server.Payments.Vouchers;

/// <summary>A voucher as the database has it: never its code.</summary>
internal sealed class VoucherRow
{
    /// <summary>What a statement selects for one.</summary>
    public const string Columns = "label, plan, months, made_at, expires_at, order_id, void";

    /// <summary>What the operator calls it by.</summary>
    public string Label { get; init; } = "";

    public string Plan { get; init; } = "";

    public long Months { get; init; }

    public long MadeAt { get; init; }

    public long ExpiresAt { get; init; }

    /// <summary>The order that it paid; null while it was not used.</summary>
    public string? OrderId { get; init; }

    public bool Void { get; init; }

    /// <summary>What has become of it.</summary>
    public string StateAt(DateTimeOffset now) => OrderId is not null ? "used" : Void ? "void" : ExpiresAt <= now.ToUnixTimeMilliseconds() ? "expired" : "open";
}
