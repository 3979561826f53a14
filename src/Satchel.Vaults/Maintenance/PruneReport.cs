namespace Satchel.Vaults.Maintenance;

/// <summary>What a collection did, or with a dry run would do.</summary>
public sealed record PruneReport
{
    /// <summary>Blobs deleted.</summary>
    public required long DeletedBlobs { get; init; }

    /// <summary>Their length.</summary>
    public required long DeletedBytes { get; init; }

    /// <summary>Blobs found unreferenced now; a later collection deletes them.</summary>
    public required long CandidateBlobs { get; init; }

    /// <summary>Their length.</summary>
    public required long CandidateBytes { get; init; }

    /// <summary>Packs of which the live part was written again.</summary>
    public required long RepackedPacks { get; init; }

    /// <summary>Objects that snapshots and retained histories need.</summary>
    public required long LiveObjects { get; init; }

    /// <summary>Whether nothing was in fact changed.</summary>
    public required bool DryRun { get; init; }
}
