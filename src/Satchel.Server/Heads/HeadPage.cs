namespace Satchel.Server.Heads;

/// <summary>Some of the heads of a vault; where there are more, the name to go on after.</summary>
internal sealed record HeadPage(IReadOnlyList<string> Heads, string? Next);
