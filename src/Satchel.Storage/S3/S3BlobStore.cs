using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Satchel.Storage.S3;

/// <summary>
/// A bucket of an object store that speaks S3. A blob or head is an object; that a name is taken once, and that a head
/// moves only from what was expected, is the store's to keep, by conditional writes (<c>If-None-Match</c>,
/// <c>If-Match</c>), so one that ignores the conditions is refused before a head is moved there.
/// </summary>
public sealed class S3BlobStore : IBlobStore
{
    private readonly AmazonS3Client _client;
    private readonly S3Location _location;
    private readonly TimeProvider _time;
    private readonly string _host;
    private long _clockOffsetTicks;
    private bool _clockIsKnown;
    private bool _keepsConditions;
    private bool _wantsBareTags;

    internal S3BlobStore(S3Location location, S3Environment environment, TimeProvider time)
    {
        _location = location;
        _time = time;
        _host = environment.Endpoint?.Authority ?? $"s3.{environment.Region}.amazonaws.com";
        _client = environment.NewClient();
        _client.AfterResponseEvent += RememberClock;
    }

    /// <summary>How many objects are asked for at a time where they are listed.</summary>
    internal int ListPage { get; init; } = 1000;

    /// <inheritdoc/>
    public string Description => $"{_location} at {_host}";

