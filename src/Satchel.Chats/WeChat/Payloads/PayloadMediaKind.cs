namespace Satchel.Chats.WeChat.Payloads;

/// <summary>What a file of a payload is.</summary>
internal enum PayloadMediaKind
{
#pragma warning disable CS1591
    Image,
    Voice,
    Video,
    Sticker,
    Document,
#pragma warning restore CS1591
}
