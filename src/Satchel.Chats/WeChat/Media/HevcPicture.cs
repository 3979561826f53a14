using Satchel.Chats.Native;

namespace Satchel.Chats.WeChat.Media;

/// <summary>A decoded picture: a plane of brightness and two of colour, which may be smaller.</summary>
internal sealed class HevcPicture
{
    private const int MaxRounds = 100_000;
    private const int Identity = 0;
    private const int Bt709 = 1;

    private readonly byte[][] _planes;
    private readonly int[] _widths;
    private readonly int _shiftX;
    private readonly int _shiftY;
    private readonly bool _isFullRange;
    private readonly int _matrix;

    private unsafe HevcPicture(nint picture)
    {
        Width = HevcLibrary.Width(picture, 0);
        Height = HevcLibrary.Height(picture, 0);
        int format = HevcLibrary.ChromaFormat(picture);
        (_shiftX, _shiftY) = format switch { 1 => (1, 1), 2 => (1, 0), _ => (0, 0) };
        _isFullRange = HevcLibrary.IsFullRange(picture) != 0;
        _matrix = HevcLibrary.Matrix(picture);
        _planes = new byte[format == 0 ? 1 : 3][];
        _widths = new int[_planes.Length];
        for (int channel = 0; channel < _planes.Length; channel++)
        {
            (int width, int height, int bits) = (HevcLibrary.Width(picture, channel), HevcLibrary.Height(picture, channel), HevcLibrary.BitsPerPixel(picture, channel));
            byte* start = HevcLibrary.Plane(picture, channel, out int stride);
            byte[] plane = new byte[width * height];
            for (int y = 0; y < height; y++)
            {
                Span<byte> row = plane.AsSpan(y * width, width);
                if (bits <= 8)
                {
                    new ReadOnlySpan<byte>(start + ((long)y * stride), width).CopyTo(row);
                    continue;
                }

                ReadOnlySpan<ushort> deep = new(start + ((long)y * stride), width);
                for (int x = 0; x < width; x++)
                {
                    row[x] = unchecked((byte)(deep[x] >> (bits - 8)));
                }
            }

            (_planes[channel], _widths[channel]) = (plane, width);
        }
    }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Decodes the first picture of a stream.</summary>
    public static unsafe HevcPicture DecodeFirst(ReadOnlySpan<byte> stream, string where)
    {
        HevcParameters.CheckSize(stream, where);
        nint decoder = HevcLibrary.NewDecoder();
        if (decoder == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, "is HEVC, whose decoder does not start");
        }

        try
        {
            fixed (byte* start = stream)
            {
                if (HevcLibrary.Push(decoder, start, stream.Length, 0, 0) == 0 && HevcLibrary.Flush(decoder) == 0)
                {
                    return First(decoder) ?? throw Broken(where);
                }
            }

            throw Broken(where);
        }
        finally
        {
            HevcLibrary.FreeDecoder(decoder);
        }
    }

    /// <summary>Red, green and blue of each pixel; with a mask also how solid it is, which is the mask's brightness.</summary>
    public byte[] ToPixels(HevcPicture? mask)
    {
        int channels = mask is null ? 3 : 4;
        byte[] pixels = new byte[Width * Height * channels];
        int at = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++, at += channels)
            {
                WritePixel(pixels.AsSpan(at, 3), x, y);
                if (mask is not null)
                {
                    pixels[at + 3] = Clamp(mask.Brightness(x, y));
                }
            }
        }

        return pixels;
    }

    private static HevcPicture? First(nint decoder)
    {
        int hasMore = 1;
        for (int round = 0; round < MaxRounds && hasMore != 0; round++)
        {
            int problem = HevcLibrary.Decode(decoder, out hasMore);
            if (HevcLibrary.NextPicture(decoder) is not 0 and nint picture)
            {
                return HevcLibrary.Width(picture, 0) > 0 && HevcLibrary.Height(picture, 0) > 0 ? new HevcPicture(picture) : null;
            }

            if (problem != 0)
            {
                return null;
            }
        }

        return null;
    }

    private static ChatFormatException Broken(string where) => new(ChatFormatProblem.Damaged, where, "is a picture in HEVC that does not decode");

    private static byte Clamp(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    private float Brightness(int x, int y)
    {
        float value = _planes[0][(y * _widths[0]) + x];
        return _isFullRange ? value : (value - 16) * (255f / 219f);
    }

    private void WritePixel(Span<byte> pixel, int x, int y)
    {
        float bright = Brightness(x, y);
        if (_planes.Length == 1)
        {
            pixel.Fill(Clamp(bright));
            return;
        }

        float scale = _isFullRange ? 1 : 255f / 224f;
        float blue = (Colour(1, x, y) - 128) * scale;
        float red = (Colour(2, x, y) - 128) * scale;
        if (_matrix == Identity && _shiftX == 0)
        {
            (pixel[0], pixel[1], pixel[2]) = (Clamp(Colour(2, x, y)), Clamp(_planes[0][(y * _widths[0]) + x]), Clamp(Colour(1, x, y)));
            return;
        }

        (float fromRed, float fromBlue) = _matrix == Bt709 ? (0.2126f, 0.0722f) : (0.299f, 0.114f);
        float r = bright + (2 * (1 - fromRed) * red);
        float b = bright + (2 * (1 - fromBlue) * blue);
        (pixel[0], pixel[1], pixel[2]) = (Clamp(r), Clamp((bright - (fromRed * r) - (fromBlue * b)) / (1 - fromRed - fromBlue)), Clamp(b));
    }

    private float Colour(int channel, int x, int y)
    {
        int width = _widths[channel];
        byte[] plane = _planes[channel];
        return plane[Math.Min((Math.Min(x >> _shiftX, width - 1)) + ((y >> _shiftY) * width), plane.Length - 1)];
    }
}
