namespace Satchel.Server.Blobs;

/// <summary>Some of the blobs of a vault; where there are more, the name to go on after.</summary>
internal sealed record BlobPage(IReadOnlyList<BlobAnswer> Blobs, string? Next);
