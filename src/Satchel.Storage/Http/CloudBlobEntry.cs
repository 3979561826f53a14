namespace Satchel.Storage.Http;

/// <summary>One blob of a listing.</summary>
internal sealed record CloudBlobEntry(string? Name, long Bytes, DateTimeOffset StoredAt);
