namespace Satchel.Cli.Samples;

/// <summary>A kind of media file: how often it is sent, how large it is, where WhatsApp puts it.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="MessageType">The message's type in <c>message.message_type</c>.</param>
/// <param name="MessageShare">The share of messages that are of this kind.</param>
/// <param name="ByteShare">The share of the media's bytes.</param>
/// <param name="MedianBytes">The median length of a file.</param>
/// <param name="Sigma">How far lengths spread: the deviation of their logarithm.</param>
/// <param name="MinBytes">The shortest file.</param>
/// <param name="MaxBytes">The longest file.</param>
/// <param name="Folder">The folder below <c>Media</c>.</param>
/// <param name="Prefix">What file names begin with.</param>
/// <param name="Extension">What file names end in.</param>
/// <param name="Mime">The media type.</param>
internal sealed record SampleMediaKind(
    string Name, int MessageType, double MessageShare, double ByteShare, int MedianBytes, double Sigma, int MinBytes, int MaxBytes,
    string Folder, string Prefix, string Extension, string Mime)
{
    public static readonly SampleMediaKind Image = new("image", 1, 0.062, 0.46, 130_000, 0.75, 9_000, 4_000_000, "WhatsApp Images", "IMG", "jpg", "image/jpeg");
    public static readonly SampleMediaKind Video = new("video", 3, 0.014, 0.355, 3_200_000, 0.95, 150_000, 60_000_000, "WhatsApp Video", "VID", "mp4", "video/mp4");
    public static readonly SampleMediaKind Voice = new("voice", 2, 0.029, 0.06, 14_000, 0.8, 2_000, 400_000, "WhatsApp Voice Notes", "PTT", "opus", "audio/ogg; codecs=opus");
    public static readonly SampleMediaKind Document = new("document", 9, 0.004, 0.09, 260_000, 1.3, 5_000, 25_000_000, "WhatsApp Documents", "DOC", "pdf", "application/pdf");
    public static readonly SampleMediaKind Sticker = new("sticker", 20, 0.029, 0.02, 24_000, 0.5, 4_000, 120_000, "WhatsApp Stickers", "STK", "webp", "image/webp");
    public static readonly SampleMediaKind Audio = new("audio", 2, 0.001, 0.005, 900_000, 0.6, 60_000, 9_000_000, "WhatsApp Audio", "AUD", "m4a", "audio/mp4");
    public static readonly SampleMediaKind Gif = new("gif", 13, 0.001, 0.005, 300_000, 0.6, 40_000, 3_000_000, "WhatsApp Animated Gifs", "VID", "mp4", "video/mp4");
    public static readonly SampleMediaKind VideoNote = new("videoNote", 81, 0.001, 0.005, 700_000, 0.5, 90_000, 5_000_000, "WhatsApp Video Notes", "VID", "mp4", "video/mp4");

    /// <summary>Every kind.</summary>
    public static readonly SampleMediaKind[] All = [Image, Video, Voice, Document, Sticker, Audio, Gif, VideoNote];
}
