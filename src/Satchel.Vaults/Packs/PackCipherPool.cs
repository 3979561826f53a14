using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>The ciphers of the packs read last: deriving a key for each object would cost more than opening it. Thread-safe.</summary>
internal sealed class PackCipherPool(KeyRing keys) : IDisposable
{
    private const int MaxCiphers = 32;
    private readonly Lock _lock = new();
    private readonly LinkedList<(PackName Name, PackCipher Cipher)> _idle = [];

    /// <summary>A cipher for a pack, the caller's alone until it is given back.</summary>
    public PackCipher Rent(int epoch, PackName name)
    {
        lock (_lock)
        {
            for (LinkedListNode<(PackName Name, PackCipher Cipher)>? node = _idle.First; node is not null; node = node.Next)
            {
                if (node.Value.Name == name)
                {
                    _idle.Remove(node);
                    return node.Value.Cipher;
                }
            }
        }

        return new PackCipher(keys, epoch, name);
    }

    public void Return(PackName name, PackCipher cipher)
    {
        PackCipher? oldest = null;
        lock (_lock)
        {
            _ = _idle.AddFirst((name, cipher));
            if (_idle.Count > MaxCiphers)
            {
                oldest = _idle.Last!.Value.Cipher;
                _idle.RemoveLast();
            }
        }

        oldest?.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach ((_, PackCipher cipher) in _idle)
            {
                cipher.Dispose();
            }

            _idle.Clear();
        }
    }
}
