namespace Satchel.Cli.Samples;

/// <summary>
/// Draws landscapes and writes them as baseline JPEG: for each block of 8 x 8 pixels its mean and its slopes across and down,
/// which is enough for skies and hills. The Huffman tables are of fixed length, so that they need no training.
/// </summary>
internal sealed class SamplePicture
{
    private const int DcCodeBits = 4;    // 12 categories
    private const int AcCodeBits = 5;    // end of block, and runs of 0 and 1 with 11 categories each
    private const int Quantum = 8;

    private readonly List<byte> _bytes = [];
    private readonly double[] _skyTop;
    private readonly double[] _skyLow;
    private readonly double[] _ground;
    private readonly double _sunX;
    private readonly double _sunY;
    private readonly double _phase;
    private uint _bits;
    private int _bitCount;

    private SamplePicture(SampleRandom random)
    {
        _skyTop = [random.Next(120), random.Next(140), 120 + random.Next(130)];
        _skyLow = [180 + random.Next(70), 120 + random.Next(120), 90 + random.Next(140)];
        _ground = [20 + random.Next(90), 60 + random.Next(110), 20 + random.Next(70)];
        _sunX = 0.15 + (0.7 * random.NextDouble());
        _sunY = 0.15 + (0.3 * random.NextDouble());
        _phase = random.NextDouble() * 6;
    }

    /// <summary>A picture as a whole JPEG file.</summary>
    /// <param name="random">What it shows.</param>
    /// <param name="blocksAcross">Its width in blocks of 8 pixels.</param>
    /// <param name="blocksDown">Its height in blocks of 8 pixels.</param>
    public static byte[] Draw(SampleRandom random, int blocksAcross, int blocksDown)
    {
        SamplePicture picture = new(random);
        picture.WriteHeaders(blocksAcross * 8, blocksDown * 8);
        picture.WriteBlocks(blocksAcross, blocksDown);
        return [.. picture._bytes];
    }

    private void WriteHeaders(int width, int height)
    {
        _bytes.AddRange([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        _bytes.AddRange([0xFF, 0xDB, 0, 67, 0]);
        _bytes.AddRange(Enumerable.Repeat((byte)Quantum, 64));
        _bytes.AddRange([0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)(height & 0xFF), (byte)(width >> 8), (byte)(width & 0xFF), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        WriteHuffmanTable(0x00, DcCodeBits, [.. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        WriteHuffmanTable(0x10, AcCodeBits, [0, .. Enumerable.Range(1, 11).Select(i => (byte)i), .. Enumerable.Range(0x11, 11).Select(i => (byte)i)]);
        _bytes.AddRange([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    }

    private void WriteHuffmanTable(byte id, int codeBits, byte[] symbols)
    {
        _bytes.AddRange([0xFF, 0xC4, 0, (byte)(19 + symbols.Length), id]);
        for (int length = 1; length <= 16; length++)
        {
            _bytes.Add(length == codeBits ? (byte)symbols.Length : (byte)0);
        }

        _bytes.AddRange(symbols);
    }

    private void WriteBlocks(int across, int down)
    {
        Span<int> previous = stackalloc int[3];
        Span<double> left = stackalloc double[3];
        Span<double> right = stackalloc double[3];
        Span<double> top = stackalloc double[3];
        Span<double> bottom = stackalloc double[3];
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                ColourAt((x + 0.25) / across, (y + 0.5) / down, left);
                ColourAt((x + 0.75) / across, (y + 0.5) / down, right);
                ColourAt((x + 0.5) / across, (y + 0.25) / down, top);
                ColourAt((x + 0.5) / across, (y + 0.75) / down, bottom);
                for (int component = 0; component < 3; component++)
                {
                    int mean = (int)Math.Clamp(Math.Round((left[component] + right[component] + top[component] + bottom[component]) / 4), -127, 127);
                    WriteDc(mean - previous[component]);
                    previous[component] = mean;
                    WriteAc(Slope(left[component], right[component]), Slope(top[component], bottom[component]));
                }
            }
        }

        Write(0x7F, 7);   // the last byte is filled with ones
        _bytes.AddRange([0xFF, 0xD9]);
    }

    // The coefficient of a ramp: 18.22 times its slope a pixel, which is a quarter of the difference over 4 pixels.
    private static int Slope(double from, double to) => (int)Math.Clamp(Math.Round(-18.22 * (to - from) / 4 / Quantum), -1023, 1023);

    private void ColourAt(double x, double y, Span<double> colour)
    {
        double hill = 0.62 + (0.09 * Math.Sin((x * 5) + _phase)) + (0.04 * Math.Sin((x * 13) + (2 * _phase)));
        bool sun = ((x - _sunX) * (x - _sunX)) + ((y - _sunY) * (y - _sunY) * 0.6) < 0.006;
        Span<double> rgb = stackalloc double[3];
        for (int i = 0; i < 3; i++)
        {
            double sky = _skyTop[i] + ((_skyLow[i] - _skyTop[i]) * Math.Min(1, y / 0.65));
            rgb[i] = y > hill ? _ground[i] * (1.25 - (0.7 * (y - hill) / (1 - hill))) : sun ? (i == 2 ? 190 : 250) : sky;
        }

        double luma = (0.299 * rgb[0]) + (0.587 * rgb[1]) + (0.114 * rgb[2]);
        colour[0] = luma - 128;
        colour[1] = (rgb[2] - luma) * 0.564;
        colour[2] = (rgb[0] - luma) * 0.713;
    }

    private void WriteDc(int difference)
    {
        int category = CategoryOf(difference);
        Write((uint)category, DcCodeBits);
        WriteMagnitude(difference, category);
    }

    private void WriteAc(int across, int down)
    {
        int run = 0;
        foreach (int coefficient in (ReadOnlySpan<int>)[across, down])
        {
            if (coefficient == 0)
            {
                run++;
                continue;
            }

            int category = CategoryOf(coefficient);
            Write((uint)((run * 11) + category), AcCodeBits);   // the index of the symbol is its code
            WriteMagnitude(coefficient, category);
            run = 0;
        }

        Write(0, AcCodeBits);
    }

    private static int CategoryOf(int value) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs(value));

    private void WriteMagnitude(int value, int category) =>
        Write((uint)(value < 0 ? value + (1 << category) - 1 : value), category);

    private void Write(uint value, int count)
    {
        _bits = unchecked((_bits << count) | value);
        _bitCount += count;
        while (_bitCount >= 8)
        {
            byte next = (byte)((_bits >> (_bitCount - 8)) & 0xFF);
            _bytes.Add(next);
            if (next == 0xFF)
            {
                _bytes.Add(0);   // so that it is not taken for a marker
            }

            _bitCount -= 8;
        }
    }
}
