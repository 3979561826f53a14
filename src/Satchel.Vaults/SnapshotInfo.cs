using Satchel.Vaults.Maps;

namespace Satchel.Vaults;

/// <summary>A committed snapshot: one backup of one source.</summary>
public sealed record SnapshotInfo
{
    /// <summary>64 hex digits: the SHA-256 of its blob.</summary>
    public required string Id { get; init; }

    /// <summary>The device that wrote it, 32 hex digits.</summary>
    public required string Device { get; init; }

    /// <summary>Its place among that device's records, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When the source was read, to the millisecond.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Which history it is of.</summary>
    public required SourceIdentity Source { get; init; }

    /// <summary>The root of its files.</summary>
    public required MapRoot Files { get; init; }

    /// <summary>The root of its source's history, up to this snapshot.</summary>
    public required MapRoot History { get; init; }

    /// <summary>The root of its account, participants and chats.</summary>
    public required MapRoot Directory { get; init; }

    /// <summary>How much it holds.</summary>
    public required SnapshotCounts Counts { get; init; }

    /// <summary>The id of the record before it on the same device; null for the first.</summary>
    public string? Previous { get; init; }
}
