namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Tells the media type of a picture by its first bytes.</summary>
internal static class PictureMime
{
    /// <summary>The media type; null where they are of no kind known.</summary>
    public static string? Of(ReadOnlySpan<byte> front) =>
        front.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : front.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : front.StartsWith("GIF8"u8) ? "image/gif"
        : front.StartsWith("RIFF"u8) && front.Length >= 12 && front[8..].StartsWith("WEBP"u8) ? "image/webp"
        : front.StartsWith("BM"u8) ? "image/bmp"
        : front.StartsWith((ReadOnlySpan<byte>)[0x49, 0x49, 0x2A, 0x00]) ? "image/tiff"
        : front.StartsWith("wxgf"u8) ? "image/wxgf"
        : null;
}
