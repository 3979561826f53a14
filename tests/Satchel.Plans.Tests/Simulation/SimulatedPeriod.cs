namespace Satchel.Plans.Tests.Simulation;

/// <summary>A period as the simulation looks at it, with what it has to know of its order.</summary>
internal sealed class SimulatedPeriod
{
    public const string Columns = "p.account, p.order_id, p.plan, p.quota_bytes, p.starts_at, p.ends_at, p.ended_early_at, o.kind, o.months, o.state, o.provider, o.created_at";

    public string Account { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string Plan { get; init; } = "";

    public long QuotaBytes { get; init; }

    public long StartsAt { get; init; }

    public long? EndsAt { get; init; }

    public long? EndedEarlyAt { get; init; }

    public string Kind { get; init; } = "";

    public long Months { get; init; }

    public string State { get; init; } = "";

    public string Provider { get; init; } = "";

    public long CreatedAt { get; init; }

    /// <summary>When it ends or ended; far in the future where it has no end.</summary>
    public long End => Math.Min(EndsAt ?? long.MaxValue, EndedEarlyAt ?? long.MaxValue);

    public override string ToString() => $"{Provider} {Kind} {State} {Plan}: {Time(StartsAt)} to {Time(EndsAt)}, ended {Time(EndedEarlyAt)}, ordered {Time(CreatedAt)}";

    private static string Time(long? at) => at is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "never";
}
