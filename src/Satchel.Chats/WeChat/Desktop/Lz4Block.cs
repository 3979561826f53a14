namespace Satchel.Chats.WeChat.Desktop;

/// <summary>
/// Decompresses one LZ4 block: no frame, no length, as WeChat 3 stores the payload of an app message.
/// </summary>
/// <remarks>
/// A block is a row of sequences:
/// <code>
///   1  token: high nibble = literals, low nibble = match length less 4; 15 = more bytes follow, each added, until one is not FF
///   n  literals
///   2  offset, little-endian, back from here: 1 … 65535; not in the last sequence
/// </code>
/// A match may overlap what it makes. The last sequence is literals alone.
/// </remarks>
internal static class Lz4Block
{
    private const int MinMatch = 4;
    private const int MoreFollows = 15;
    private const int FirstFactor = 4;
    private const int SmallestBufferBytes = 256;

    /// <summary>Decompresses a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="limitBytes">How long the content may be.</param>
    /// <param name="content">The content.</param>
    /// <returns>False where it is no such block, is cut short, or its content is longer than the limit.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> block, int limitBytes, out ReadOnlySpan<byte> content)
    {
        content = default;
        byte[] output = new byte[(int)Math.Min(limitBytes, Math.Max(SmallestBufferBytes, (long)block.Length * FirstFactor))];
        int written = 0;
        int at = 0;
        while (at < block.Length)
        {
            int token = block[at++];
            if (!TryReadLength(block, ref at, token >> 4, out int literals) || literals > block.Length - at || literals > limitBytes - written)
            {
                return false;
            }

            Reserve(ref output, written, literals, limitBytes);
            block.Slice(at, literals).CopyTo(output.AsSpan(written));
            written += literals;
            at += literals;
            if (at == block.Length)
            {
                content = output.AsSpan(0, written);
                return (token & MoreFollows) == 0;
            }

            if (!TryReadMatch(block, ref at, token & MoreFollows, written, out int offset, out int length) || length > limitBytes - written)
            {
                return false;
            }

            Reserve(ref output, written, length, limitBytes);
            Repeat(output, written, offset, length);
            written += length;
        }

        return false;   // an empty block, or one that ends with a match
    }

    private static bool TryReadMatch(ReadOnlySpan<byte> block, ref int at, int nibble, int written, out int offset, out int length)
    {
        offset = length = 0;
        if (block.Length - at < sizeof(ushort))
        {
            return false;
        }

        offset = block[at] | (block[at + 1] << 8);
        at += sizeof(ushort);
        if (offset == 0 || offset > written || !TryReadLength(block, ref at, nibble, out length))
        {
            return false;
        }

        length += MinMatch;
        return true;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> block, ref int at, int nibble, out int length)
    {
        length = nibble;
        if (nibble < MoreFollows)
        {
            return true;
        }

        // Each byte adds at most 255, and a block is at most 2 GiB: the sum is bounded before it can overflow.
        while (at < block.Length)
        {
            int more = block[at++];
            if (length > int.MaxValue - 1024)
            {
                return false;
            }

            length += more;
            if (more != byte.MaxValue)
            {
                return true;
            }
        }

        return false;
    }

    // Byte by byte where the match overlaps itself: then it repeats what it just made.
    private static void Repeat(byte[] output, int written, int offset, int length)
    {
        if (offset >= length)
        {
            output.AsSpan(written - offset, length).CopyTo(output.AsSpan(written));
            return;
        }

        for (int i = written; i < written + length; i++)
        {
            output[i] = output[i - offset];
        }
    }

    private static void Reserve(ref byte[] output, int written, int more, int limitBytes)
    {
        if (output.Length - written >= more)
        {
            return;
        }

        long grown = Math.Max(written + (long)more, output.Length * 2L);
        Array.Resize(ref output, (int)Math.Min(limitBytes, grown));
    }
}
