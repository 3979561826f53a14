namespace Satchel.Archive;

/// <summary>When snapshots showed a version of a message.</summary>
/// <param name="First">The time of the first snapshot that showed it.</param>
/// <param name="Last">The time of the last.</param>
/// <param name="RemovedAfter">
/// The same as <paramref name="Last"/> on the last version of a message that later snapshots of the source lack; else null.
/// </param>
public sealed record Seen(DateTimeOffset First, DateTimeOffset Last, DateTimeOffset? RemovedAfter);
