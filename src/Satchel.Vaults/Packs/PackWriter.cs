using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>
/// Puts objects into packs, and packs into the storage: two packs are open, and at most two more are sealed and
/// stored on the side while the next fill up. Safe for several threads. The first failure is every later call's.
/// </summary>
internal sealed class PackWriter : IAsyncDisposable
{
    private const int MaxInFlight = 2;
    private readonly IBlobStore _store;
    private readonly KeyRing _keys;
    private readonly Action<int> _onStoring;
    private readonly Func<CancellationToken, Task> _onStored;
    private readonly PackLane _chunks = new();
    private readonly PackLane _nodes = new();
    private readonly SemaphoreSlim _slots = new(MaxInFlight, MaxInFlight);
    private readonly ConcurrentBag<PackMemory> _memory = [];
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectId, PendingObject> _pending = [];
    private readonly Dictionary<int, PackBuilder> _open = [];
    private readonly Dictionary<int, PackInFlight> _inFlight = [];
    private readonly Dictionary<int, PackListing> _stored = [];
    private readonly HashSet<Task> _tasks = [];
    private Exception? _failure;
    private int _packCount;

    /// <summary>Begins with nothing.</summary>
    /// <param name="store">Where packs go.</param>
    /// <param name="keys">The vault's keys.</param>
    /// <param name="onStoring">Told the length of each pack before it is handed to the storage.</param>
    /// <param name="onStored">Called after each pack, on the side.</param>
    public PackWriter(IBlobStore store, KeyRing keys, Action<int> onStoring, Func<CancellationToken, Task> onStored)
    {
        _store = store;
        _keys = keys;
        _onStoring = onStoring;
        _onStored = onStored;
    }

    /// <summary>How many objects no index lists yet.</summary>
    public int PendingCount
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>How many packs are stored that no index lists yet.</summary>
    public int StoredCount
    {
        get
        {
            lock (_lock)
            {
                return _stored.Count;
            }
        }
    }

    /// <summary>Whether the object is stored by this writer or on its way, and no index lists it yet.</summary>
    public bool Contains(ObjectId id)
    {
        lock (_lock)
        {
            return _pending.ContainsKey(id);
        }
    }

    /// <summary>Adds an object; false where it is on its way already.</summary>
    public ValueTask<bool> AddAsync(ObjectType type, ObjectCodec codec, ObjectId id, ReadOnlyMemory<byte> content, int lengthBytes, NodePrefixes prefixes, CancellationToken cancellationToken) =>
        AddAsync(type, codec, id, content, lengthBytes, prefixes, isCopy: false, cancellationToken);

    /// <summary>Adds an object as it lay in another pack. Where it is on its way in another form, this form is kept too.</summary>
    public async Task AddCopyAsync(ObjectType type, ObjectCodec codec, ObjectId id, ReadOnlyMemory<byte> content, int lengthBytes, NodePrefixes prefixes, CancellationToken cancellationToken) =>
        _ = await AddAsync(type, codec, id, content, lengthBytes, prefixes, isCopy: true, cancellationToken);

    /// <summary>Reads an object that no index lists yet; null where there is none such.</summary>
    public async ValueTask<(ObjectCodec Codec, int LengthBytes, byte[] Content)?> TryReadAsync(ObjectId id, Func<PackListing, int, PackEntry, ValueTask<byte[]>> readStored, CancellationToken cancellationToken)
    {
        PendingObject pending;
        lock (_lock)
        {
            if (!_pending.TryGetValue(id, out pending))
            {
                return null;
            }
        }

        PackLane lane = pending.Type == ObjectType.Chunk ? _chunks : _nodes;
        PackEntry entry = pending.ToEntry(id);
        byte[]? content = null;
        await lane.Gate.WaitAsync(cancellationToken);
        try
        {
            // The gate keeps the pack open while its bytes are copied.
            content = FindOpen(pending.Pack)?.ContentOf(entry).ToArray();
        }
        finally
        {
            _ = lane.Gate.Release();
        }

        if (content is null)
        {
            PackInFlight? inFlight;
            PackListing? listing;
            lock (_lock)
            {
                _ = _inFlight.TryGetValue(pending.Pack, out inFlight);
                _ = _stored.TryGetValue(pending.Pack, out listing);
            }

            if (inFlight is null && listing is null)
            {
                return null;   // An index lists it by now.
            }

            content = inFlight is null ? null : await inFlight.TryReadAsync(pending.Number, entry);
            content ??= await readStored(listing ?? inFlight!.Listing!, pending.Number, entry);
        }

        return (pending.Codec, pending.LengthBytes, content);
    }

    /// <summary>Closes the open packs and waits until all is stored.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (PackLane lane in (PackLane[])[_chunks, _nodes])
        {
            await lane.Gate.WaitAsync(cancellationToken);
            try
            {
                ThrowIfFailed();
                await SendAsync(lane, cancellationToken);
            }
            finally
            {
                _ = lane.Gate.Release();
            }
        }

