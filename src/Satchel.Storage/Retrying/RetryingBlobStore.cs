using System.Runtime.CompilerServices;

namespace Satchel.Storage.Retrying;

/// <summary>
/// Tries again what another storage could not be reached for, and nothing else. A write whose answer was lost may
/// have happened: what a second attempt then finds is compared with what was to be written, so that it is done once.
/// </summary>
public sealed class RetryingBlobStore(IBlobStore inner, RetryPolicy policy, TimeProvider time) : IBlobStore
{
    /// <inheritdoc/>
    public string Description => inner.Description;

    /// <inheritdoc/>
    public async ValueTask PutAsync(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await inner.PutAsync(name, content, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (StorageException error) when (IsWorthAnother(error, attempt))
            {
            }
            catch (StorageException error) when (error.Problem == StorageProblem.AlreadyExists && attempt > 1)
            {
                byte[] there = await ReadAllAsync(name, BlobLimits.MaxBlobBytes, cancellationToken).ConfigureAwait(false);
                if (there.AsSpan().SequenceEqual(content.Span))
                {
                    return;
                }

                throw;
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(BlobName name, long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        await RetryAsync(
            async () =>
            {
                await inner.ReadAsync(name, offset, destination, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<byte[]> ReadAllAsync(BlobName name, int maxBytes, CancellationToken cancellationToken) =>
        RetryAsync(() => inner.ReadAllAsync(name, maxBytes, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> FindLengthAsync(BlobName name, CancellationToken cancellationToken) =>
        RetryAsync(() => inner.FindLengthAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
        ListAgainAsync(() => inner.ListAsync(prefix, cancellationToken), blob => blob.Name, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        // A delete whose answer was lost finds nothing the second time, though it was this caller's doing.
        bool wasThere = await FindLengthAsync(name, cancellationToken).ConfigureAwait(false) is not null;
        bool deleted = await RetryAsync(() => inner.DeleteAsync(name, cancellationToken), cancellationToken).ConfigureAwait(false);
        return deleted || wasThere;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadHeadAsync(BlobName name, CancellationToken cancellationToken) =>
        RetryAsync(() => inner.ReadHeadAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> CompareAndSetHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (await inner.CompareAndSetHeadAsync(name, expected, replacement, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }

                byte[]? current = attempt > 1 ? await ReadHeadAsync(name, cancellationToken).ConfigureAwait(false) : null;
                return current is not null && current.AsSpan().SequenceEqual(replacement.Span);
            }
            catch (StorageException error) when (IsWorthAnother(error, attempt))
            {
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobName> ListHeadsAsync(string prefix, CancellationToken cancellationToken) =>
        ListAgainAsync(() => inner.ListHeadsAsync(prefix, cancellationToken), name => name, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> DeleteHeadAsync(BlobName name, CancellationToken cancellationToken) =>
        RetryAsync(() => inner.DeleteHeadAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        RetryAsync(() => inner.GetTimeAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private bool IsWorthAnother(StorageException error, int attempt) => error.Problem == StorageProblem.Unreachable && attempt < policy.Attempts;

#pragma warning disable CA5394 // Spreads the retries of many clients; nothing is kept secret by it.
    private Task PauseAsync(int failures, CancellationToken cancellationToken) =>
        Task.Delay(policy.PauseAfter(failures, Random.Shared.NextDouble()), time, cancellationToken);
#pragma warning restore CA5394

    private async ValueTask<T> RetryAsync<T>(Func<ValueTask<T>> attemptAsync, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await attemptAsync().ConfigureAwait(false);
            }
            catch (StorageException error) when (IsWorthAnother(error, attempt))
            {
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    // A listing that broke off starts again; what was handed out already is passed over.
    private async IAsyncEnumerable<T> ListAgainAsync<T>(Func<IAsyncEnumerable<T>> list, Func<T, BlobName> nameOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<BlobName>();
        for (int attempt = 1; ; attempt++)
        {
            await using IAsyncEnumerator<T> items = list().GetAsyncEnumerator(cancellationToken);
            bool brokeOff = false;
            while (!brokeOff)
            {
                try
                {
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (StorageException error) when (IsWorthAnother(error, attempt))
                {
                    brokeOff = true;
                    continue;
                }

                if (seen.Add(nameOf(items.Current)))
                {
                    yield return items.Current;
                }
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }
}
