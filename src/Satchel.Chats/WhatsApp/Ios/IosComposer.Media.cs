using System.Buffers;
using System.Buffers.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <content>Files and their thumbnails.</content>
internal sealed partial class IosComposer
{
    private const int Sha256Bytes = 32;
    private const string ThumbnailEnding = ".thumb";

    private IReadOnlyList<Attachment> ReadAttachments(SqliteStatement? media, ref MessageKind kind, ref string? text)
    {
        if (media is null)
        {
            return [];
        }

        string? path = PathOf(media.Text(MediaColumn.Path), "path");
        string? mime = MimeOf(media.Text(MediaColumn.Vcard));
        string? title = Filled(media.TextOrNull(MediaColumn.Title));
        if (kind == MessageKind.Audio && IosMessageTypes.IsVoice(mime, path))
        {
            kind = MessageKind.Voice;
        }

        bool isDocument = kind == MessageKind.Document;
        if (isDocument)
        {
            text = text == title ? null : text;
        }
        else if (text is null)
        {
            text = title;
        }
        else if (title is not null && title != text)
        {
            _raw.Add("title", title);
        }

        if (kind == MessageKind.Unknown && path is null && mime is null)
        {
            return [];
        }

        Attachment file = ReadFile(media, path, mime, isDocument ? title : null, kind);
        string? thumbnail = PathOf(media.Text(MediaColumn.Thumbnail), "thumbnail");
        return thumbnail?.EndsWith(ThumbnailEnding, StringComparison.Ordinal) == true
            ? [file, new Attachment { Path = thumbnail, Mime = "image/jpeg", IsThumbnail = true }]
            : [file];
    }

    private static Attachment ReadFile(SqliteStatement media, string? path, string? mime, string? name, MessageKind kind)
    {
        long bytes = media.Integer(MediaColumn.Bytes);
        double seconds = media.Real(MediaColumn.Seconds);
        int? width = IosMedia.Pixels(media.Real(MediaColumn.Latitude));
        int? height = IosMedia.Pixels(media.Real(MediaColumn.Longitude));
        bool hasPixels = kind is not (MessageKind.Audio or MessageKind.Voice or MessageKind.Document) && width is not null && height is not null;
        return new Attachment
        {
            Name = name ?? path?[(path.LastIndexOf('/') + 1)..],
            Mime = mime ?? MimeOfName(path),
            Path = path,
            LengthBytes = bytes > 0 ? bytes : null,
            Sha256 = HashOf(media.Utf8(MediaColumn.VcardName)),
            DurationMillis = seconds is > 0 and < 1e9 ? (long)Math.Round(seconds * 1000) : null,
            Width = hasPixels ? width : null,
            Height = hasPixels ? height : null,
        };
    }

    // Stored below the folder of messages, in some stores with a slash before it; what would lead out of that is not followed.
    private string? PathOf(string stored, string name)
    {
        if (stored.Length == 0)
        {
            return null;
        }

        string path = stored.TrimStart('/');
        path = path.StartsWith(IosMedia.Folder, StringComparison.Ordinal) ? path : IosMedia.Folder + path;
        if (path.Contains('\\', StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal) || HasParentStep(path))
        {
            _raw.Add(name, stored);
            return null;
        }

        return folder + path;
    }

    private static bool HasParentStep(string path)
    {
        foreach (Range segment in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[segment] is "" or "." or "..")
            {
                return true;
            }
        }

        return false;
    }

    // The column holds a media type, or a card, or coordinates, or an id.
    private static string? MimeOf(string vcard)
    {
        int slash = vcard.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < vcard.Length - 1 && vcard.Length <= 128 && vcard.AsSpan().IndexOfAny(":\n\r@") < 0 ? vcard : null;
    }

    private static string? MimeOfName(string? path) => System.IO.Path.GetExtension(path)?.ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" or ".thumb" => "image/jpeg",
        ".png" => "image/png",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".heic" => "image/heic",
        ".mp4" or ".m4v" => "video/mp4",
        ".mov" => "video/quicktime",
        ".3gp" => "video/3gpp",
        ".opus" or ".ogg" => "audio/ogg; codecs=opus",
        ".m4a" => "audio/mp4",
        ".mp3" => "audio/mpeg",
        ".aac" => "audio/aac",
        ".amr" => "audio/amr",
        ".caf" => "audio/x-caf",
        ".wav" => "audio/wav",
        ".pdf" => "application/pdf",
        ".vcf" => "text/vcard",
        ".txt" => "text/plain",
        ".zip" => "application/zip",
        ".doc" => "application/msword",
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xls" => "application/vnd.ms-excel",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".ppt" => "application/vnd.ms-powerpoint",
        ".pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => null,
    };

    private static byte[]? HashOf(ReadOnlySpan<byte> base64)
    {
        Span<byte> hash = stackalloc byte[Sha256Bytes + 4];
        return base64.Length == 44 && Base64.DecodeFromUtf8(base64, hash, out int consumed, out int written) == OperationStatus.Done
            && consumed == base64.Length && written == Sha256Bytes ? hash[..Sha256Bytes].ToArray() : null;
    }
}
