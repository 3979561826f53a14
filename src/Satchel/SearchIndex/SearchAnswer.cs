namespace Satchel.SearchIndex;

/// <summary>What a search found.</summary>
/// <param name="Total">How many messages are hits.</param>
/// <param name="Found">Those that were asked for, newest first.</param>
public sealed record SearchAnswer(long Total, IReadOnlyList<FoundMessage> Found);
