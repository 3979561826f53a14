namespace Satchel.Plans.Tests.Simulation;

/// <summary>An account as the simulation looks at it.</summary>
internal sealed class SimulatedAccount
{
    public const string Columns = "id, plan, quota_bytes, ends_at, hold, suspended, deletion_at, deletion_announced_at, deleted_at";

    public string Id { get; init; } = "";

    public string Plan { get; init; } = "";

    public long QuotaBytes { get; init; }

    public long? EndsAt { get; init; }

    public long Hold { get; init; }

    public long Suspended { get; init; }

    public long? DeletionAt { get; init; }

    public long? DeletionAnnouncedAt { get; init; }

    public long? DeletedAt { get; init; }
}
