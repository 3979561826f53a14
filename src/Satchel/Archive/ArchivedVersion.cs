using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>One version of a message as all sources together know it.</summary>
/// <param name="Layer">A source that has it.</param>
/// <param name="Entry">The entry there.</param>
/// <param name="FirstMillis">When the first snapshot showed it.</param>
/// <param name="LastMillis">When the last showed it.</param>
/// <param name="IsOpen">Whether the newest snapshot of a source shows it.</param>
/// <param name="IsLast">Whether it is the last of its message.</param>
internal readonly record struct ArchivedVersion(int Layer, MapEntry Entry, long FirstMillis, long LastMillis, bool IsOpen, bool IsLast)
{
    /// <summary>When it was recalled, where another entry tells that: in milliseconds since 1970-01-01Z, or null.</summary>
    public long? RecalledAtMillis { get; init; }
}
