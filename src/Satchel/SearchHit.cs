using Satchel.Archive;

namespace Satchel;

/// <summary>A message that was found.</summary>
/// <param name="Message">The version of it that matched; the newest where several did.</param>
/// <param name="Snippet">The part of it that the first term stands in.</param>
public sealed record SearchHit(HistoryMessage Message, string Snippet)
{
    /// <summary>Where terms stand in the snippet: start and length in UTF-16 units.</summary>
    public IReadOnlyList<(int Start, int Length)> Marks { get; init; } = [];
}
