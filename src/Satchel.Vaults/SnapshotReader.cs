using Satchel.Vaults.Maps;

namespace Satchel.Vaults;

/// <summary>What one snapshot holds. Safe for several threads; good while its vault is open.</summary>
public sealed class SnapshotReader
{
    private readonly Vault _vault;

    internal SnapshotReader(Vault vault, SnapshotInfo info)
    {
        _vault = vault;
        Info = info;
        Files = vault.OpenMap(info.Files);
        History = vault.OpenMap(info.History);
        Directory = vault.OpenMap(info.Directory);
    }

    /// <summary>Which snapshot it is.</summary>
    public SnapshotInfo Info { get; }

    /// <summary>Its files.</summary>
    public SortedMap Files { get; }

    /// <summary>The history of its source, up to it.</summary>
    public SortedMap History { get; }

    /// <summary>Its account, participants and chats.</summary>
    public SortedMap Directory { get; }

    /// <summary>Opens the rows of one of its databases, as a file's record names them.</summary>
    public SortedMap OpenRows(Digest digest, int height, long entries) => _vault.OpenMap(new MapRoot(MapKind.Rows, digest, height, entries));

    /// <summary>Reads a chunk and compares it with its digest.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is lost, or not what it was.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync(Digest digest, CancellationToken cancellationToken) => _vault.ReadChunkAsync(digest, cancellationToken);
}
