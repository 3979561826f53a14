namespace Satchel;

/// <summary>How far a journey is, for a line on a terminal.</summary>
/// <param name="Step">What is being done: <c>reading media</c>.</param>
/// <param name="Done">How much of it is done, in <paramref name="Unit"/>.</param>
/// <param name="Total">How much there is, or null where that is not known without counting first.</param>
/// <param name="Unit">What is counted: <c>bytes</c>, <c>messages</c>, <c>files</c>, <c>rows</c>.</param>
public readonly record struct JourneyProgress(string Step, long Done, long? Total, string Unit);
