namespace Satchel.Server.Blobs;

/// <summary>A blob as it is told of.</summary>
internal sealed record BlobAnswer(string Name, long Bytes, string StoredAt);
