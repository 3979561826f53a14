using System.Collections.Frozen;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What the names of exported files say about their content.</summary>
internal static class ExportFileNames
{
    private const int NumberDigits = 8;
    private const int MaxFileNameChars = 255;

    private static readonly FrozenDictionary<string, (MessageKind Kind, string Mime)> Endings = new Dictionary<string, (MessageKind, string)>
    {
        ["jpg"] = (MessageKind.Image, "image/jpeg"),
        ["jpeg"] = (MessageKind.Image, "image/jpeg"),
        ["png"] = (MessageKind.Image, "image/png"),
        ["heic"] = (MessageKind.Image, "image/heic"),
        ["gif"] = (MessageKind.Gif, "image/gif"),
        ["webp"] = (MessageKind.Sticker, "image/webp"),
        ["mp4"] = (MessageKind.Video, "video/mp4"),
        ["mov"] = (MessageKind.Video, "video/quicktime"),
        ["3gp"] = (MessageKind.Video, "video/3gpp"),
        ["opus"] = (MessageKind.Voice, "audio/ogg"),
        ["ogg"] = (MessageKind.Voice, "audio/ogg"),
        ["m4a"] = (MessageKind.Audio, "audio/mp4"),
        ["mp3"] = (MessageKind.Audio, "audio/mpeg"),
        ["aac"] = (MessageKind.Audio, "audio/aac"),
        ["amr"] = (MessageKind.Audio, "audio/amr"),
        ["wav"] = (MessageKind.Audio, "audio/wav"),
        ["vcf"] = (MessageKind.Contact, "text/vcard"),
        ["pdf"] = (MessageKind.Document, "application/pdf"),
        ["txt"] = (MessageKind.Document, "text/plain"),
        ["zip"] = (MessageKind.Document, "application/zip"),
        ["docx"] = (MessageKind.Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ["xlsx"] = (MessageKind.Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ["pptx"] = (MessageKind.Document, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ["doc"] = (MessageKind.Document, "application/msword"),
        ["xls"] = (MessageKind.Document, "application/vnd.ms-excel"),
        ["ppt"] = (MessageKind.Document, "application/vnd.ms-powerpoint"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a file is, by its name.</summary>
    public static MessageKind KindOf(string name)
    {
        MessageKind? byEnding = Endings.TryGetValue(EndingOf(name), out (MessageKind Kind, string Mime) ending) ? ending.Kind : null;
        if (IsNumbered(name))
        {
            string word = name[(NumberDigits + 1)..].Split('-', 2)[0];
            MessageKind? byWord = word switch
            {
                "PHOTO" => MessageKind.Image,
                "VIDEO" => MessageKind.Video,
                "STICKER" => MessageKind.Sticker,
                "GIF" => MessageKind.Gif,
                "PTV" => MessageKind.VideoNote,
                "PTT" => MessageKind.Voice,
                "AUDIO" => byEnding == MessageKind.Voice ? MessageKind.Voice : MessageKind.Audio,
                _ => null,
            };
            return byWord is not null && name.AsSpan(NumberDigits + 1).Contains('-') ? byWord.Value : byEnding ?? MessageKind.Document;
        }

        return IsAndroidName(name)
            ? name[..3] switch
            {
                "IMG" => MessageKind.Image,
                "VID" => byEnding == MessageKind.Gif ? MessageKind.Gif : MessageKind.Video,
                "AUD" => byEnding == MessageKind.Voice ? MessageKind.Voice : MessageKind.Audio,
                "PTT" => MessageKind.Voice,
                "STK" => MessageKind.Sticker,
                "PTV" => MessageKind.VideoNote,
                _ => MessageKind.Document,
            }
            : byEnding ?? MessageKind.Document;
    }

    /// <summary>The media type that a name's ending stands for; null where it tells none.</summary>
    public static string? MimeOf(string name) => Endings.TryGetValue(EndingOf(name), out (MessageKind Kind, string Mime) ending) ? ending.Mime : null;

    /// <summary>Whether it is a name as an iPhone gives it: <c>00000035-PHOTO-2022-03-27-21-41-55.jpg</c>.</summary>
    public static bool IsNumbered(string name) =>
        name.Length > NumberDigits + 1 && name[NumberDigits] == '-' && !name.AsSpan(0, NumberDigits).ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether it is a name as Android gives it: <c>IMG-20230630-WA0000.jpg</c>.</summary>
    public static bool IsAndroidName(string name) =>
        name.Length >= 19 && name[..4] is "IMG-" or "VID-" or "AUD-" or "PTT-" or "STK-" or "DOC-" or "PTV-"
        && !name.AsSpan(4, 8).ContainsAnyExceptInRange('0', '9') && name.AsSpan(12, 3) is "-WA";

    /// <summary>Whether an app may have given it to one of an export's media.</summary>
    public static bool IsMedia(string name) => IsNumbered(name) || IsAndroidName(name);

    /// <summary>Whether it is the name of a file, and leads nowhere else.</summary>
    public static bool IsFileName(string name) =>
        name.Length is > 2 and <= MaxFileNameChars && name.LastIndexOf('.') is > 0 and var dot && dot < name.Length - 1
        && name.AsSpan().IndexOfAny('/', '\\') < 0 && !name.Any(char.IsControl);

    /// <summary>The name to show: without the number that an iPhone puts before.</summary>
    public static string ShownName(string name) =>
        IsNumbered(name) && name[(NumberDigits + 1)..] is var rest && KindOf(name) is MessageKind.Document or MessageKind.Contact ? rest : name;

    private static string EndingOf(string name) => name[(name.LastIndexOf('.') + 1)..];
}
