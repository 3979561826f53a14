using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Satchel.Server.Hosting;

/// <summary>
/// The memory between sockets and requests, in blocks of 64 KiB: Kestrel's own are of 4 KiB, so that a blob of 16 MiB costs
/// some thousand reads from its socket. An idle connection holds none.
/// </summary>
internal sealed class TransferBuffers : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 64 * 1024;

    // What is given back beyond this is the collector's.
    private const int MostKept = 512;

    private readonly ConcurrentBag<Block> _kept = [];
    private int _count;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockBytes;

    /// <summary>One pool for all listeners.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (!_kept.TryTake(out Block? block))
        {
            return new Block(this);
        }

        Interlocked.Decrement(ref _count);
        block.Take();
        return block;
    }

    // It lives as long as the server; whoever it was given to must not end it for the others.
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        if (Interlocked.Increment(ref _count) <= MostKept)
        {
            _kept.Add(block);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private sealed class Block(TransferBuffers pool) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);
        private int _taken = 1;

        public Memory<byte> Memory => _bytes;

        public void Take() => Volatile.Write(ref _taken, 1);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _taken, 0) == 1)
            {
                pool.Return(this);
            }
        }
    }
}
