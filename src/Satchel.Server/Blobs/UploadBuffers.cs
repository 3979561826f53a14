using System.Buffers;
using Satchel.Storage.FileSystem;

namespace Satchel.Server.Blobs;

/// <summary>
/// Memory for whole blobs on their way in, such that a folder's file can be written from it without a copy in the system's
/// cache. How much is out at once is <see cref="ByteBudget"/>'s matter; a little of it is kept for the next.
/// </summary>
internal sealed class UploadBuffers
{
    private const int StepBytes = 64 * 1024;
    private const long MostKeptBytes = 64L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<Memory<byte>> _kept = [];
    private long _keptBytes;

    /// <summary>Memory of at least <paramref name="bytes"/>, with what ever in it, until the owner is disposed of.</summary>
    public IMemoryOwner<byte> Rent(int bytes)
    {
        lock (_lock)
        {
            // The one that fits best, unless most of it would lie idle.
            int best = -1;
            for (int i = 0; i < _kept.Count; i++)
            {
                if (_kept[i].Length >= bytes && _kept[i].Length / 2 <= bytes && (best < 0 || _kept[i].Length < _kept[best].Length))
                {
                    best = i;
                }
            }

            if (best >= 0)
            {
                Memory<byte> found = _kept[best];
                _kept.RemoveAt(best);
                _keptBytes -= found.Length;
                return new Owner(this, found);
            }
        }

        return bytes < StepBytes ? MemoryPool<byte>.Shared.Rent(Math.Max(bytes, 1)) : new Owner(this, UncachedWriting.Allocate((bytes + StepBytes - 1) / StepBytes * StepBytes));
    }

    private void Return(Memory<byte> memory)
    {
        lock (_lock)
        {
            if (_keptBytes + memory.Length <= MostKeptBytes)
            {
                _kept.Add(memory);
                _keptBytes += memory.Length;
            }
        }
    }

    private sealed class Owner(UploadBuffers buffers, Memory<byte> memory) : IMemoryOwner<byte>
    {
        private int _returned;

        public Memory<byte> Memory { get; } = memory;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                buffers.Return(Memory);
            }
        }
    }
}
