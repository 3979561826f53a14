namespace Satchel.Server.Subscriptions;

/// <summary>What an order bought: a plan, from a time to a time. Times are Unix milliseconds, as the database has them.</summary>
internal sealed record Period
{
    /// <summary>What a statement selects for one, <c>p</c> being the period and <c>o</c> its order.</summary>
    public const string Columns = "p.order_id, p.plan, p.quota_bytes, p.people, p.starts_at, p.ends_at, p.ended_early_at, p.ended_by, o.price, o.currency, o.provider, o.created_at";

    public string OrderId { get; init; } = "";

    public string Plan { get; init; } = "";

    public long QuotaBytes { get; init; }

    public long People { get; init; }

    public long StartsAt { get; init; }

    /// <summary>Null where it has no end.</summary>
    public long? EndsAt { get; init; }

    /// <summary>When a refund, an upgrade or the operator ended it before its time.</summary>
    public long? EndedEarlyAt { get; init; }

    /// <summary>The upgrade that took its place.</summary>
    public string? EndedBy { get; init; }

    /// <summary>What the whole of it is worth.</summary>
    public long Price { get; init; }

    public string Currency { get; init; } = "";

    public string Provider { get; init; } = "";

    /// <summary>When it was ordered.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When it ends or ended in truth; null is never.</summary>
    public long? End => EndedEarlyAt is { } early ? Math.Min(early, EndsAt ?? long.MaxValue) : EndsAt;

    /// <summary>Whether it runs, or is still to come. What was ended before it began never does, whatever the clock says.</summary>
    public bool IsLiveAt(long now) => End is not { } end || (end > now && end > StartsAt);
}
