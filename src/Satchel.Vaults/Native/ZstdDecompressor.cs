using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Satchel.Vaults.Native;

/// <summary>A zstd decompression context, for single frames whose length is known. Not thread-safe; rent one.</summary>
internal sealed unsafe class ZstdDecompressor : SafeHandle
{
    // Of the frame's second header byte: unused, reserved, checksum and dictionary id. Our frames have none of them.
    private const byte FrameFlagsNotUsed = 0b0001_1111;
    private const int FrameFlagsOffset = 4;
    private const int MaxPooled = 4;
    private static readonly ConcurrentBag<ZstdDecompressor> Pool = [];

    /// <summary>A new context. <see cref="Rent"/> one instead.</summary>
    public ZstdDecompressor()
        : base(0, ownsHandle: true)
    {
        SetHandle(ZstdLibrary.CreateDecompressor());
        if (IsInvalid)
        {
            throw new InvalidOperationException("libzstd gave no decompression context");
        }
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>A context of the pool. Give it back with <see cref="Return"/>.</summary>
    public static ZstdDecompressor Rent() => Pool.TryTake(out ZstdDecompressor? pooled) ? pooled : new ZstdDecompressor();

    /// <summary>Gives a rented context back; it must not be used after.</summary>
    public static void Return(ZstdDecompressor decompressor)
    {
        if (Pool.Count < MaxPooled)
        {
            Pool.Add(decompressor);
        }
        else
        {
            decompressor.Dispose();
        }
    }

    /// <summary>
    /// Reads exactly one frame, which must fill <paramref name="destination"/> to its last byte; false for anything else.
    /// The caller has compared that length with its limit.
    /// </summary>
    public bool TryDecompress(ReadOnlySpan<byte> frame, Span<byte> destination, ReadOnlySpan<byte> prefix)
    {
        if (frame.Length <= FrameFlagsOffset || (frame[FrameFlagsOffset] & FrameFlagsNotUsed) != 0)
        {
            return false;
        }

        fixed (byte* from = frame)
        fixed (byte* to = destination)
        fixed (byte* before = prefix)
        {
            if (ZstdLibrary.FrameContentSize(from, (nuint)frame.Length) != (ulong)destination.Length
                || ZstdLibrary.FrameLength(from, (nuint)frame.Length) != (nuint)frame.Length)
            {
                return false;
            }

            if (!prefix.IsEmpty && ZstdLibrary.IsError(ZstdLibrary.SetDecompressorPrefix(handle, before, (nuint)prefix.Length)) != 0)
            {
                return false;
            }

            nuint length = ZstdLibrary.Decompress(handle, to, (nuint)destination.Length, from, (nuint)frame.Length);
            return ZstdLibrary.IsError(length) == 0 && length == (nuint)destination.Length;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _ = ZstdLibrary.FreeDecompressor(handle);
        return true;
    }
}
