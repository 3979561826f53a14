namespace Satchel.Chats.WeChat.Media;

/// <summary>A content as a browser takes it.</summary>
/// <param name="Content">The content.</param>
/// <param name="Mime">Its media type.</param>
/// <param name="Extension">The ending of its file, with the dot.</param>
public sealed record PlayableContent(byte[] Content, string Mime, string Extension);

/// <summary>
/// Makes of what only the app plays or shows something that a browser does: AMR to WAV, WXGF to PNG. The original stays what is kept and exported; this is for looking at it.
/// </summary>
public static class PlayableMedia
{
    /// <summary>How long a content may be that is decoded: it is done in memory, and pictures and voices are far shorter.</summary>
    public const int MaxContentBytes = 64 << 20;

    /// <summary>Whether a content that begins so is one that is to be decoded.</summary>
    /// <param name="head">The first <see cref="MediaTypes.HeadBytes"/> bytes, or all where there are fewer.</param>
    /// <param name="isVoice">Whether it is a voice: those of an iPhone may be AMR without its head.</param>
    public static bool IsNeeded(ReadOnlySpan<byte> head, bool isVoice) => MediaTypes.Sniff(head) switch
    {
        MediaTypes.Amr or MediaTypes.Wxgf => true,
        null => isVoice && AmrVoice.IsFrame(head),
        _ => false,
    };

    /// <summary>Decodes.</summary>
    /// <exception cref="ChatFormatException">It is damaged, or <see cref="ChatFormatProblem.UnsupportedVersion"/>: of a kind that cannot be decoded.</exception>
    /// <exception cref="DllNotFoundException">The library that decodes it is not installed.</exception>
    public static PlayableContent Decode(ReadOnlySpan<byte> content, string where) => MediaTypes.Sniff(content) switch
    {
        MediaTypes.Wxgf => new PlayableContent(WxgfPicture.ToPng(content, where), "image/png", ".png"),
        _ => new PlayableContent(AmrVoice.ToWav(content, where), "audio/wav", ".wav"),
    };
}
