using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;

namespace Satchel.Storage.Http;

/// <summary>
/// A vault on a Satchel cloud, as docs/server-api.md has it. What is put is sent with its digest, and is stored once the server
/// has checked it. A vault that was never made there reads as an empty one, and the first thing put makes it.
/// </summary>
public sealed class HttpBlobStore : IBlobStore
{
    private const int MaxPageBytes = 4 * 1024 * 1024;
    private const int MaxTimeBytes = 1024;

    // Above this the server is asked first whether it will take it: a refusal then costs a round trip, not an upload.
    private const int AskFirstBytes = 256 * 1024;

    // Each backup takes away there what it put when it began; that is no matter for the account's owner.
    private const string SessionFolder = "sessions/";

    private readonly CloudLocation _location;
    private readonly CloudRequests _requests;
    private readonly string _vault;

    /// <summary>Takes the vault at <paramref name="location"/>; nothing is sent yet.</summary>
    public HttpBlobStore(CloudLocation location, ICloudCredentials credentials, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(time);
        _location = location;
        _requests = new CloudRequests(location, credentials, time);
        _vault = $"/v1/vaults/{location.Vault}";
    }

    /// <summary>How many entries of a listing are asked for at a time.</summary>
    internal int PageEntries { get; init; } = 1000;

    /// <inheritdoc/>
    public string Description => _location.ToString();

