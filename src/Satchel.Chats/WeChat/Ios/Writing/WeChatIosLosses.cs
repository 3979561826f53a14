namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>What the store of an iPhone is not given, in the words of the report; docs/formats/wechat-ios-writing.md lists each with its reason.</summary>
public static class WeChatIosLosses
{
    /// <summary>A file that the source no longer has.</summary>
    public const string FileMissing = "the file: the source does not have it";

    /// <summary>More than one file with a message.</summary>
    public const string FurtherFiles = "further files of the message: an iPhone has room for one";

    /// <summary>The picture of a sticker.</summary>
    public const string Sticker = "the picture of the sticker: an iPhone fetches it, and keeps it in a store of its own";

    /// <summary>A message that came without its payload.</summary>
    public const string PayloadUnknown = "the app's own details, which the source did not keep";

    /// <summary>A sender that the store has no place for.</summary>
    public const string SenderUnknown = "who sent it: the source does not tell, or tells what is no user name";

    /// <summary>A message of which nobody knows whether the owner sent it.</summary>
    public const string DirectionUnknown = "whether it was sent or received: it stands as received";

    /// <summary>People who are mentioned.</summary>
    public const string Mentions = "who is mentioned, but by name in the text";

    /// <summary>When a message that is still here was recalled.</summary>
    public const string RevokedLater = "that it was recalled later: it stands with its content";

    /// <summary>Every phrase.</summary>
    public static IReadOnlyList<string> All { get; } =
        [FileMissing, FurtherFiles, Sticker, PayloadUnknown, SenderUnknown, DirectionUnknown, Mentions, RevokedLater];
}
