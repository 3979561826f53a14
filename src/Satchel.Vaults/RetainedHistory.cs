using Satchel.Vaults.Maps;

namespace Satchel.Vaults;

/// <summary>
/// The history of a source whose newest snapshot was forgotten: the archive keeps every message. It counts until the
/// same device makes a newer snapshot of the source, whose history continues this one.
/// </summary>
public sealed record RetainedHistory
{
    /// <summary>The id of the snapshot that was forgotten.</summary>
    public required string Snapshot { get; init; }

    /// <summary>The device that wrote it, 32 hex digits.</summary>
    public required string Device { get; init; }

    /// <summary>The snapshot's number among that device's records.</summary>
    public required long Number { get; init; }

    /// <summary>When the forgotten snapshot was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Which history it is.</summary>
    public required SourceIdentity Source { get; init; }

    /// <summary>The root of the history.</summary>
    public required MapRoot History { get; init; }

    /// <summary>The root of the account, participants and chats.</summary>
    public required MapRoot Directory { get; init; }
}
