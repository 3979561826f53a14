namespace Satchel.Storage.Http;

/// <summary>A page of a listing of blobs, and where it goes on.</summary>
internal sealed record CloudBlobPage(IReadOnlyList<CloudBlobEntry?>? Blobs, string? Next);
