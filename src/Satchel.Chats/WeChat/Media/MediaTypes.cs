namespace Satchel.Chats.WeChat.Media;

/// <summary>Tells a media type by the first bytes of a content: the app's file names and endings say nothing of it.</summary>
public static class MediaTypes
{
    /// <summary>How many bytes tell.</summary>
    public const int HeadBytes = 16;

    /// <summary>A picture that only the app shows: HEVC in a container of its own.</summary>
    public const string Wxgf = "image/x-wxgf";

    /// <summary>A voice as the app records it.</summary>
    public const string Silk = "audio/silk";

    /// <summary>A voice as the app of old recorded it.</summary>
    public const string Amr = "audio/amr";

    /// <summary>The type of a content that begins so; null where nothing tells.</summary>
    public static string? Sniff(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "image/bmp",
        [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => "image/tiff",
        [(byte)'w', (byte)'x', (byte)'g', (byte)'f', ..] => Wxgf,
        [2, (byte)'#', (byte)'!', (byte)'S', (byte)'I', (byte)'L', (byte)'K', ..] or [(byte)'#', (byte)'!', (byte)'S', (byte)'I', (byte)'L', (byte)'K', ..] => Silk,
        [(byte)'#', (byte)'!', (byte)'A', (byte)'M', (byte)'R', (byte)'\n', ..] => Amr,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h', (byte)'e', (byte)'i', ..] => "image/heic",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "video/mp4",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "application/pdf",
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        _ => null,
    };
}