        await WaitForAllAsync().WaitAsync(cancellationToken);
        ThrowIfFailed();
    }

    /// <summary>The packs stored that no index lists yet, at most <paramref name="maxObjects"/> objects in them (but one pack at least).</summary>
    public IReadOnlyDictionary<int, PackListing> TakeStored(int maxObjects)
    {
        Dictionary<int, PackListing> taken = [];
        int objects = 0;
        lock (_lock)
        {
            foreach ((int number, PackListing listing) in _stored)
            {
                if (taken.Count > 0 && objects + listing.Entries.Count > maxObjects)
                {
                    break;
                }

                taken.Add(number, listing);
                objects += listing.Entries.Count;
            }
        }

        return taken;
    }

    /// <summary>Drops packs from what is pending: an index lists them now.</summary>
    public void MarkIndexed(IReadOnlyDictionary<int, PackListing> packs)
    {
        lock (_lock)
        {
            foreach ((int number, PackListing listing) in packs)
            {
                _ = _stored.Remove(number);
                foreach (PackEntry entry in listing.Entries)
                {
                    if (_pending.TryGetValue(entry.Id, out PendingObject pending) && pending.Pack == number)
                    {
                        _ = _pending.Remove(entry.Id);
                    }
                }
            }
        }
    }

    /// <summary>Stops what is on its way. What was stored and not committed is for a collection to take.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abandoned.CancelAsync();
        await WaitForAllAsync();
        _chunks.Dispose();
        _nodes.Dispose();
        _slots.Dispose();
        _abandoned.Dispose();
    }

    private async ValueTask<bool> AddAsync(ObjectType type, ObjectCodec codec, ObjectId id, ReadOnlyMemory<byte> content, int lengthBytes, NodePrefixes prefixes, bool isCopy, CancellationToken cancellationToken)
    {
        PackLane lane = type == ObjectType.Chunk ? _chunks : _nodes;
        await lane.Gate.WaitAsync(cancellationToken);
        try
        {
            ThrowIfFailed();
            if (!isCopy && Contains(id))
            {
                return false;
            }

            if (lane.Open is PackBuilder full && !full.Fits(content.Length))
            {
                await SendAsync(lane, cancellationToken);
            }

            PackBuilder pack = lane.Open ?? OpenPack(lane);
            PackEntry entry = pack.Add(type, codec, id, content.Span, lengthBytes, prefixes);
            var pending = new PendingObject(lane.Number, pack.Entries.Count - 1, entry.Offset, entry.SealedBytes, entry.LengthBytes, type, codec);
            lock (_lock)
            {
                return _pending.TryAdd(id, pending);
            }
        }
        finally
        {
            _ = lane.Gate.Release();
        }
    }

    private PackBuilder OpenPack(PackLane lane)
    {
        lane.Memory = _memory.TryTake(out PackMemory? used) ? used : new PackMemory();
        PackBuilder pack = new(lane.Memory);
        lock (_lock)
        {
            lane.Number = _packCount++;
            _open.Add(lane.Number, pack);
        }

        lane.Open = pack;
        return pack;
    }

    private PackBuilder? FindOpen(int number)
    {
        lock (_lock)
        {
            return _open.GetValueOrDefault(number);
        }
    }

    /// <summary>Closes the lane's pack and starts sealing and storing it; waits while two others are on their way.</summary>
    private async ValueTask SendAsync(PackLane lane, CancellationToken cancellationToken)
    {
        if (lane.Open is not PackBuilder pack)
        {
            return;
        }

        await _slots.WaitAsync(cancellationToken);
        PackInFlight inFlight = new(pack, lane.Memory!, _keys);
        int number = lane.Number;
        lock (_lock)
        {
            _ = _open.Remove(number);
            _inFlight.Add(number, inFlight);
            lane.Open = null;
            _ = _tasks.RemoveWhere(task => task.IsCompletedSuccessfully);
            _ = _tasks.Add(Task.Run(() => StoreAsync(number, inFlight), CancellationToken.None));
        }
    }

    private async Task StoreAsync(int number, PackInFlight pack)
    {
        try
        {
            await pack.SealAndStoreAsync(_store, _onStoring, _abandoned.Token);
            lock (_lock)
            {
                _stored.Add(number, pack.Listing!);
                _ = _inFlight.Remove(number);
            }

            _memory.Add(pack.Release());
            await _onStored(_abandoned.Token);
        }
        catch (Exception error) when (error is StorageException or VaultException or OperationCanceledException)
        {
            _ = Interlocked.CompareExchange(ref _failure, error, null);
        }
        finally
        {
            _ = _slots.Release();
        }
    }

    private async Task WaitForAllAsync()
    {
        Task[] tasks;
        lock (_lock)
        {
            tasks = [.. _tasks];
        }

        await Task.WhenAll(tasks);
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }
}
