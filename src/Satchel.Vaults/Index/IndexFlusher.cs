using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>
/// Writes indexes of a writer's packs as they get stored: at the end, and now and then on the way, so that what was
/// sent before a backup broke off is not sent again by the next.
/// </summary>
internal sealed class IndexFlusher(IndexBlobs blobs, LocalIndex index, PackWriter packs, TimeProvider time, Action<int> onStoring) : IDisposable
{
    private const int MaxPacks = 32;
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _flushedAt = time.GetTimestamp();

    /// <summary>Writes an index where enough is stored that no index lists.</summary>
    public async Task FlushIfDueAsync(CancellationToken cancellationToken)
    {
        if (packs.StoredCount >= MaxPacks || (packs.StoredCount > 0 && time.GetElapsedTime(_flushedAt) > MaxDelay))
        {
            await FlushAsync(isLast: false, cancellationToken);
        }
    }

    /// <summary>Writes indexes of all that is stored; the last one takes the place of older small ones, when there are many.</summary>
    public async Task FlushAsync(bool isLast, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (packs.StoredCount > 0)
            {
                IReadOnlyDictionary<int, PackListing> taken = packs.TakeStored(IndexContent.MaxObjects);
                IndexContent content = new([.. taken.Values], []);
                if (isLast && taken.Count == packs.StoredCount)
                {
                    content = await IndexMerge.MergeAsync(blobs, index, content, cancellationToken);
                }

                (Digest name, int lengthBytes) = await blobs.WriteAsync(content, cancellationToken);
                onStoring(lengthBytes);
                await index.AddAsync(name, content, keepsPacks: true, cancellationToken);
                packs.MarkIndexed(taken);
            }

            _flushedAt = time.GetTimestamp();
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
