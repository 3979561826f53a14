namespace Satchel.Server.Blobs;

/// <summary>The names somebody asks about.</summary>
internal sealed record BlobNames(IReadOnlyList<string> Names);
