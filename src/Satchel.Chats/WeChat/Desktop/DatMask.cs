namespace Satchel.Chats.WeChat.Desktop;

/// <summary>The byte that pictures are masked with: the same for all of an account, and to be told from what a picture begins or ends with.</summary>
internal static class DatMask
{
    /// <summary>What the app uses mostly, where nothing else tells.</summary>
    public const byte Usual = 0x37;

    private const int BitmapReservedOffset = 6;

    // What the content may begin with; the longer ones first, because a short one fits by chance sooner.
    private static readonly byte[][] Fronts =
    [
        [0x89, 0x50, 0x4E, 0x47], "GIF8"u8.ToArray(), "RIFF"u8.ToArray(), "wxgf"u8.ToArray(), [0x49, 0x49, 0x2A, 0x00], [0xFF, 0xD8, 0xFF],
    ];

    private static ReadOnlySpan<byte> JpegFront => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    private static ReadOnlySpan<byte> PngFront => [0x89, 0x50, 0x4E, 0x47];

    private static ReadOnlySpan<byte> PngEnd => [0xAE, 0x42, 0x60, 0x82];

    /// <summary>The mask of a file that is masked from its front; null where its front is of no kind known.</summary>
    public static byte? OfFront(ReadOnlySpan<byte> front)
    {
        foreach (byte[] magic in Fronts)
        {
            if (front.Length >= magic.Length && Fits(front[..magic.Length], magic) is { } mask)
            {
                return mask;
            }
        }

        // Two bytes fit by chance; the four that are zero in every bitmap do not.
        bool isBitmap = front.Length >= BitmapReservedOffset + 4 && Fits(front[..2], "BM"u8) is { } bitmap
            && !front.Slice(BitmapReservedOffset, 4).ContainsAnyExcept(bitmap);
        return isBitmap ? (byte)(front[0] ^ (byte)'B') : null;
    }

    /// <summary>The mask of a file that is masked at its end.</summary>
    /// <param name="front">How its content begins.</param>
    /// <param name="end">How it ends, masked.</param>
    /// <returns>Null where the content is of no kind whose end is known, or is cut short.</returns>
    public static byte? OfEnd(ReadOnlySpan<byte> front, ReadOnlySpan<byte> end)
    {
        ReadOnlySpan<byte> magic = front.StartsWith(JpegFront) ? JpegEnd : front.StartsWith(PngFront) ? PngEnd : [];
        return magic.IsEmpty || end.Length < magic.Length ? null : Fits(end[^magic.Length..], magic);
    }

    private static byte? Fits(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> magic)
    {
        byte mask = (byte)(stored[0] ^ magic[0]);
        for (int i = 1; i < magic.Length; i++)
        {
            if ((stored[i] ^ magic[i]) != mask)
            {
                return null;
            }
        }

        return mask;
    }
}
