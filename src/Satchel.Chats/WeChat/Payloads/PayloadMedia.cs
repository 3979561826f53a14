namespace Satchel.Chats.WeChat.Payloads;

/// <summary>What a payload says of a file that belongs to the message: readers find it by its hash, or by the row.</summary>
/// <param name="Kind">What the file is.</param>
internal sealed record PayloadMedia(PayloadMediaKind Kind)
{
    /// <summary>The name to show, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The MD5 of the content in lower-case hex, which names the file on desktops; null where not told.</summary>
    public string? Md5 { get; init; }

    /// <summary>The length in bytes, or null.</summary>
    public long? LengthBytes { get; init; }

    /// <summary>The media type where the kind or the name tells it, or null.</summary>
    public string? Mime { get; init; }

    /// <summary>Width in pixels, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels, or null.</summary>
    public int? Height { get; init; }

    /// <summary>Duration in milliseconds, or null.</summary>
    public long? DurationMillis { get; init; }
}
