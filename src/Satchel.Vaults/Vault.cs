using Satchel.Storage;
using Satchel.Vaults.Index;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Maintenance;
using Satchel.Vaults.Maps;
using Satchel.Vaults.Packs;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults;

/// <summary>An opened vault, the only holder of its keys. Safe for several threads. The storage stays its owner's to close.</summary>
public sealed partial class Vault : IAsyncDisposable
{
    private const int MinPrefixDigits = 8;
    private const int MaxCommitAttempts = 10;
    private readonly TimeProvider _time;
    private readonly VaultHome _home;
    private readonly RecordCache _recordCache;
    private readonly SeenHeads _seen;
    private readonly SemaphoreSlim _committing = new(1, 1);
    private readonly VaultNodes _nodes;
    private volatile SnapshotChains _chains = SnapshotChains.Empty;

    private Vault(IBlobStore store, KeyRing keys, VaultHome home, TimeProvider time)
    {
        Store = store;
        Keys = keys;
        _home = home;
        _time = time;
        Id = Convert.ToHexStringLower(keys.VaultId.Span);
        string? cache = home.TryMakeCache(Id);
        IndexBlobs = new IndexBlobs(store, keys);
        Index = new LocalIndex(IndexBlobs, cache, time);
        Objects = new ObjectReader(store, keys, Index);
        MapContext = new MapContext(keys.EvidenceKey);
        Sessions = new Sessions(store, keys, home.DeviceId);
        _nodes = new VaultNodes(keys, Index, Objects);
        _recordCache = new RecordCache(keys, cache);
        _seen = new SeenHeads(home, Id);
    }

    /// <summary>The vault's id, 32 hex digits.</summary>
    public string Id { get; }

    /// <summary>This device's id, under which its snapshots are made.</summary>
    public string Device => _home.DeviceId;

    /// <summary>The snapshots that are not forgotten, by time.</summary>
    public IReadOnlyList<SnapshotInfo> Snapshots => _chains.Snapshots;

    /// <summary>The histories that stay although the newest snapshot of their source was forgotten.</summary>
    public IReadOnlyList<RetainedHistory> Retained => _chains.Retained;

    /// <summary>
    /// The newest records of devices that cannot be read, with what is wrong with each. Where there is any, the last of
    /// <see cref="Snapshots"/> need not be the newest.
    /// </summary>
    public IReadOnlyList<string> UnreadableNewest
    {
        get
        {
            SnapshotChains chains = _chains;
            return [.. chains.Heads.Values.Select(head => head.Head.Id).Where(id => !chains.Records.ContainsKey(id))
                .Select(id => DeviceRecords.NameOf(id).Value).Select(name => $"{name}: {chains.Damaged.GetValueOrDefault(name, "is lost")}").Order(StringComparer.Ordinal)];
        }
    }

    internal IBlobStore Store { get; }

    internal KeyRing Keys { get; }

    internal IndexBlobs IndexBlobs { get; }

    internal LocalIndex Index { get; }

    internal ObjectReader Objects { get; }

    internal MapContext MapContext { get; }

    internal Sessions Sessions { get; }

    internal TimeProvider Time => _time;

    internal SnapshotChains Chains => _chains;

    internal INodeStore Nodes => _nodes;

