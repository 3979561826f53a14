using System.Runtime.CompilerServices;

namespace Satchel.Storage.Memory;

/// <summary>A storage in memory: for tests, and for dry runs. Gone when the process ends.</summary>
public sealed class MemoryBlobStore(TimeProvider time) : IBlobStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Stored> _blobs = [];
    private readonly Dictionary<string, byte[]> _heads = [];

    /// <inheritdoc/>
    public string Description => "memory";

    /// <inheritdoc/>
    public ValueTask PutAsync(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        BlobChecks.RequireLength(content, BlobLimits.MaxBlobBytes);
        cancellationToken.ThrowIfCancellationRequested();
        var stored = new Stored(content.ToArray(), time.GetUtcNow());
        lock (_lock)
        {
            return _blobs.TryAdd(name.Value, stored)
                ? ValueTask.CompletedTask
                : throw new StorageException(StorageProblem.AlreadyExists, Where(name), "the name is taken, and blobs are never replaced");
        }
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(BlobName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] content = Find(name);
        if (content.Length < offset || content.Length - offset < destination.Length)
        {
            throw new StorageException(StorageProblem.WrongLength, Where(name), $"has {content.Length} bytes; {destination.Length} were wanted from byte {offset}");
        }

        content.AsMemory((int)offset, destination.Length).CopyTo(destination);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> ReadAllAsync(BlobName name, int maxBytes, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] content = Find(name);
        return content.Length <= maxBytes
            ? ValueTask.FromResult(content.AsSpan().ToArray())
            : throw new StorageException(StorageProblem.WrongLength, Where(name), $"has {content.Length} bytes; at most {maxBytes} were expected");
    }

    /// <inheritdoc/>
    public ValueTask<long?> FindLengthAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_blobs.TryGetValue(name.Value, out Stored? stored) ? (long?)stored.Content.Length : null);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        BlobInfo[] found;
        lock (_lock)
        {
            found = [.. _blobs
                .Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(blob => new BlobInfo(new BlobName(blob.Key), blob.Value.Content.Length, blob.Value.ModifiedAt))];
        }

        foreach (BlobInfo blob in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return blob;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_blobs.Remove(name.Value));
        }
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_heads.TryGetValue(name.Value, out byte[]? head) ? head.AsSpan().ToArray() : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompareAndSetHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        BlobChecks.RequireLength(replacement, BlobLimits.MaxHeadBytes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            byte[]? current = _heads.GetValueOrDefault(name.Value);
            bool asExpected = current is null ? expected is null : expected is { } wanted && current.AsSpan().SequenceEqual(wanted.Span);
            if (asExpected)
            {
                _heads[name.Value] = replacement.ToArray();
            }

            return ValueTask.FromResult(asExpected);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobName> ListHeadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        string[] found;
        lock (_lock)
        {
            found = [.. _heads.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
        }

        foreach (string name in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new BlobName(name);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_heads.Remove(name.Value));
        }
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(time.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The names of all blobs and heads, sorted: what a test damages one after another.</summary>
    internal IReadOnlyList<BlobName> AllNames()
    {
        lock (_lock)
        {
            return [.. _blobs.Keys.Concat(_heads.Keys).Order(StringComparer.Ordinal).Select(name => new BlobName(name))];
        }
    }

    /// <summary>A copy of what a blob or head holds.</summary>
    internal byte[] Peek(BlobName name)
    {
        lock (_lock)
        {
            return (name.IsHead ? _heads[name.Value] : _blobs[name.Value].Content).AsSpan().ToArray();
        }
    }

    /// <summary>Puts other bytes in the place of a blob or head, as a bad disk does.</summary>
    internal void Overwrite(BlobName name, byte[] content)
    {
        lock (_lock)
        {
            if (name.IsHead)
            {
                _heads[name.Value] = content;
            }
            else
            {
                _blobs[name.Value] = new Stored(content, time.GetUtcNow());
            }
        }
    }

    private string Where(BlobName name) => $"{Description}, {name}";

    private byte[] Find(BlobName name)
    {
        lock (_lock)
        {
            return _blobs.TryGetValue(name.Value, out Stored? stored)
                ? stored.Content
                : throw new StorageException(StorageProblem.NotFound, Where(name), "there is no such blob");
        }
    }

    private sealed record Stored(byte[] Content, DateTimeOffset ModifiedAt);
}
