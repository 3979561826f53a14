using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Satchel.Vaults.Native;

/// <summary>A zstd compression context: one frame a call, with the content's length in its header and no checksum. Not thread-safe; rent one.</summary>
internal sealed unsafe class ZstdCompressor : SafeHandle
{
    private const int MaxPooled = 4;
    private static readonly ConcurrentBag<ZstdCompressor> Pool = [];
    private int _level;

    /// <summary>A new context. <see cref="Rent"/> one instead.</summary>
    public ZstdCompressor()
        : base(0, ownsHandle: true)
    {
        SetHandle(ZstdLibrary.CreateCompressor());
        if (IsInvalid)
        {
            throw new InvalidOperationException("libzstd gave no compression context");
        }
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>A context of the pool. Give it back with <see cref="Return"/>.</summary>
    public static ZstdCompressor Rent() => Pool.TryTake(out ZstdCompressor? pooled) ? pooled : new ZstdCompressor();

    /// <summary>Gives a rented context back; it must not be used after.</summary>
    public static void Return(ZstdCompressor compressor)
    {
        if (Pool.Count < MaxPooled)
        {
            Pool.Add(compressor);
        }
        else
        {
            compressor.Dispose();
        }
    }

    /// <summary>The most bytes that a frame of <paramref name="lengthBytes"/> bytes of content takes.</summary>
    public static int Bound(int lengthBytes) => checked((int)ZstdLibrary.CompressBound((nuint)lengthBytes));

    /// <summary>Compresses into one frame. <paramref name="prefix"/> may be empty; who reads the frame needs the same one.</summary>
    /// <returns>The frame's length; 0 where it does not fit into <paramref name="destination"/>.</returns>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> destination, ReadOnlySpan<byte> prefix, int level)
    {
        if (_level != level)
        {
            Check(ZstdLibrary.SetParameter(handle, ZstdLibrary.ParameterCompressionLevel, level));
            _level = level;
        }

        fixed (byte* from = source)
        fixed (byte* to = destination)
        fixed (byte* before = prefix)
        {
            if (!prefix.IsEmpty)
            {
                // Good for the next frame alone.
                Check(ZstdLibrary.SetCompressorPrefix(handle, before, (nuint)prefix.Length));
            }

            nuint length = ZstdLibrary.Compress(handle, to, (nuint)destination.Length, from, (nuint)source.Length);
            return ZstdLibrary.IsError(length) != 0 ? 0 : (int)length;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _ = ZstdLibrary.FreeCompressor(handle);
        return true;
    }

    private static void Check(nuint code)
    {
        if (ZstdLibrary.IsError(code) != 0)
        {
            throw new InvalidOperationException("libzstd refuses a setting that it documents");
        }
    }
}
