using System.Collections.Concurrent;

namespace Satchel.Vaults.Maps;

/// <summary>What the maps of one opened vault share: the key of salts, and the nodes read last. Thread-safe.</summary>
internal sealed class MapContext : IDisposable
{
    /// <summary>What the decoded nodes that are kept may take.</summary>
    public const int DefaultCacheBytes = 8 * 1024 * 1024;

    private readonly byte[] _evidenceKey;
    private readonly ConcurrentBag<EntrySalts> _salts = [];

    /// <summary>A context with the vault's evidence key (32 bytes); empty where no history is read or written.</summary>
    public MapContext(ReadOnlySpan<byte> evidenceKey, int cacheBytes = DefaultCacheBytes)
    {
        _evidenceKey = evidenceKey.ToArray();
        Cache = new NodeCache(cacheBytes);
    }

    /// <summary>The nodes read last.</summary>
    public NodeCache Cache { get; }

    /// <summary>The digest of a leaf of a map of this kind.</summary>
    public Digest DigestOf(MapKind kind, LeafBuffer leaf)
    {
        if (kind != MapKind.History)
        {
            return NodeDigest.OfLeaf(kind, leaf, null);
        }

        if (!_salts.TryTake(out EntrySalts? salts))
        {
            salts = new EntrySalts(_evidenceKey);
        }

        Digest digest = NodeDigest.OfLeaf(kind, leaf, salts);
        _salts.Add(salts);
        return digest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_salts.TryTake(out EntrySalts? salts))
        {
            salts.Dispose();
        }

        System.Security.Cryptography.CryptographicOperations.ZeroMemory(_evidenceKey);
    }
}
