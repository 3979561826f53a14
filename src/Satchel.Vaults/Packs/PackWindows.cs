using Satchel.Storage;

namespace Satchel.Vaults.Packs;

/// <summary>
/// Reads ranges of packs. Objects that are read together lie together, so a read that goes on where one before it
/// ended fetches more than was asked for, and the next ones need no request. Thread-safe.
/// </summary>
internal sealed class PackWindows(IBlobStore store)
{
    private const int MaxWindows = 8;
    private const int AheadBytes = 1024 * 1024;
    private const int NearBytes = 128 * 1024;
    private const int MaxCachedReadBytes = 512 * 1024;
    private readonly Lock _lock = new();
    private readonly LinkedList<Window> _windows = [];

    /// <summary>The bytes of a range; not to be written to.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(PackName pack, int packBytes, int offset, int lengthBytes, CancellationToken cancellationToken)
    {
        bool isNear = false;
        if (TryFind(pack, offset, lengthBytes, ref isNear, out ReadOnlyMemory<byte> found))
        {
            return found;
        }

        int end = Math.Min(packBytes, offset + (isNear ? Math.Max(lengthBytes, AheadBytes) : lengthBytes));
        byte[] bytes = new byte[Math.Max(lengthBytes, end - offset)];
        await store.ReadAsync(pack.Blob, offset, bytes, cancellationToken);
        if (lengthBytes <= MaxCachedReadBytes)
        {
            Keep(new Window(pack, offset, bytes));
        }

        return bytes.AsMemory(0, lengthBytes);
    }

    private bool TryFind(PackName pack, int offset, int lengthBytes, ref bool isNear, out ReadOnlyMemory<byte> found)
    {
        lock (_lock)
        {
            for (LinkedListNode<Window>? node = _windows.First; node is not null; node = node.Next)
            {
                Window window = node.Value;
                if (window.Pack != pack)
                {
                    continue;
                }

                if (offset >= window.Offset && offset + lengthBytes <= window.Offset + window.Bytes.Length)
                {
                    _windows.Remove(node);
                    _windows.AddFirst(node);
                    found = window.Bytes.AsMemory(offset - window.Offset, lengthBytes);
                    return true;
                }

                int end = window.Offset + window.Bytes.Length;
                isNear |= offset <= end + NearBytes && offset + lengthBytes > end;
            }
        }

        found = default;
        return false;
    }

    private void Keep(Window window)
    {
        lock (_lock)
        {
            _ = _windows.AddFirst(window);
            if (_windows.Count > MaxWindows)
            {
                _windows.RemoveLast();
            }
        }
    }

    private sealed record Window(PackName Pack, int Offset, byte[] Bytes);
}
