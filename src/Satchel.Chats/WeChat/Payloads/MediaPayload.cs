using System.Globalization;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Pictures, voices, videos and stickers: what their attributes tell of the file.</summary>
internal static class MediaPayload
{
    private const long MillisPerSecond = 1000;

    // More than any video is long, so that it can be multiplied.
    private const long MaxSeconds = 1_000_000;

    /// <summary>A picture: <c>img</c> with the lengths and MD5 of the picture, and in newer clients the size of its larger forms.</summary>
    public static PayloadContent Image(XmlNode? xml)
    {
        XmlNode? img = xml?.Find("img");
        PayloadMedia media = new(PayloadMediaKind.Image)
        {
            Md5 = PayloadNumbers.Md5(img?.Attribute("md5")),
            LengthBytes = PayloadNumbers.Positive(img?.Attribute("length")),
            Width = PayloadNumbers.Pixels(img?.Attribute("cdnhdwidth")) ?? PayloadNumbers.Pixels(img?.Attribute("cdnmidwidth")),
            Height = PayloadNumbers.Pixels(img?.Attribute("cdnhdheight")) ?? PayloadNumbers.Pixels(img?.Attribute("cdnmidheight")),
        };
        return new PayloadContent { Kind = MessageKind.Image, Media = [media] };
    }

    /// <summary>A voice: <c>voicemsg</c>, or the short form of old clients, <c>sender:milliseconds:flag</c>.</summary>
    public static PayloadContent Voice(string content)
    {
        XmlNode? voice = WeChatXml.TryRead(content)?.Find("voicemsg");
        PayloadMedia media = new(PayloadMediaKind.Voice)
        {
            Md5 = PayloadNumbers.Md5(voice?.Attribute("voicemd5")),
            LengthBytes = PayloadNumbers.Positive(voice?.Attribute("length")),
            DurationMillis = PayloadNumbers.Positive(voice?.Attribute("voicelength")),
        };
        string? sender = null;
        if (voice is null && content.Length < 2 * WeChatLimits.MaxPrefixChars && content.TrimEnd('\n', '\r').Split(':') is { Length: 2 or 3 } parts)
        {
            media = media with { DurationMillis = PayloadNumbers.Positive(parts[^2]) };
            sender = parts.Length == 3 && parts[0].Length > 0 ? parts[0] : null;
        }

        return new PayloadContent { Kind = MessageKind.Voice, Media = [media], SenderId = sender };
    }

    /// <summary>A video: <c>videomsg</c>, whose length is in seconds.</summary>
    public static PayloadContent Video(XmlNode? xml)
    {
        XmlNode? video = xml?.Find("videomsg");
        PayloadMedia media = new(PayloadMediaKind.Video)
        {
            Md5 = PayloadNumbers.Md5(video?.Attribute("md5")) ?? PayloadNumbers.Md5(video?.Attribute("newmd5")),
            LengthBytes = PayloadNumbers.Positive(video?.Attribute("length")),
            Mime = "video/mp4",
            DurationMillis = PayloadNumbers.Positive(video?.Attribute("playlength")) is <= MaxSeconds and long seconds ? seconds * MillisPerSecond : null,
        };
        return new PayloadContent { Kind = MessageKind.Video, Media = [media] };
    }

    /// <summary>A sticker: <c>emoji</c> names its file by MD5.</summary>
    public static PayloadContent Sticker(XmlNode? xml)
    {
        XmlNode? emoji = xml?.Find("emoji");
        PayloadMedia media = new(PayloadMediaKind.Sticker)
        {
            Md5 = PayloadNumbers.Md5(emoji?.Attribute("md5")),
            LengthBytes = PayloadNumbers.Positive(emoji?.Attribute("len")),
            Width = PayloadNumbers.Pixels(emoji?.Attribute("width")),
            Height = PayloadNumbers.Pixels(emoji?.Attribute("height")),
        };
        return new PayloadContent { Kind = MessageKind.Sticker, Media = [media] };
    }

    /// <summary>A document: a name, a length, and the MD5 of its content.</summary>
    public static PayloadMedia Document(XmlNode app)
    {
        string? name = app.ChildText("title");
        XmlNode? attach = app["appattach"];
        string? ending = attach?.ChildText("fileext") ?? (name?.LastIndexOf('.') is >= 0 and int dot ? name[(dot + 1)..] : null);
        return new PayloadMedia(PayloadMediaKind.Document)
        {
            Name = name,
            Md5 = PayloadNumbers.Md5(app.ChildText("md5")),
            LengthBytes = PayloadNumbers.Positive(attach?.ChildText("totallen")),
            Mime = ending is null ? null : DocumentTypes.Of(ending.ToLower(CultureInfo.InvariantCulture)),
        };
    }
}
