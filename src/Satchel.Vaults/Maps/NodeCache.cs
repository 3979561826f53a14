namespace Satchel.Vaults.Maps;

/// <summary>Decoded nodes by digest, those used last, within a number of bytes. Thread-safe.</summary>
internal sealed class NodeCache(int maxBytes)
{
    private readonly Dictionary<Digest, LinkedListNode<(Digest Digest, object Node, int Bytes)>> _nodes = [];
    private readonly LinkedList<(Digest Digest, object Node, int Bytes)> _byUse = new();
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>The node, where it is kept.</summary>
    public T? Find<T>(Digest digest)
        where T : class
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(digest, out LinkedListNode<(Digest Digest, object Node, int Bytes)>? found))
            {
                return null;
            }

            _byUse.Remove(found);
            _byUse.AddFirst(found);
            return found.Value.Node as T;
        }
    }

    /// <summary>Keeps a node, and lets go of those not used for longest.</summary>
    public void Add(Digest digest, object node, int bytes)
    {
        lock (_lock)
        {
            if (bytes > maxBytes || _nodes.ContainsKey(digest))
            {
                return;
            }

            _nodes.Add(digest, _byUse.AddFirst((digest, node, bytes)));
            _bytes += bytes;
            while (_bytes > maxBytes && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _ = _nodes.Remove(oldest.Value.Digest);
                _bytes -= oldest.Value.Bytes;
            }
        }
    }
}
