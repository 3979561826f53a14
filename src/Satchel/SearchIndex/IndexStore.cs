using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Satchel.Archive;
using Satchel.Vaults;

namespace Satchel.SearchIndex;

/// <summary>The index of one history in the cache of this device. Whatever is lost or not as it was written is made anew; without a cache it is made each time.</summary>
internal sealed class IndexStore
{
    private const string Folder = "search";
    private const int NameDigits = 16;
    private const int RandomBytes = 6;

    private readonly StoredHistoryView _view;
    private readonly ConcurrentDictionary<string, IndexSegment> _unkept = [];
    private SealedCache? _cache;
    private readonly string _name;

    /// <param name="view">The history.</param>
    /// <param name="segmentRows">How many rows a segment has.</param>
    public IndexStore(StoredHistoryView view, int segmentRows = SegmentBuilder.TargetRows)
    {
        SegmentRows = segmentRows;
        _view = view;
        _cache = view.Vault.OpenCache(Folder);
        _name = NameOf(view);
    }

    /// <summary>How many rows a segment has.</summary>
    public int SegmentRows { get; }

    /// <summary>Segments that are in memory already, by their names: they are not read again.</summary>
    public IReadOnlyDictionary<string, IndexSegment>? Known { get; init; }

    /// <summary>What is in the cache; null where nothing is that can be used.</summary>
    public IndexManifest? FindManifest() =>
        _cache?.TryRead(_name) is ReadOnlyMemory<byte> json ? IndexManifest.TryParse(json) : null;

    /// <summary>Reads a segment; null where it is lost.</summary>
    public IndexSegment? TryRead(StoredSegment stored)
    {
        if (Known?.TryGetValue(stored.Name, out IndexSegment? known) == true)
        {
            return known;
        }

        try
        {
            return _unkept.TryGetValue(stored.Name, out IndexSegment? segment) ? segment : _cache?.TryRead(stored.Name) is ReadOnlyMemory<byte> bytes ? new IndexSegment(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Does something with an index of the history as it is now; where a part of it turns out to be lost, once more with one made anew.</summary>
    /// <param name="use">What is done; null where a segment is lost.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<T> UseAsync<T>(Func<IndexManifest, T?> use, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
        where T : class
    {
        if (use(await UpdateAsync(progress, cancellationToken)) is T used)
        {
            return used;
        }

        // Whatever takes files out of the cache while it is used, it does not take this one.
        _cache = null;
        return use(await MakeAsync(progress, cancellationToken)) ?? throw new InvalidOperationException("An index in memory has lost a segment.");
    }

    /// <summary>Reads all segments, several at a time; null where one is lost.</summary>
    public IndexSegment[]? TryReadAll(IndexManifest manifest, CancellationToken cancellationToken)
    {
        IndexSegment?[] segments = new IndexSegment?[manifest.Segments.Count];
        Parallel.For(0, segments.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => segments[i] = TryRead(manifest.Segments[i]));
        return Array.TrueForAll(segments, segment => segment is not null) ? [.. segments.Select(s => s!)] : null;
    }

    /// <summary>Brings the index to the state of the history: of what changed only the segments that it is in are made anew.</summary>
    public async Task<IndexManifest> UpdateAsync(IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        IndexManifest? before = FindManifest();
        if (before is not null && IsCurrent(before))
        {
            return before;
        }

        IndexUpdate update = new(_view, this, progress);
        return Keep(before is null ? await update.MakeAsync(cancellationToken) : await update.ExtendAsync(before, cancellationToken));
    }

    /// <summary>Whether an index is of the history as it is now.</summary>
    public bool IsCurrent(IndexManifest manifest) => manifest.Layers.SequenceEqual(_view.Layers.Select(IndexedLayer.Of));

    /// <summary>Keeps a segment under a new name; in memory where there is no cache.</summary>
    public StoredSegment Write(IndexSegment segment)
    {
        string name = $"{_name}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}";
        if (_cache is null || !_cache.TryWrite(name, segment.Bytes))
        {
            _unkept[name] = segment;
        }

        return new StoredSegment(name, segment.SentAt[segment.FirstMessage()], segment.SentAt[^1]);
    }

    private async Task<IndexManifest> MakeAsync(IProgress<JourneyProgress>? progress, CancellationToken cancellationToken) =>
        Keep(await new IndexUpdate(_view, this, progress).MakeAsync(cancellationToken));

    // The manifest is written once everything that it names is there; what the one before named goes then. What a damaged vault did not give is not forgotten for good.
    private IndexManifest Keep(IndexManifest manifest)
    {
        if (_cache is not null && _view.Problems.Count == 0 && _cache.TryWrite(_name, manifest.ToJson()))
        {
            HashSet<string> inUse = [.. manifest.Segments.Select(s => s.Name)];
            foreach (string file in _cache.List().Where(file => file.StartsWith(_name, StringComparison.Ordinal) && file != _name && !inUse.Contains(file)))
            {
                _cache.TryRemove(file);
            }
        }

        return manifest;
    }

    private static string NameOf(StoredHistoryView view)
    {
        SourceIdentity source = view.Layers[0].Source;
        string what = view.IsArchive
            ? string.Join('\0', "archive", source.App, source.Edition, view.Account.Id, view.Layers.All(l => l.Source.Platform == "export"))
            : string.Join('\0', "snapshot", IndexedLayer.Of(view.Layers[0]).Source);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..NameDigits];
    }
}
