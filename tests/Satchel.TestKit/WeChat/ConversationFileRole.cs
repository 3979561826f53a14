namespace Satchel.TestKit.WeChat;

/// <summary>What a file of a message is.</summary>
public enum ConversationFileRole
{
    Picture,
    PictureThumbnail,
    Voice,
    Video,
    VideoPoster,
    Sticker,
    Document,
}
