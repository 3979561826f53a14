namespace Satchel.Cli.Samples;

/// <summary>
/// Draws a round face and writes it as lossless WebP. Two greens and two alphas are all it needs, so a pixel is two bits and
/// every prefix code is the format's simple one.
/// </summary>
internal sealed class SampleSticker
{
    private const int Side = 96;

    private readonly List<byte> _bytes = [];
    private int _bitCount;
    private uint _bits;

    /// <summary>A sticker as a whole WebP file.</summary>
    public static byte[] Draw(SampleRandom random)
    {
        SampleSticker sticker = new();
        sticker.WriteHeader((byte)(150 + random.Next(106)), (byte)(120 + random.Next(130)), (byte)random.Next(100), (byte)random.Next(256));
        sticker.WritePixels(smile: random.Chance(0.7));
        sticker.Write(0, 7);   // fills the last byte
        byte[] image = [.. sticker._bytes];
        int padding = image.Length % 2;
        return [.. "RIFF"u8, .. BitConverter.GetBytes(12 + image.Length + padding), .. "WEBPVP8L"u8, .. BitConverter.GetBytes(image.Length), .. image, .. new byte[padding]];
    }

    private void WriteHeader(byte red, byte face, byte features, byte blue)
    {
        Write(0x2F, 8);
        Write(Side - 1, 14);
        Write(Side - 1, 14);
        Write(1, 1);     // alpha is used
        Write(0, 3);     // version
        Write(0, 3);     // no transform, no colour cache, one group of codes
        WriteCode(face, features);
        WriteCode(red);
        WriteCode(blue);
        WriteCode(0, 255);
        WriteCode(0);    // distances, of which there are none
    }

    private void WritePixels(bool smile)
    {
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                double across = (x - (Side / 2.0)) / (Side / 2.0);
                double down = (y - (Side / 2.0)) / (Side / 2.0);
                double radius = Math.Sqrt((across * across) + (down * down));
                bool eye = Math.Pow(Math.Abs(across) - 0.35, 2) + Math.Pow(down + 0.25, 2) < 0.012;
                bool mouth = Math.Abs(radius - 0.58) < 0.05 && (smile ? down > 0.2 : down > 0.45);
                Write(FirstCodeIsSmaller(eye || mouth), 1);
                Write(radius < 0.97 ? 1u : 0, 1);
            }
        }
    }

    // Within a code of two symbols the smaller symbol is bit 0; the features' green is always below the face's.
    private static uint FirstCodeIsSmaller(bool feature) => feature ? 0u : 1;

    private void WriteCode(byte symbol)
    {
        Write(0b01, 2);   // simple, one symbol
        Write(1, 1);      // of 8 bits
        Write(symbol, 8);
    }

    private void WriteCode(byte first, byte second)
    {
        Write(0b11, 2);   // simple, two symbols
        Write(1, 1);
        Write(Math.Min(first, second), 8);
        Write(Math.Max(first, second), 8);
    }

    // Least significant bit first.
    private void Write(uint value, int count)
    {
        _bits |= unchecked(value << _bitCount);
        _bitCount += count;
        for (; _bitCount >= 8; _bitCount -= 8, _bits >>= 8)
        {
            _bytes.Add((byte)(_bits & 0xFF));
        }
    }
}