    /// <inheritdoc/>
    public async ValueTask PutAsync(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        BlobChecks.RequireLength(content, BlobLimits.MaxBlobBytes);
        if (!await TryPutAsync(name, content, expectedTag: null, cancellationToken).ConfigureAwait(false))
        {
            throw new StorageException(StorageProblem.AlreadyExists, Where(name), "the name is taken, and blobs are never replaced");
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(BlobName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (destination.IsEmpty || offset > BlobLimits.MaxBlobBytes)
        {
            long length = await FindLengthAsync(name, cancellationToken).ConfigureAwait(false) ?? throw NotFound(name);
            if (length < offset || length - offset < destination.Length)
            {
                throw TooShort(name, offset, destination.Length);
            }

            return;
        }

        var request = new GetObjectRequest { BucketName = _location.Bucket, Key = Key(name), ByteRange = new ByteRange(offset, offset + destination.Length - 1) };
        await CallAsync(
            name,
            async () =>
            {
                using GetObjectResponse response = await _client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
                if (response.ContentLength != destination.Length)
                {
                    throw TooShort(name, offset, destination.Length);
                }

                await response.ResponseStream.ReadExactlyAsync(destination, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]> ReadAllAsync(BlobName name, int maxBytes, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        (byte[] Content, string Tag)? found = await FindAsync(name, maxBytes, cancellationToken).ConfigureAwait(false);
        return found?.Content ?? throw NotFound(name);
    }

    /// <inheritdoc/>
    public async ValueTask<long?> FindLengthAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        return await FindObjectLengthAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await foreach (BlobInfo found in ListObjectsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (!found.Name.IsHead)
            {
                yield return found;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        return DeleteObjectAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        return (await FindAsync(name, BlobLimits.MaxHeadBytes, cancellationToken).ConfigureAwait(false))?.Content;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CompareAndSetHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        BlobChecks.RequireLength(replacement, BlobLimits.MaxHeadBytes);
        string? tag = null;
        if (expected is { } wanted)
        {
            (byte[] Content, string Tag)? current = await FindAsync(name, BlobLimits.MaxHeadBytes, cancellationToken).ConfigureAwait(false);
            if (current is not { } found || !found.Content.AsSpan().SequenceEqual(wanted.Span))
            {
                return false;
            }

            tag = found.Tag;
            await RequireConditionsAsync(name, found.Content, cancellationToken).ConfigureAwait(false);
        }

        // Ceph compares the tag as it is written, so one in quotes, as the standard has it, never matches there; it says the
        // same "precondition failed" as for another's write, so that the other form has to be tried once.
        if (tag is not null && Volatile.Read(ref _wantsBareTags))
        {
            return await TryPutAsync(name, replacement, tag.Trim('"'), cancellationToken).ConfigureAwait(false);
        }

        if (await TryPutAsync(name, replacement, tag, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        bool tookBare = tag is not null && await TryPutAsync(name, replacement, tag.Trim('"'), cancellationToken).ConfigureAwait(false);
        if (tookBare)
        {
            Volatile.Write(ref _wantsBareTags, true);
        }

        return tookBare;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobName> ListHeadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string narrowed = prefix.Length < BlobName.HeadPrefix.Length && BlobName.HeadPrefix.StartsWith(prefix, StringComparison.Ordinal) ? BlobName.HeadPrefix : prefix;
        await foreach (BlobInfo found in ListObjectsAsync(narrowed, cancellationToken).ConfigureAwait(false))
        {
            if (found.Name.IsHead)
            {
                yield return found.Name;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        return DeleteObjectAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken)
    {
        if (!Volatile.Read(ref _clockIsKnown))
        {
            var request = new ListObjectsV2Request { BucketName = _location.Bucket, Prefix = _location.Prefix, MaxKeys = 1 };
            await CallAsync(null, async () => await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        return _time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _clockOffsetTicks));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    // True where it was written; false where the name is taken, or the object is no longer the one of that tag.
    private ValueTask<bool> TryPutAsync(BlobName name, ReadOnlyMemory<byte> content, string? expectedTag, CancellationToken cancellationToken) =>
        CallAsync(
            name,
            async () =>
            {
                using Stream body = Stream(content);
                var request = new PutObjectRequest { BucketName = _location.Bucket, Key = Key(name), InputStream = body, ContentType = "application/octet-stream" };
                if (expectedTag is null)
                {
                    request.IfNoneMatch = "*";
                }
                else
                {
                    request.IfMatch = expectedTag;
                }

                try
                {
                    await _client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
                    return true;
                }
                catch (AmazonS3Exception error) when (S3Errors.IsConditionFailed(error) || (expectedTag is not null && (S3Errors.IsConflict(error) || S3Errors.IsMissing(error))))
                {
                    return false;
                }
            },
            cancellationToken);

    private ValueTask<(byte[] Content, string Tag)?> FindAsync(BlobName name, int maxBytes, CancellationToken cancellationToken) =>
        CallAsync(
            name,
            async () =>
            {
                try
                {
                    using GetObjectResponse response = await _client.GetObjectAsync(_location.Bucket, Key(name), cancellationToken).ConfigureAwait(false);
                    if (response.ContentLength > maxBytes)
                    {
                        throw new StorageException(StorageProblem.WrongLength, Where(name), $"has {response.ContentLength} bytes; at most {maxBytes} were expected");
                    }

                    byte[] content = new byte[response.ContentLength];
                    await response.ResponseStream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
                    return ((byte[] Content, string Tag)?)(content, response.ETag);
                }
                catch (AmazonS3Exception error) when (S3Errors.IsMissing(error))
                {
                    return null;
                }
            },
            cancellationToken);

    private ValueTask<long?> FindObjectLengthAsync(BlobName name, CancellationToken cancellationToken) =>
        CallAsync(
            name,
            async () =>
            {
                try
                {
                    return (long?)(await _client.GetObjectMetadataAsync(_location.Bucket, Key(name), cancellationToken).ConfigureAwait(false)).ContentLength;
                }
                catch (AmazonS3Exception error) when (S3Errors.IsMissing(error))
                {
                    return null;
                }
            },
            cancellationToken);

    private async ValueTask<bool> DeleteObjectAsync(BlobName name, CancellationToken cancellationToken)
    {
        // Deleting what is not there succeeds as well, so whether it was there has to be asked.
        if (await FindObjectLengthAsync(name, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        await CallAsync(name, async () => await _client.DeleteObjectAsync(_location.Bucket, Key(name), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async IAsyncEnumerable<BlobInfo> ListObjectsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _location.Bucket, Prefix = _location.Prefix + prefix, MaxKeys = ListPage };
        bool more = true;
        while (more)
        {
            ListObjectsV2Response page = await CallAsync(
                null,
                async () => await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            foreach (S3Object found in page.S3Objects ?? [])
            {
                // Strangers' objects below the prefix are passed over.
                string name = found.Key.StartsWith(_location.Prefix, StringComparison.Ordinal) ? found.Key[_location.Prefix.Length..] : "";
                if (BlobName.IsValid(name))
                {
                    yield return new BlobInfo(new BlobName(name), found.Size ?? 0, new DateTimeOffset((found.LastModified ?? default).ToUniversalTime()));
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
            more = (page.IsTruncated ?? false) && !string.IsNullOrEmpty(page.NextContinuationToken);
        }
    }

    // A store that takes a write it should refuse would lose one of two writers' snapshots without a word. The write that
    // finds out has the content that is there already, so it harms nothing where it is done.
    private async ValueTask RequireConditionsAsync(BlobName head, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!Volatile.Read(ref _keepsConditions))
        {
            if (await TryPutAsync(head, content, expectedTag: null, cancellationToken).ConfigureAwait(false))
            {
                throw new StorageException(StorageProblem.Failed, Description, "this object store ignores conditional writes (If-None-Match), without which two writers would undo each other");
            }

            Volatile.Write(ref _keepsConditions, true);
        }
    }

    private async ValueTask<T> CallAsync<T>(BlobName? name, Func<ValueTask<T>> callAsync, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await callAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (S3Errors.IsStorage(error, cancellationToken))
        {
            throw S3Errors.Translate(name is { } blob ? Where(blob) : Description, error);
        }
    }

    private void RememberClock(object sender, ResponseEventArgs response)
    {
        if (response is WebServiceResponseEventArgs { ResponseHeaders: { } headers }
            && headers.TryGetValue("Date", out string? text)
            && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            Interlocked.Exchange(ref _clockOffsetTicks, (date - _time.GetUtcNow()).Ticks);
            Volatile.Write(ref _clockIsKnown, true);
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);

    private string Key(BlobName name) => _location.Prefix + name.Value;

    private string Where(BlobName name) => $"{Description}, {name}";

    private StorageException NotFound(BlobName name) => new(StorageProblem.NotFound, Where(name), "there is no such blob");

    private StorageException TooShort(BlobName name, long offset, int lengthBytes) =>
        new(StorageProblem.WrongLength, Where(name), $"is shorter than the {lengthBytes} bytes from byte {offset} that were wanted");
}
