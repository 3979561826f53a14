using System.Globalization;
using System.Text;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The names under which the app keeps the files of messages: <c>Media/WhatsApp Images/IMG-20240131-WA0007.jpg</c>.</summary>
internal sealed class MediaNames(string product)
{
    private const int MaxSegmentBytes = 255;
    private const int MaxNameBytes = 180;
    private const int MaxPathBytes = 1024;

    private readonly Dictionary<string, (int Day, int Next)> _counters = new(StringComparer.Ordinal);

    /// <summary>Whether a path is already one of the app's own, so that it can stay.</summary>
    public static bool IsOwn(string? path)
    {
        if (path is null || !path.StartsWith("Media/", StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(path) > MaxPathBytes)
        {
            return false;
        }

        foreach (Range range in path.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> segment = path.AsSpan()[range];
            if (segment is "" or "." or ".." || segment.ContainsAny(Forbidden) || Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The names to try for a file, each less likely to be taken than the one before.</summary>
    public IEnumerable<string> For(Message message, Attachment attachment, bool fromMe)
    {
        MediaClass media = ClassOf(message);
        string folder = FolderOf(message, media, fromMe);
        string extension = ExtensionOf(attachment, media);
        if (message.Kind == MessageKind.Document && CleanName(attachment.Name) is { } name)
        {
            string stem = Path.GetFileNameWithoutExtension(name);
            string ending = Path.GetExtension(name) is { Length: > 1 } own ? own : "." + extension;
            yield return folder + stem + ending;
            for (int copy = 1; copy < 100; copy++)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{folder}{stem}-{copy}{ending}");
            }
        }

        DateTimeOffset sentAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(message.SentAtMillis, 0, WhatsAppLimits.MaxTimeMillis));
        int day = (sentAt.Year * 10_000) + (sentAt.Month * 100) + sentAt.Day;
        while (true)
        {
            (int Day, int Next) counter = _counters.GetValueOrDefault(media.Prefix);
            int number = counter.Day == day ? counter.Next : 0;
            _counters[media.Prefix] = (day, number + 1);
            yield return string.Create(CultureInfo.InvariantCulture, $"{folder}{media.Prefix}-{day:00000000}-WA{number:0000}.{extension}");
        }
    }

    // What no file name on a phone's shared storage may hold.
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(
        "\\:*?\"<>|" + string.Concat(Enumerable.Range(0, 32).Select(code => (char)code)) + "\u007F");

    private string FolderOf(Message message, MediaClass media, bool fromMe)
    {
        if (message.ChatId == "status@broadcast")
        {
            return "Media/.Statuses/";
        }

        string folder = $"Media/{product} {media.Folder}/";
        if (media.IsByWeek)
        {
            DateTime sentAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(message.SentAtMillis, 0, WhatsAppLimits.MaxTimeMillis)).UtcDateTime;
            return string.Create(CultureInfo.InvariantCulture, $"{folder}{ISOWeek.GetYear(sentAt):0000}{ISOWeek.GetWeekOfYear(sentAt):00}/");
        }

        return fromMe && message.Kind != MessageKind.Sticker ? folder + "Sent/" : folder;
    }

    private static MediaClass ClassOf(Message message) => message.Kind switch
    {
        MessageKind.Image => new MediaClass("Images", "IMG", "jpg"),
        MessageKind.Video => new MediaClass("Video", "VID", "mp4"),
        MessageKind.VideoNote => new MediaClass("Video Notes", "VID", "mp4"),
        MessageKind.Gif => new MediaClass("Animated Gifs", "VID", "mp4"),
        MessageKind.Audio => new MediaClass("Audio", "AUD", "m4a"),
        MessageKind.Voice => new MediaClass("Voice Notes", "PTT", "opus", IsByWeek: true),
        MessageKind.Sticker => new MediaClass("Stickers", "STK", "webp"),
        _ => new MediaClass("Documents", "DOC", "bin"),
    };

    private static string ExtensionOf(Attachment attachment, MediaClass media)
    {
        string? ofMime = attachment.Mime?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "image/jpeg" or "image/jpg" => "jpg",
            "image/png" => "png",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/heic" => "heic",
            "video/mp4" => "mp4",
            "video/quicktime" => "mov",
            "video/3gpp" => "3gp",
            "audio/ogg" => media.Prefix == "PTT" ? "opus" : "ogg",
            "audio/opus" => "opus",
            "audio/mp4" or "audio/x-m4a" => "m4a",
            "audio/mpeg" => "mp3",
            "audio/aac" => "aac",
            "audio/amr" => "amr",
            "application/pdf" => "pdf",
            _ => null,
        };
        return ofMime ?? Ending(attachment.Name) ?? Ending(attachment.Path) ?? media.Extension;
    }

    private static string? Ending(string? path)
    {
        string ending = Path.GetExtension(path ?? "").TrimStart('.').ToLowerInvariant();
        return ending.Length is > 0 and <= 5 && ending.All(char.IsAsciiLetterOrDigit) ? ending : null;
    }

    private static string? CleanName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        StringBuilder clean = new();
        int bytes = 0;
        string last = name[(name.LastIndexOf('/') + 1)..];
        string ending = Path.GetExtension(last) is { Length: <= 12 } short_ ? short_ : "";
        foreach (Rune rune in last[..^ending.Length].EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxNameBytes)
            {
                break;
            }

            clean.Append(IsAllowed(rune) ? rune.ToString() : "_");
        }

        foreach (Rune rune in ending.EnumerateRunes())
        {
            clean.Append(IsAllowed(rune) ? rune.ToString() : "_");
        }

        string result = clean.ToString().Trim().TrimStart('.');
        return Path.GetFileNameWithoutExtension(result).Length == 0 ? null : result;
    }

    private static bool IsAllowed(Rune rune) => rune != Rune.ReplacementChar && !(rune.IsBmp && Forbidden.Contains((char)rune.Value));

    /// <summary>How the files of a kind are kept.</summary>
    private readonly record struct MediaClass(string Folder, string Prefix, string Extension, bool IsByWeek = false);
}
