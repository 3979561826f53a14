using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>
/// Where every object of the vault lies, as the indexes say it, kept in the cache so that opening a vault need not
/// read them again. Safe for several threads; what is looked up while it changes is answered from before or after.
/// </summary>
internal sealed class LocalIndex : IDisposable
{
    private const int MaxSegments = 6;
    private const int ObjectsPerSegment = 200_000;
    private static readonly TimeSpan SweepAfter = TimeSpan.FromHours(1);

    private readonly IndexBlobs _blobs;
    private readonly SegmentFolder _segments;
    private readonly IndexManifest _manifest;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private bool _doubted;
    private volatile IndexState _state = IndexState.Empty;
    private volatile IReadOnlySet<PackName> _excluded = new HashSet<PackName>();

    public LocalIndex(IndexBlobs blobs, string? cacheFolder, TimeProvider time)
    {
        _blobs = blobs;
        _segments = new SegmentFolder(cacheFolder);
        _manifest = new IndexManifest(cacheFolder);
        _time = time;
        _state = _manifest.TryRead(_segments) ?? IndexState.Empty;
    }

    public IndexState State => _state;

    /// <summary>How many objects there are, copies counted.</summary>
    public long ObjectCount => _state.Segments.Sum(segment => (long)segment.RecordCount);

    /// <summary>Where the copy of an object lies that serves best; outside of packs that are about to go, if it can be.</summary>
    /// <param name="id">The object.</param>
    /// <param name="location">Where it lies.</param>
    /// <param name="isExcluded">Whether it, or something it rests on, lies only in packs that are about to go.</param>
    /// <param name="depthBelow">Of a node, only copies less deep count.</param>
    public bool TryFind(ObjectId id, out ObjectLocation location, out bool isExcluded, int depthBelow = ObjectCopies.AnyDepth)
    {
        IReadOnlyList<IndexSegment> segments = _state.Segments;
        ObjectCopies copies = new(segments);
        isExcluded = !copies.TryChoose(id, depthBelow, mayBeExcluded: false, out int segment, out int record);
        bool isFound = !isExcluded || (_excluded.Count > 0 && copies.TryChoose(id, depthBelow, mayBeExcluded: true, out segment, out record));
        location = isFound ? segments[segment].LocationOf(record) : default;
        return isFound;
    }

    /// <summary>Every place of an object, the least deep copy first, whether it serves or not.</summary>
    public IReadOnlyList<ObjectLocation> FindAll(ObjectId id, int depthBelow)
    {
        List<(int Depth, ObjectLocation Location)> found = [];
        foreach (IndexSegment segment in _state.Segments)
        {
            for (int i = segment.Seek(id); i < segment.RecordCount && segment.Records[i].Id == id; i++)
            {
                if (segment.Records[i].Depth < depthBelow)
                {
                    found.Add((segment.Records[i].Depth, segment.LocationOf(i)));
                }
            }
        }

        return [.. found.OrderBy(copy => copy.Depth).Select(copy => copy.Location)];
    }

    /// <summary>For a message that something is not found: which indexes could not be read, if any.</summary>
    public string DamageNote() => _state.Damaged.Count == 0
        ? string.Empty
        : $"; {_state.Damaged.Count} damaged: {string.Join(", ", _state.Damaged.Keys.Take(3).Select(name => IndexBlobs.NameOf(name).Value))}";

    /// <summary>Names the packs that are about to go: their objects are not relied on by who writes.</summary>
    public void Exclude(IReadOnlySet<PackName> packs)
    {
        _excluded = packs;
        foreach (IndexSegment segment in _state.Segments)
        {
            segment.Exclude(packs);
        }
    }

    /// <summary>Whether a pack is about to go.</summary>
    public bool IsExcluded(PackName pack) => _excluded.Contains(pack);

