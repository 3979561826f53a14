namespace Satchel.SearchIndex;

/// <summary>A segment in the cache.</summary>
/// <param name="Name">Its file.</param>
/// <param name="First">When its first message was sent, in milliseconds since 1970-01-01Z.</param>
/// <param name="Last">When its last message was sent.</param>
internal sealed record StoredSegment(string Name, long First, long Last);
