namespace Satchel.Storage.Http;

/// <summary>A page of a listing of heads, and where it goes on.</summary>
internal sealed record CloudHeadPage(IReadOnlyList<string>? Heads, string? Next);
