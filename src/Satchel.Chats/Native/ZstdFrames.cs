using System.Runtime.InteropServices;

namespace Satchel.Chats.Native;

/// <summary>Decompresses zstd frames up to a limit. Not thread-safe.</summary>
internal sealed unsafe class ZstdFrames : SafeHandle
{
    // 8 MiB of window are what level 19 takes; a frame that asks for more than 32 MiB is none of an app's.
    private const int LargestWindowLog = 25;
    private const int ResetSession = 1;
    private const int FirstBufferFactor = 4;
    private const int SmallestBufferBytes = 4096;

    private byte[] _output = new byte[SmallestBufferBytes];

    /// <summary>A new context.</summary>
    public ZstdFrames()
        : base(0, ownsHandle: true)
    {
        SetHandle(ZstdLibrary.CreateDecompressor());
        if (IsInvalid)
        {
            throw new InvalidOperationException("libzstd gave no decompression context");
        }

        _ = ZstdLibrary.SetParameter(handle, ZstdLibrary.ParameterWindowLogMax, LargestWindowLog);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Decompresses one frame; what follows it is not looked at.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="limitBytes">How long its content may be.</param>
    /// <param name="content">The content, good until the next call.</param>
    /// <returns>False where it is damaged, cut short, needs a dictionary, or is longer than the limit.</returns>
    public bool TryDecompress(ReadOnlySpan<byte> frame, int limitBytes, out ReadOnlySpan<byte> content)
    {
        content = default;
        _ = ZstdLibrary.Reset(handle, ResetSession);
        EnsureCapacity((int)Math.Min(limitBytes, Math.Max(SmallestBufferBytes, (long)frame.Length * FirstBufferFactor)), 0);
        fixed (byte* start = frame)
        {
            ZstdBuffer input = new() { Bytes = start, LengthBytes = (nuint)frame.Length };
            int written = 0;
            while (true)
            {
                nuint left = Step(ref input, ref written);
                if (ZstdLibrary.IsError(left) != 0)
                {
                    return false;
                }

                if (left == 0)
                {
                    content = _output.AsSpan(0, written);
                    return written <= limitBytes;
                }

                if (written < _output.Length)
                {
                    return false;   // there was room, so it was input that was missing
                }

                if (written >= limitBytes)
                {
                    return false;
                }

                EnsureCapacity((int)Math.Min(limitBytes, (long)_output.Length * 2), written);
            }
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _ = ZstdLibrary.FreeDecompressor(handle);
        return true;
    }

    private nuint Step(ref ZstdBuffer input, ref int written)
    {
        fixed (byte* output = _output)
        {
            ZstdBuffer into = new() { Bytes = output, LengthBytes = (nuint)_output.Length, Position = (nuint)written };
            nuint left = ZstdLibrary.Decompress(handle, ref into, ref input);
            written = (int)into.Position;
            return left;
        }
    }

    private void EnsureCapacity(int length, int keep)
    {
        if (_output.Length < length)
        {
            byte[] larger = new byte[length];
            _output.AsSpan(0, keep).CopyTo(larger);
            _output = larger;
        }
    }
}
