namespace Satchel.Server.Pages.Pictures;

/// <summary>A stretch of time, in days.</summary>
internal sealed record Stretch(StretchKind Kind, double Days);
