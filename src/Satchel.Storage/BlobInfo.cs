namespace Satchel.Storage;

/// <summary>What a listing tells of a blob.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LengthBytes">Its length in bytes.</param>
/// <param name="ModifiedAt">When the storage got it, by the storage's clock.</param>
public readonly record struct BlobInfo(BlobName Name, long LengthBytes, DateTimeOffset ModifiedAt);