    /// <inheritdoc/>
    public async ValueTask PutAsync(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        BlobChecks.RequireLength(content, BlobLimits.MaxBlobBytes);
        cancellationToken.ThrowIfCancellationRequested();
        string digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content.Span))}:";
        bool stored = await PutOrMakeAsync(
            Where(name),
            () => NewPut(Blob(name), content, digest, expected: null),
            content.Length,
            cancellationToken).ConfigureAwait(false);
        if (!stored)
        {
            throw new StorageException(StorageProblem.AlreadyExists, Where(name), "the name is taken, and blobs are never replaced");
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(BlobName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        if (destination.IsEmpty || offset > BlobLimits.MaxBlobBytes)
        {
            long length = await FindLengthAsync(name, cancellationToken).ConfigureAwait(false) ?? throw NotFound(name);
            if (length < offset || length - offset < destination.Length)
            {
                throw TooShort(name, offset, destination.Length);
            }

            return;
        }

        await _requests.SendAsync(
            Where(name),
            () => new HttpRequestMessage(HttpMethod.Get, Blob(name)) { Headers = { Range = new RangeHeaderValue(offset, offset + destination.Length - 1) } },
            owner: false,
            destination.Length,
            async (response, problem, token) =>
            {
                if (problem is { Status: HttpStatusCode.RequestedRangeNotSatisfiable })
                {
                    throw TooShort(name, offset, destination.Length);
                }

                ThrowIf(problem, name);
                bool isRange = response.StatusCode == HttpStatusCode.PartialContent;
                long skip = isRange ? 0 : offset;
                if (response.Content.Headers.ContentLength is not { } length || length - skip < destination.Length || (isRange && !IsFrom(response, offset)))
                {
                    throw TooShort(name, offset, destination.Length);
                }

                await using Stream body = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
                await SkipAsync(body, skip, destination, token).ConfigureAwait(false);
                await body.ReadExactlyAsync(destination, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]> ReadAllAsync(BlobName name, int maxBytes, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        return await FindAsync(name, Blob(name), maxBytes, cancellationToken).ConfigureAwait(false) ?? throw NotFound(name);
    }

    /// <inheritdoc/>
    public async ValueTask<long?> FindLengthAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        cancellationToken.ThrowIfCancellationRequested();
        return await _requests.SendAsync(
            Where(name),
            () => new HttpRequestMessage(HttpMethod.Head, Blob(name)),
            owner: false,
            0,
            (response, problem, _) =>
            {
                // An answer to HEAD has no body that could say why.
                if (problem is { Status: HttpStatusCode.NotFound })
                {
                    return Task.FromResult<long?>(null);
                }

                ThrowIf(problem, name);
                return Task.FromResult(response.Content.Headers.ContentLength);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string? after = IsPrefix(prefix) ? "" : null;
        while (after is not null)
        {
            CloudBlobPage? page = await ListPageAsync("blobs", prefix, after, CloudJson.Default.CloudBlobPage, cancellationToken).ConfigureAwait(false);
            foreach (CloudBlobEntry? blob in page?.Blobs ?? [])
            {
                if (blob?.Name is not null && BlobName.IsValid(blob.Name) && blob.Name.StartsWith(prefix, StringComparison.Ordinal) && blob.Bytes >= 0)
                {
                    yield return new BlobInfo(new BlobName(blob.Name), blob.Bytes, blob.StoredAt);
                }
            }

            after = Next(after, page?.Next);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        return await DeleteAsync(name, Blob(name), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        cancellationToken.ThrowIfCancellationRequested();
        return await FindAsync(name, Head(name), BlobLimits.MaxHeadBytes, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CompareAndSetHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        BlobChecks.RequireLength(replacement, BlobLimits.MaxHeadBytes);
        cancellationToken.ThrowIfCancellationRequested();
        string? tag = expected is { } wanted ? $"\"{Convert.ToHexStringLower(SHA256.HashData(wanted.Span))}\"" : null;
        return await PutOrMakeAsync(Where(name), () => NewPut(Head(name), replacement, digest: null, tag), replacement.Length, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobName> ListHeadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string? after = IsPrefix(prefix) ? "" : null;
        while (after is not null)
        {
            CloudHeadPage? page = await ListPageAsync("heads", prefix, after, CloudJson.Default.CloudHeadPage, cancellationToken).ConfigureAwait(false);
            foreach (string head in page?.Heads ?? [])
            {
                if (head is not null && BlobName.IsValid(head) && head.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield return new BlobName(head);
                }
            }

            after = Next(after, page?.Next);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        return await DeleteAsync(name, Head(name), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        await _requests.SendAsync(
            Description,
            static () => new HttpRequestMessage(HttpMethod.Get, "/v1/time"),
            owner: null,
            0,
            async (response, problem, token) => problem is null
                ? CloudJson.Read(await CloudBody.ReadAsync(response, MaxTimeBytes, token).ConfigureAwait(false), CloudJson.Default.CloudTime, Description).Time
                : throw problem.ToException(Description),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _requests.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> PutOrMakeAsync(string where, Func<HttpRequestMessage> newPut, int bytes, CancellationToken cancellationToken)
    {
        for (bool made = false; ; made = true)
        {
            bool? put = await _requests.SendAsync(where, newPut, owner: false, bytes, ReadPutAsync, cancellationToken).ConfigureAwait(false);
            if (put is { } done)
            {
                return done;
            }

            if (made)
            {
                throw new StorageException(StorageProblem.Failed, Description, "the server made the vault and then did not find it");
            }

            await _requests.SendAsync(
                Description,
                () => new HttpRequestMessage(HttpMethod.Put, _vault) { Content = new ByteArrayContent([]) },
                owner: false,
                0,
                (_, problem, _) => problem is null ? Task.FromResult(true) : throw problem.ToException(Description),
                cancellationToken).ConfigureAwait(false);
        }

        Task<bool?> ReadPutAsync(HttpResponseMessage response, CloudProblem? problem, CancellationToken token) => problem switch
        {
            null => Task.FromResult<bool?>(true),
            { Code: "vault-not-found" } => Task.FromResult<bool?>(null),
            { Status: HttpStatusCode.PreconditionFailed } => Task.FromResult<bool?>(false),
            _ => throw problem.ToException(where),
        };
    }

    private Task<byte[]?> FindAsync(BlobName name, string address, int maxBytes, CancellationToken cancellationToken) =>
        _requests.SendAsync(
            Where(name),
            () => new HttpRequestMessage(HttpMethod.Get, address),
            owner: false,
            maxBytes,
            async (response, problem, token) =>
            {
                if (problem is { Code: "blob-not-found" or "head-not-found" or "vault-not-found" })
                {
                    return null;
                }

                ThrowIf(problem, name);
                return response.Content.Headers.ContentLength is { } length && length > maxBytes
                    ? throw new StorageException(StorageProblem.WrongLength, Where(name), $"has {length} bytes; at most {maxBytes} were expected")
                    : await CloudBody.ReadAsync(response, maxBytes, token).ConfigureAwait(false);
            },
            cancellationToken);

    private Task<T?> ListPageAsync<T>(string kind, string prefix, string after, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        _requests.SendAsync(
            Description,
            () => new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{_vault}/{kind}?prefix={Uri.EscapeDataString(prefix)}&after={Uri.EscapeDataString(after)}&limit={PageEntries}")),
            owner: false,
            MaxPageBytes,
            async (response, problem, token) => problem switch
            {
                null => CloudJson.Read(await CloudBody.ReadAsync(response, MaxPageBytes, token).ConfigureAwait(false), type, Description),
                { Code: "vault-not-found" } => null,
                _ => throw problem.ToException(Description),
            },
            cancellationToken);

    private Task<bool> DeleteAsync(BlobName name, string address, CancellationToken cancellationToken) =>
        _requests.SendAsync(
            Where(name),
            () => new HttpRequestMessage(HttpMethod.Delete, address),
            owner: !name.Value.StartsWith(SessionFolder, StringComparison.Ordinal),
            0,
            (_, problem, _) => problem switch
            {
                null => Task.FromResult(true),
                { Code: "blob-not-found" or "head-not-found" or "vault-not-found" } => Task.FromResult(false),
                _ => throw problem.ToException(Where(name)),
            },
            cancellationToken);

    private static HttpRequestMessage NewPut(string address, ReadOnlyMemory<byte> content, string? digest, string? expected)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.TryAddWithoutValidation(expected is null ? "If-None-Match" : "If-Match", expected ?? "*");
        if (digest is not null)
        {
            request.Headers.TryAddWithoutValidation("Content-Digest", digest);
        }

        if (content.Length >= AskFirstBytes)
        {
            request.Headers.ExpectContinue = true;
        }

        return request;
    }

    // A prefix that no name can start with finds nothing, and is nothing to ask a server.
    private static bool IsPrefix(string prefix) => prefix.Length == 0 || BlobName.IsValid(prefix.EndsWith('/') ? prefix[..^1] : prefix);

    // A server that gives the same place again, or an earlier one, would keep a listing going for ever.
    private string? Next(string after, string? next) =>
        next is null || string.CompareOrdinal(next, after) > 0 ? next : throw new StorageException(StorageProblem.Failed, Description, "the server's listing goes in circles");

    private static bool IsFrom(HttpResponseMessage response, long offset) => response.Content.Headers.ContentRange?.From == offset;

    private static async Task SkipAsync(Stream body, long bytes, Memory<byte> scratch, CancellationToken cancellationToken)
    {
        while (bytes > 0)
        {
            int piece = (int)Math.Min(bytes, scratch.Length);
            await body.ReadExactlyAsync(scratch[..piece], cancellationToken).ConfigureAwait(false);
            bytes -= piece;
        }
    }

    private void ThrowIf(CloudProblem? problem, BlobName name)
    {
        if (problem is not null)
        {
            throw problem.ToException(Where(name));
        }
    }

    private string Blob(BlobName name) => $"{_vault}/blobs/{name.Value}";

    private string Head(BlobName name) => $"{_vault}/heads/{name.Value}";

    private string Where(BlobName name) => $"{Description}, {name}";

    private StorageException NotFound(BlobName name) => new(StorageProblem.NotFound, Where(name), "there is no such blob");

    private StorageException TooShort(BlobName name, long offset, int lengthBytes) =>
        new(StorageProblem.WrongLength, Where(name), $"is shorter than the {lengthBytes} bytes from byte {offset} that were wanted");
}
