namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>How the name of a message's file ends on an iPhone.</summary>
internal static class FileEnding
{
    private const int MaxChars = 8;

    /// <summary>The ending without its dot: the file's own where it has one, else what its media type or its kind suggests.</summary>
    public static string Of(Attachment file, string? mime, MessageKind kind) => OfName(file.Name) ?? OfName(file.Path) ?? OfMime(mime) ?? OfKind(kind);

    private static string? OfName(string? name)
    {
        int dot = name?.LastIndexOf('.') ?? -1;
        if (dot < 0 || name!.Length - dot - 1 is < 1 or > MaxChars)
        {
            return null;
        }

        foreach (char c in name.AsSpan(dot + 1))
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return null;
            }
        }

        return name[(dot + 1)..].ToLowerInvariant();
    }

    private static string? OfMime(string? mime) => mime?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "image/heic" => "heic",
        "video/mp4" => "mp4",
        "video/3gpp" => "3gp",
        "video/quicktime" => "mov",
        "audio/ogg" or "audio/opus" => "opus",
        "audio/mp4" or "audio/x-m4a" => "m4a",
        "audio/mpeg" => "mp3",
        "audio/aac" => "aac",
        "audio/amr" => "amr",
        "audio/wav" or "audio/x-wav" => "wav",
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        "text/vcard" or "text/x-vcard" => "vcf",
        _ => null,
    };

    private static string OfKind(MessageKind kind) => kind switch
    {
        MessageKind.Image => "jpg",
        MessageKind.Video or MessageKind.VideoNote or MessageKind.Gif => "mp4",
        MessageKind.Voice => "opus",
        MessageKind.Audio => "m4a",
        MessageKind.Sticker => "webp",
        _ => "bin",
    };
}