    /// <summary>Takes in what other devices did since the vault was opened.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.RolledBack"/> or <see cref="VaultProblem.Forked"/>: the storage
    /// shows less than this device saw before, or something else.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // Readers go the other way than writers: first what names objects, then where those lie.
        await LoadChainsAsync(cancellationToken);
        await Index.RefreshAsync(cancellationToken);
    }

    /// <summary>The snapshot whose id starts with <paramref name="idPrefix"/>.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>, or <see cref="VaultProblem.Ambiguous"/> where several do or it has under 8 digits.</exception>
    public SnapshotInfo FindSnapshot(string idPrefix)
    {
        if (idPrefix.Length < MinPrefixDigits)
        {
            throw new VaultException(VaultProblem.Ambiguous, $"{idPrefix}: a snapshot is named by {MinPrefixDigits} or more of its hex digits");
        }

        List<SnapshotInfo> found = [.. Snapshots.Where(snapshot => snapshot.Id.StartsWith(idPrefix, StringComparison.OrdinalIgnoreCase))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new VaultException(VaultProblem.NotFound, $"{idPrefix}: there is no such snapshot in {Store.Description}"),
            _ => throw new VaultException(VaultProblem.Ambiguous, $"{idPrefix}: {found.Count} snapshots start with this; give more digits"),
        };
    }

    /// <summary>Begins a snapshot. Dispose the writer in any case.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>, <see cref="VaultProblem.RolledBack"/>,
    /// <see cref="VaultProblem.Forked"/>: nothing is written to a vault in that state.</exception>
    public async Task<SnapshotWriter> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        // The session is there before anything is relied on: a collection that does not see it published its list before
        // this reads the lists.
        Session session = await Sessions.BeginAsync(SessionPurpose.Write, _time.GetUtcNow(), cancellationToken);
        try
        {
            Index.Exclude(await new PruneLists(Store, Keys).FindPacksAsync(cancellationToken));
            await RefreshAsync(cancellationToken);
            RequireWritable();
            return new SnapshotWriter(this, session, _time);
        }
        catch
        {
            await Sessions.EndAsync(session);
            throw;
        }
    }

    /// <summary>Opens a snapshot of <see cref="Snapshots"/>.</summary>
    public SnapshotReader OpenSnapshot(SnapshotInfo snapshot) => new(this, snapshot);

    /// <summary>Opens a map.</summary>
    public SortedMap OpenMap(MapRoot root) => new(_nodes, root, MapContext);

    /// <summary>Begins a map of which only the root is wanted, to be compared with another; nothing is stored.</summary>
    public MapEditor DigestMap(MapKind kind) => new(new UnstoredNodes(), kind, null, MapContext);

    /// <summary>Reads a chunk and compares it with its digest.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is lost, or not what it was.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync(Digest digest, CancellationToken cancellationToken) => ReadChunkAsync(digest, default, cancellationToken);

    /// <summary>Reads a chunk into <paramref name="room"/> where it fits there, else into memory of its own, and compares it with its digest.</summary>
    /// <returns>The chunk, wherever it lies.</returns>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is lost, or not what it was.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync(Digest digest, Memory<byte> room, CancellationToken cancellationToken) =>
        Chunks.Verify(digest, await Objects.ReadAsync(Keys.IdOf(ObjectType.Chunk, digest), $"chunk {digest}", room, cancellationToken));

    /// <summary>Whether the vault has a chunk.</summary>
    public bool ContainsChunk(Digest digest) => Index.TryFind(Keys.IdOf(ObjectType.Chunk, digest), out _, out _);

    /// <summary>A folder of this device's cache for what is made of the vault, sealed; null where there is no cache.</summary>
    /// <param name="name">The folder.</param>
    public SealedCache? OpenCache(string name) => _home.TryMakeCache(Id) is string cache ? new SealedCache(Keys, Path.Combine(cache, name)) : null;

    /// <summary>Forgets the keys. The storage stays open.</summary>
    public ValueTask DisposeAsync()
    {
        Objects.Dispose();
        Index.Dispose();
        MapContext.Dispose();
        Keys.Dispose();
        _committing.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a vault whose keys are at hand; they are the vault's from here on.</summary>
    internal static async Task<Vault> OpenAsync(IBlobStore store, KeyRing keys, VaultHome home, TimeProvider time, CancellationToken cancellationToken)
    {
        Vault vault = new(store, keys, home, time);
        try
        {
            await vault.RefreshAsync(cancellationToken);
            return vault;
        }
        catch
        {
            await vault.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a snapshot's record and advances the head to it.</summary>
    internal async Task<SnapshotInfo> CommitSnapshotAsync(Session session, SnapshotContents contents, Action<int> onStoring, CancellationToken cancellationToken)
    {
        DeviceRecord record = await CommitRecordAsync(session, head => DeviceRecordWriter.WriteSnapshot(Device, head, contents), onStoring, cancellationToken);
        return record.Snapshot!;
    }

    /// <summary>Adds a record to this device's chain; it is there once the head was set, and cannot be cancelled from then on.</summary>
    internal async Task<DeviceRecord> CommitRecordAsync(Session session, Func<DeviceHead?, byte[]> write, Action<int> onStoring, CancellationToken cancellationToken)
    {
        BlobName headName = new(DeviceHead.Folder + Device);
        DeviceRecords records = new(Store, Keys);
        await _committing.WaitAsync(cancellationToken);
        try
        {
            for (int attempt = 0; attempt < MaxCommitAttempts; attempt++)
            {
                RequireWritable();
                SnapshotChains chains = _chains;
                (DeviceHead Head, byte[] Bytes)? before = chains.Heads.TryGetValue(Device, out (DeviceHead, byte[]) found) ? found : null;
                (DeviceRecord record, ReadOnlyMemory<byte> json, int lengthBytes) = await records.WriteAsync(Device, write(before?.Head), cancellationToken);
                onStoring(lengthBytes);
                byte[] head = new DeviceHead(record.Number, record.Id).Seal(Keys);
                await RequireSessionAsync(session, cancellationToken);
                ReadOnlyMemory<byte>? expected = before is { } known ? new ReadOnlyMemory<byte>(known.Bytes) : default(ReadOnlyMemory<byte>?);
                if (await Store.CompareAndSetHeadAsync(headName, expected, head, cancellationToken))
                {
                    onStoring(before is null ? head.Length : 0);
                    _recordCache.Add(record, json);
                    Remember(chains, record, head);
                    return record;
                }

                // Another process of this device was faster; the record is written again after its.
                await LoadChainsAsync(cancellationToken);
            }

            throw new VaultException(VaultProblem.Busy, $"{headName}: other processes of this device advance it faster than this one can");
        }
        finally
        {
            _ = _committing.Release();
        }
    }

    /// <summary>Reads heads and records again.</summary>
    internal async Task LoadChainsAsync(CancellationToken cancellationToken)
    {
        SnapshotChains chains = await new ChainLoader(Store, Keys, _recordCache).LoadAsync(cancellationToken);
        _seen.Compare(chains);
        _seen.Remember(chains);
        _chains = chains;
    }

    /// <summary>Whether nothing that a writer relies on is damaged.</summary>
    internal void RequireWritable()
    {
        string head = DeviceHead.Folder + Device;
        if (_chains.Damaged.TryGetValue(head, out string? problem))
        {
            throw new VaultException(VaultProblem.Damaged, problem);
        }

        if (Index.State.Damaged.Count > 0)
        {
            throw new VaultException(VaultProblem.Damaged, Index.State.Damaged.Values.First());
        }
    }

    private void Remember(SnapshotChains before, DeviceRecord record, byte[] head)
    {
        Dictionary<string, (DeviceHead Head, byte[] Bytes)> heads = new(before.Heads) { [Device] = (new DeviceHead(record.Number, record.Id), head) };
        Dictionary<Digest, DeviceRecord> records = new(before.Records) { [record.Id] = record };
        Dictionary<Digest, ForgottenRecord> forgotten = new(before.Forgotten);
        foreach (ForgottenRecord gone in record.Forgets)
        {
            forgotten[gone.Id] = gone;
        }

        SnapshotChains chains = (before with { Heads = heads, Records = records, Forgotten = forgotten }).Summarize();
        _chains = chains;
        _recordCache.TrySave(records.Keys);
        _seen.Remember(chains);
    }

    private async Task RequireSessionAsync(Session session, CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow() - session.BegunAt > Session.Lifetime - Session.Margin || await Store.FindLengthAsync(session.Blob, cancellationToken) is null)
        {
            throw new VaultException(VaultProblem.Busy, "this took so long that a collection may have deleted what it relied on; what was sent is kept, so begin again");
        }
    }
}
