using System.Text;
using Satchel.Vaults.Maps;

namespace Satchel.Vaults.Maintenance;

/// <summary>Walks everything that snapshots and retained histories name, each node once, reading and checking each.</summary>
internal abstract class ReferenceWalk(Vault vault)
{
    private readonly List<Digest> _chunks = [];

    /// <summary>Walks it all, newest snapshots first.</summary>
    public async Task RunAsync(string stage, IProgress<VaultProgress>? progress, CancellationToken cancellationToken)
    {
        long total = vault.Snapshots.Count + vault.Retained.Count;
        long done = 0;
        foreach (SnapshotInfo snapshot in vault.Snapshots.Reverse())
        {
            progress?.Report(new VaultProgress(stage, done++, total));
            string name = $"snapshot {snapshot.Id[..8]}";
            await WalkAsync(snapshot.Files, name, cancellationToken);
            await WalkAsync(snapshot.History, name, cancellationToken);
            await WalkAsync(snapshot.Directory, name, cancellationToken);
        }

        foreach (RetainedHistory history in vault.Retained)
        {
            progress?.Report(new VaultProgress(stage, done++, total));
            string name = $"the history kept of snapshot {history.Snapshot[..8]}";
            await WalkAsync(history.History, name, cancellationToken);
            await WalkAsync(history.Directory, name, cancellationToken);
        }

        progress?.Report(new VaultProgress(stage, total, total));
    }

    /// <summary>Notes a node; true where it was noted before, and all below it.</summary>
    protected abstract bool IsSeen(Digest node, string where);

    /// <summary>Notes a chunk.</summary>
    /// <param name="chunk">Its digest.</param>
    /// <param name="where">What needs it.</param>
    /// <param name="isCertain">Whether it must be there: a message may hold a text that only looks like a name.</param>
    protected abstract void OnChunk(Digest chunk, string where, bool isCertain);

    /// <summary>Something that was walked cannot be read.</summary>
    /// <returns>Whether to go on with the rest.</returns>
    protected abstract bool OnDamage(VaultException error, MapRoot map, string where);

    private async Task WalkAsync(MapRoot root, string where, CancellationToken cancellationToken)
    {
        string named = $"{where}, {Name(root.Kind)}";
        SortedMap map = vault.OpenMap(root);
        List<(MapRoot Rows, string Path)> databases = [];
        try
        {
            await foreach (NodeReference node in map.WalkAsync(digest => IsSeen(digest, named), readLeaves: false, cancellationToken))
            {
                if (node.Level == 0)
                {
                    await ScanAsync(map, node, where, databases, cancellationToken);
                }
            }
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged && OnDamage(error, root, named))
        {
            // The other maps are walked all the same.
        }

        foreach ((MapRoot rows, string path) in databases)
        {
            await WalkAsync(rows, $"{where}, {path}", cancellationToken);
        }
    }

    private async Task ScanAsync(SortedMap map, NodeReference leaf, string where, List<(MapRoot Rows, string Path)> databases, CancellationToken cancellationToken)
    {
        KeyRange range = leaf.FirstKey.IsEmpty ? KeyRange.All : KeyRange.StartingAt(leaf.FirstKey);
        await foreach (IReadOnlyList<MapEntry> entries in map.ReadNodesAsync(range, cancellationToken))
        {
            foreach (MapEntry entry in entries)
            {
                Scan(map.Root.Kind, entry, where, databases);
            }

            return;
        }
    }

    private void Scan(MapKind kind, MapEntry entry, string where, List<(MapRoot Rows, string Path)> databases)
    {
        _chunks.Clear();
        switch (kind)
        {
            case MapKind.Files:
                string path = Encoding.UTF8.GetString(entry.Key.Span);
                if (RecordReferences.OfFile(entry.Record.Span, _chunks) is MapRoot rows)
                {
                    databases.Add((rows, path));
                }

                where = $"{where}, {path}";
                break;
            case MapKind.Rows:
                RecordReferences.OfRow(entry.Record.Span, _chunks);
                break;
            case MapKind.History:
                RecordReferences.OfMessage(entry.Record.Span, _chunks);
                break;
        }

        foreach (Digest chunk in _chunks)
        {
            OnChunk(chunk, where, isCertain: kind != MapKind.History);
        }
    }

    private static string Name(MapKind kind) => kind switch
    {
        MapKind.Files => "files",
        MapKind.Rows => "rows",
        MapKind.History => "history",
        _ => "directory",
    };
}
