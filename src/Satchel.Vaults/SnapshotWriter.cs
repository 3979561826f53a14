using Satchel.Vaults.Index;
using Satchel.Vaults.Maintenance;
using Satchel.Vaults.Maps;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults;

/// <summary>
/// Makes one snapshot: chunks and maps go in from several threads, and count once it is committed. Disposed without a
/// commit, it leaves only what a collection takes.
/// </summary>
public sealed class SnapshotWriter : IAsyncDisposable
{
    private readonly Vault _vault;
    private readonly Session _session;
    private readonly PackWriter _packs;
    private readonly IndexFlusher _indexes;
    private readonly WriterObjects _objects;
    private readonly TimeProvider _time;
    private readonly HashSet<Digest> _bases;
    private readonly long _begunAt;
    private long _bytesAdded;
    private long _firstByteAfterTicks = -1;
    private bool _isDone;

    internal SnapshotWriter(Vault vault, Session session, TimeProvider time)
    {
        _vault = vault;
        _session = session;
        _time = time;
        _begunAt = time.GetTimestamp();
        _bases = [
            .. vault.Snapshots.SelectMany(snapshot => (MapRoot[])[snapshot.Files, snapshot.History, snapshot.Directory]).Select(root => root.Digest),
            .. vault.Retained.SelectMany(history => (MapRoot[])[history.History, history.Directory]).Select(root => root.Digest),
        ];
        _packs = new PackWriter(vault.Store, vault.Keys, CountBytes, token => _indexes!.FlushIfDueAsync(token));
        _indexes = new IndexFlusher(vault.IndexBlobs, vault.Index, _packs, time, CountBytes);
        _objects = new WriterObjects(vault.Keys, vault.Index, vault.Objects, _packs);
    }

    /// <summary>How many bytes went to the storage so far.</summary>
    public long BytesAdded => Interlocked.Read(ref _bytesAdded);

    /// <summary>How long after the begin the first byte was handed to the storage; null while none was.</summary>
    public TimeSpan? FirstByteAfter => Interlocked.Read(ref _firstByteAfterTicks) is long ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Stores a chunk. Safe for several threads; sealing and sending go on on the side, and wait when too much is on its way.</summary>
    /// <param name="digest">The SHA-256 of the content.</param>
    /// <param name="content">At most <see cref="VaultLimits.MaxChunkBytes"/> bytes; read before this returns.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False where the vault has it already.</returns>
    public ValueTask<bool> PutChunkAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _objects.PutChunkAsync(digest, content, cancellationToken);

    /// <summary>Whether the vault has a chunk, or will once this is committed.</summary>
    public bool ContainsChunk(Digest digest) => _objects.ContainsChunk(digest);

    /// <summary>Begins a map, or a new version of <paramref name="basis"/>. Several maps may be edited at once, each by one thread.</summary>
    /// <param name="kind">What kind of map it is.</param>
    /// <param name="basis">A map of <see cref="Vault.Snapshots"/> or <see cref="Vault.Retained"/>, the rows of one of its databases, or a map that this writer made.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.Busy"/>: the snapshot that <paramref name="basis"/> is of was forgotten before this writer began.</exception>
    public MapEditor EditMap(MapKind kind, MapRoot? basis)
    {
        // What only a forgotten snapshot needed may be about to go, and an edit stores nothing of what it leaves as it was.
        if (basis is { Entries: > 0, Kind: not MapKind.Rows } && !_bases.Contains(basis.Digest) && !_objects.IsOwn(basis.Digest))
        {
            throw new VaultException(VaultProblem.Busy, "the snapshot that this one was to continue was forgotten meanwhile; begin again");
        }

        return new MapEditor(_objects, kind, basis, _vault.MapContext);
    }

    /// <summary>Opens a map; sees what this writer wrote as well.</summary>
    public SortedMap OpenMap(MapRoot root) => new(_objects, root, _vault.MapContext);

    /// <summary>Reads a chunk of the vault or of this writer, and compares it with its digest.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is lost, or not what it was.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync(Digest digest, CancellationToken cancellationToken) =>
        _objects.ReadChunkAsync(digest, cancellationToken);

    /// <summary>
    /// Makes the snapshot count: packs, then the index, then the snapshot, then the head. It is there, durable, once
    /// this returns, and not before; a failure leaves the vault as it was.
    /// </summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Busy"/>: this took so long that a collection may have run meanwhile.</exception>
    public async Task<SnapshotInfo> CommitAsync(SnapshotContents contents, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        RequireRoot(contents.Files);
        RequireRoot(contents.History);
        RequireRoot(contents.Directory);
        await _packs.FlushAsync(cancellationToken);
        await _indexes.FlushAsync(isLast: true, cancellationToken);
        SnapshotInfo snapshot = await _vault.CommitSnapshotAsync(_session, contents, CountBytes, cancellationToken);
        _isDone = true;
        return snapshot;
    }

    /// <summary>
    /// Forgets snapshots, in place of making one. Where one is the newest of its source, its history stays; here it may be one
    /// that needs nothing else of the snapshot.
    /// </summary>
    /// <param name="snapshots">Snapshots of <see cref="Vault.Snapshots"/>.</param>
    /// <param name="histories">By the id of its snapshot, the history that is to stay in place of the snapshot's own.</param>
    /// <param name="cancellationToken">Cancels; then those that no record names yet stay.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>, or <see cref="VaultProblem.Busy"/>.</exception>
    public async Task<ForgetReport> ForgetAsync(
        IReadOnlyList<SnapshotInfo> snapshots, IReadOnlyDictionary<string, MapRoot> histories, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        foreach (MapRoot root in histories.Values)
        {
            RequireRoot(root);
        }

        await _packs.FlushAsync(cancellationToken);
        await _indexes.FlushAsync(isLast: true, cancellationToken);
        ForgetReport report = await Forgetting.RunAsync(_vault, _session, snapshots, histories, cancellationToken);
        _isDone = true;
        return report;
    }

    /// <summary>Ends the session; without a commit before, nothing of it counts.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDone = true;
        await _packs.DisposeAsync();
        _indexes.Dispose();
        await _vault.Sessions.EndAsync(_session);
    }

    private void RequireRoot(MapRoot root)
    {
        if (root.Entries > 0 && !_objects.Contains(root.Digest))
        {
            throw new ArgumentException($"The {root.Kind} map {root.Digest} is not in the vault.", nameof(root));
        }
    }

    private void CountBytes(int bytes)
    {
        _ = Interlocked.Add(ref _bytesAdded, bytes);
        if (Interlocked.Read(ref _firstByteAfterTicks) < 0)
        {
            _ = Interlocked.CompareExchange(ref _firstByteAfterTicks, _time.GetElapsedTime(_begunAt).Ticks, -1);
        }
    }
}
