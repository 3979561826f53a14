namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>A row of messages as it is written.</summary>
internal sealed record WrittenRow
{
    /// <summary>The chat.</summary>
    public required WrittenChat Chat { get; init; }

    /// <summary>The server's number; 0 where it has none.</summary>
    public long ServerId { get; init; }

    /// <summary>The base type.</summary>
    public required int BaseType { get; init; }

    /// <summary>The type with Android's flags.</summary>
    public required int Type { get; init; }

    /// <summary>How far it got.</summary>
    public required int Status { get; init; }

    /// <summary>Whether the owner sent it.</summary>
    public required bool IsSend { get; init; }

    /// <summary>When, in milliseconds.</summary>
    public required long Millis { get; init; }

    /// <summary>The content, in a group with the sender before it.</summary>
    public required string Content { get; init; }

    /// <summary>Who sent it, or null.</summary>
    public string? SenderId { get; init; }

    /// <summary>Its file, or null.</summary>
    public WrittenMedia? Media { get; init; }

    /// <summary>The MD5 that a sticker goes by, or null.</summary>
    public string? StickerMd5 { get; init; }

    /// <summary>How long it plays, or null.</summary>
    public long? DurationMillis { get; init; }
}
