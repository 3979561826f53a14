namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Media types of documents by the ending of their name: what people send most.</summary>
internal static class DocumentTypes
{
    private static readonly Dictionary<string, string> ByEnding = new(StringComparer.Ordinal)
    {
        ["pdf"] = "application/pdf",
        ["txt"] = "text/plain",
        ["md"] = "text/markdown",
        ["csv"] = "text/csv",
        ["html"] = "text/html",
        ["htm"] = "text/html",
        ["json"] = "application/json",
        ["xml"] = "application/xml",
        ["zip"] = "application/zip",
        ["rar"] = "application/vnd.rar",
        ["7z"] = "application/x-7z-compressed",
        ["gz"] = "application/gzip",
        ["apk"] = "application/vnd.android.package-archive",
        ["epub"] = "application/epub+zip",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["png"] = "image/png",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["heic"] = "image/heic",
        ["svg"] = "image/svg+xml",
        ["mp3"] = "audio/mpeg",
        ["m4a"] = "audio/mp4",
        ["wav"] = "audio/wav",
        ["flac"] = "audio/flac",
        ["mp4"] = "video/mp4",
        ["mov"] = "video/quicktime",
        ["mkv"] = "video/x-matroska",
        ["avi"] = "video/x-msvideo",
    };

    /// <summary>The media type of an ending in lower case without its dot, or null.</summary>
    public static string? Of(string ending) => ByEnding.GetValueOrDefault(ending);
}
