namespace Satchel.Vaults.Snapshots;

/// <summary>One link of a device's chain: a snapshot, or what was forgotten.</summary>
internal sealed record DeviceRecord
{
    /// <summary>The SHA-256 of its blob.</summary>
    public required Digest Id { get; init; }

    public required string Device { get; init; }

    public required long Number { get; init; }

    public required Digest? Previous { get; init; }

    /// <summary>The snapshot, where it is one.</summary>
    public SnapshotInfo? Snapshot { get; init; }

    /// <summary>What a forget record takes away.</summary>
    public IReadOnlyList<ForgottenRecord> Forgets { get; init; } = [];

    /// <summary>The histories that stay although their snapshot goes.</summary>
    public IReadOnlyList<RetainedHistory> Retained { get; init; } = [];
}
