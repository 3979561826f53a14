namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>A message on its way into the store.</summary>
/// <param name="Message">The message.</param>
/// <param name="Chat">Its chat.</param>
/// <param name="Raw">What its source says beyond the model.</param>
internal sealed record MessageDraft(Message Message, TargetChat Chat, RawFacts Raw)
{
    /// <summary>Its number in table <c>message</c>.</summary>
    public required long Row { get; init; }

    /// <summary>Its id.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the owner sent it.</summary>
    public required bool FromMe { get; init; }

    /// <summary>Its code.</summary>
    public required int Type { get; init; }

    /// <summary>Its file.</summary>
    public StoredMedia? Media { get; set; }
}

/// <summary>A message's file where it lies now.</summary>
/// <param name="Attachment">What the source says of it.</param>
/// <param name="Path">Where it lies below the WhatsApp folder, or null.</param>
/// <param name="IsThere">Whether its content is there.</param>
/// <param name="LengthBytes">Its length, or null.</param>
/// <param name="Sha256">The hash of its content, or null.</param>
/// <param name="Thumbnail">A small picture of a content that is not there, or null.</param>
internal sealed record StoredMedia(Attachment Attachment, string? Path, bool IsThere, long? LengthBytes, byte[]? Sha256, byte[]? Thumbnail);
