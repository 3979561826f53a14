namespace Satchel.Chats.WeChat.Media;

/// <summary>Looks into a stream of HEVC for how large its pictures say they are, before a decoder takes memory for them.</summary>
internal static class HevcParameters
{
    private const int MaxPixels = 40_000_000;
    private const int SequenceParameters = 33;
    private const int MaxParameterBytes = 4096;
    private const int ProfileBits = 88;
    private const int LevelBits = 8;

    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    /// <exception cref="ChatFormatException">They are too large, or the stream does not say.</exception>
    public static void CheckSize(ReadOnlySpan<byte> stream, string where)
    {
        bool isTold = false;
        for (int found = stream.IndexOf(StartCode); found >= 0; found = stream.IndexOf(StartCode))
        {
            stream = stream[(found + StartCode.Length)..];
            if (stream.Length > 2 && ((stream[0] >> 1) & 0x3F) == SequenceParameters)
            {
                int end = stream.IndexOf(StartCode);
                (long width, long height) = ReadSize(Unescape(stream[2..(end < 0 ? stream.Length : Math.Max(end, 2))]));
                if (width <= 0 || height <= 0 || width * height > MaxPixels)
                {
                    throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"says that its picture has {width} by {height} pixels, and at most {MaxPixels} are decoded");
                }

                isTold = true;
            }
        }

        if (!isTold)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "does not say how large its picture is");
        }
    }

    // Whatever the parameters say of layers comes before the size.
    private static (long Width, long Height) ReadSize(byte[] parameters)
    {
        BitCursor bits = new(parameters);
        bits.Skip(4);
        int layers = (int)bits.Read(3);
        bits.Skip(1 + ProfileBits + LevelBits);
        Span<(bool HasProfile, bool HasLevel)> below = stackalloc (bool, bool)[8];
        for (int i = 0; i < layers; i++)
        {
            below[i] = (bits.Read(1) != 0, bits.Read(1) != 0);
        }

        bits.Skip(layers > 0 ? 2 * (8 - layers) : 0);
        for (int i = 0; i < layers; i++)
        {
            bits.Skip((below[i].HasProfile ? ProfileBits : 0) + (below[i].HasLevel ? LevelBits : 0));
        }

        bits.ReadGolomb();
        bits.Skip(bits.ReadGolomb() == 3 ? 1 : 0);
        return (bits.ReadGolomb(), bits.ReadGolomb());
    }

    // 00 00 03 stands for 00 00, so that no start code comes about.
    private static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        List<byte> bytes = new(Math.Min(escaped.Length, MaxParameterBytes));
        int zeros = 0;
        foreach (byte b in escaped[..Math.Min(escaped.Length, MaxParameterBytes)])
        {
            if (zeros >= 2 && b == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = b == 0 ? zeros + 1 : 0;
            bytes.Add(b);
        }

        return [.. bytes];
    }

    private ref struct BitCursor(ReadOnlySpan<byte> bytes)
    {
        private const int MaxGolombBits = 31;
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;

        public void Skip(int count) => _at += count;

        // Behind the end there are only zeros, of which no size is made.
        public long Read(int count)
        {
            long value = 0;
            for (int i = 0; i < count; i++, _at++)
            {
                value = (value << 1) | (_at >> 3 < _bytes.Length ? (uint)(_bytes[_at >> 3] >> (7 - (_at & 7))) & 1 : 0);
            }

            return value;
        }

        public long ReadGolomb()
        {
            int zeros = 0;
            while (zeros <= MaxGolombBits && Read(1) == 0)
            {
                zeros++;
            }

            return zeros > MaxGolombBits ? 0 : (1L << zeros) - 1 + Read(zeros);
        }
    }
}
