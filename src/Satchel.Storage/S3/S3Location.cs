namespace Satchel.Storage.S3;

/// <summary>A bucket and what the keys in it start with: <c>s3://bucket/prefix</c>.</summary>
/// <param name="Bucket">The bucket, which must be there already.</param>
/// <param name="Prefix">Empty, or ends with a slash.</param>
internal sealed record S3Location(string Bucket, string Prefix)
{
    private const int MaxBucketLength = 63;
    private const int MaxPrefixLength = 700;
    private const string Form = "an object store is written s3://bucket or s3://bucket/prefix, of letters, digits, '-', '_', '.' and '/'";

    /// <summary>Takes an address apart.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.BadLocation"/>.</exception>
    public static S3Location Parse(string location)
    {
        string rest = location[(location.IndexOf("://", StringComparison.Ordinal) + 3)..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? rest : rest[..slash];
        string prefix = slash < 0 ? "" : rest[(slash + 1)..].Trim('/');
        bool goodBucket = bucket.Length is > 0 and <= MaxBucketLength && bucket.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
        bool goodPrefix = prefix.Length <= MaxPrefixLength && prefix.Split('/').All(part => prefix.Length == 0 || IsPart(part));
        return goodBucket && goodPrefix
            ? new S3Location(bucket, prefix.Length == 0 ? "" : prefix + "/")
            : throw new StorageException(StorageProblem.BadLocation, BlobStores.WithoutCredentials(location), Form);
    }

    /// <inheritdoc/>
    public override string ToString() => $"s3://{Bucket}/{Prefix}".TrimEnd('/');

    private static bool IsPart(string part) =>
        part.Length > 0 && part is not ("." or "..") && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