    /// <summary>Takes in what the storage has and this does not know yet.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            for (int attempt = 0; !await TryRefreshAsync(attempt > 0, cancellationToken); attempt++)
            {
                // An index that is listed and then gone was replaced in between; who replaces it does so once a day.
                if (attempt == 3)
                {
                    throw new VaultException(VaultProblem.Damaged, "the vault's indexes change faster than they can be read");
                }
            }
        }
        finally
        {
            _ = _refreshing.Release();
        }
    }

    /// <summary>Takes in an index that was just written, without reading it again.</summary>
    public async Task AddAsync(Digest name, IndexContent content, bool keepsPacks, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (keepsPacks)
            {
                Install(_state, [new ReadIndex(name, content)]);
            }
            else
            {
                _state = IndexState.Empty;
                _ = await TryRefreshAsync(anew: true, cancellationToken);
            }
        }
        finally
        {
            _ = _refreshing.Release();
        }
    }

    /// <summary>Takes in every index again: something looked up here did not hold. Once is enough to rule the cache out.</summary>
    public async Task DoubtAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _doubted, true))
        {
            await RefreshAsync(cancellationToken);
        }
        else
        {
            await RebuildAsync(cancellationToken);
        }
    }

    /// <summary>Takes in every index again.</summary>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            _ = await TryRefreshAsync(anew: true, cancellationToken);
        }
        finally
        {
            _ = _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task<bool> TryRefreshAsync(bool anew, CancellationToken cancellationToken)
    {
        IndexState before = anew ? IndexState.Empty : _state;
        Dictionary<Digest, long> listed = await _blobs.ListAsync(cancellationToken);
        IndexUpdate update = new(_blobs, before);
        if (!await update.ReadAsync(listed.Keys, cancellationToken))
        {
            return false;
        }

        if (!update.KeepsPacks)
        {
            before = IndexState.Empty;
            update = new IndexUpdate(_blobs, before);
            if (!await update.ReadAsync(listed.Keys, cancellationToken))
            {
                return false;
            }
        }

        if (anew || !update.IsEmpty)
        {
            Install(before with { Damaged = update.Damaged }, update.Read);
        }

        return true;
    }

    private void Install(IndexState before, IReadOnlyList<ReadIndex> read)
    {
        HashSet<Digest> superseded = [.. before.Superseded];
        HashSet<Digest> live = [.. before.Live];
        foreach (ReadIndex index in read)
        {
            superseded.UnionWith(index.Superseded);
            _ = live.Add(index.Name);
        }

        live.ExceptWith(superseded);
        List<IndexSegment> segments = [.. before.Segments];
        HashSet<PackName> known = [.. segments.SelectMany(segment => segment.Packs.ToArray()).Select(pack => pack.Name)];
        List<PackListing> batch = [];
        int objects = 0;
        foreach (PackListing pack in read.Where(index => !superseded.Contains(index.Name)).SelectMany(index => index.Decode().Packs))
        {
            if (!known.Add(pack.Name))
            {
                continue;
            }

            batch.Add(pack);
            objects += pack.Entries.Count;
            if (objects >= ObjectsPerSegment)
            {
                segments.Add(_segments.Make(batch));
                batch.Clear();
                objects = 0;
            }
        }

        if (batch.Count > 0)
        {
            segments.Add(_segments.Make(batch));
        }

        Publish(before with { Segments = Compact(segments), Live = live, Superseded = superseded });
    }

    private List<IndexSegment> Compact(List<IndexSegment> segments)
    {
        if (segments.Count <= MaxSegments)
        {
            return segments;
        }

        // Small ones go together; the large one is written again only once they are a good part of it.
        segments.Sort(static (a, b) => b.RecordCount.CompareTo(a.RecordCount));
        long rest = segments.Skip(1).Sum(segment => (long)segment.RecordCount);
        int from = rest * 4 > segments[0].RecordCount ? 0 : 1;
        IndexSegment merged = _segments.Merge(segments[from..]);
        return [.. segments[..from], merged];
    }

    private void Publish(IndexState state)
    {
        foreach (IndexSegment segment in state.Segments)
        {
            segment.Exclude(_excluded);
        }

        _state = state;
        _manifest.TryWrite(state);
        _segments.Sweep([.. state.Segments], _time.GetUtcNow() - SweepAfter);
    }
}
