using Satchel.Vaults.Maps;

namespace Satchel.Vaults;

/// <summary>What a snapshot says, as its writer knows it at the end.</summary>
/// <param name="Source">Which history it is of.</param>
/// <param name="TakenAt">When the source was read; kept to the millisecond.</param>
/// <param name="Files">The root of its files.</param>
/// <param name="History">The root of its source's history.</param>
/// <param name="Directory">The root of its account, participants and chats.</param>
/// <param name="Counts">How much it holds.</param>
public sealed record SnapshotContents(
    SourceIdentity Source, DateTimeOffset TakenAt, MapRoot Files, MapRoot History, MapRoot Directory, SnapshotCounts Counts);
