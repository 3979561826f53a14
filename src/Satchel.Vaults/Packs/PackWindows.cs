using Satchel.Storage;

namespace Satchel.Vaults.Packs;

/// <summary>
/// Reads ranges of packs. Objects that are read together lie together, so a read that goes on where one before it
/// ended fetches more than was asked for, and the next ones need no request. Thread-safe.
/// </summary>
internal sealed class PackWindows(IBlobStore store)
{
    private const int MaxWindows = 8;
    private const int MaxSpare = 2;
    private const int AheadBytes = 1024 * 1024;
    private const int NearBytes = 128 * 1024;
    private const int MaxCachedReadBytes = 512 * 1024;
    private readonly Lock _lock = new();
    private readonly LinkedList<Window> _windows = [];
    private readonly Stack<byte[]> _spare = [];

    /// <summary>Reads a range, which lies within the pack.</summary>
    public async ValueTask ReadAsync(PackName pack, int packBytes, int offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        bool isNear = false;
        if (TryRead(pack, offset, destination.Span, ref isNear))
        {
            return;
        }

        int lengthBytes = destination.Length;
        int wanted = isNear ? Math.Max(lengthBytes, Math.Min(AheadBytes, packBytes - offset)) : lengthBytes;
        if (lengthBytes > MaxCachedReadBytes || wanted < lengthBytes)
        {
            await store.ReadAsync(pack.Blob, offset, destination, cancellationToken);
            return;
        }

        byte[] bytes = Buffer(wanted);
        await store.ReadAsync(pack.Blob, offset, bytes.AsMemory(0, wanted), cancellationToken);
        bytes.AsSpan(0, lengthBytes).CopyTo(destination.Span);
        Keep(new Window(pack, offset, wanted, bytes));
    }

    private bool TryRead(PackName pack, int offset, Span<byte> destination, ref bool isNear)
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

                int end = window.Offset + window.LengthBytes;
                if (offset >= window.Offset && offset + destination.Length <= end)
                {
                    _windows.Remove(node);
                    _windows.AddFirst(node);
                    window.Bytes.AsSpan(offset - window.Offset, destination.Length).CopyTo(destination);
                    return true;
                }

                isNear |= offset <= end + NearBytes && offset + destination.Length > end;
            }
        }

        return false;
    }

    private byte[] Buffer(int lengthBytes)
    {
        if (lengthBytes < AheadBytes)
        {
            return new byte[lengthBytes];
        }

        lock (_lock)
        {
            return _spare.TryPop(out byte[]? spare) ? spare : new byte[lengthBytes];
        }
    }

    // Windows that were read ahead have one length, and are used again: there would soon be many of them.
    private void Keep(Window window)
    {
        lock (_lock)
        {
            _ = _windows.AddFirst(window);
            if (_windows.Count <= MaxWindows)
            {
                return;
            }

            byte[] oldest = _windows.Last!.Value.Bytes;
            _windows.RemoveLast();
            if (oldest.Length == AheadBytes && _spare.Count < MaxSpare)
            {
                _spare.Push(oldest);
            }
        }
    }

    private sealed record Window(PackName Pack, int Offset, int LengthBytes, byte[] Bytes);
}
