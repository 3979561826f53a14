namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>What Android's store is not given, in the words of the report; docs/formats/wechat-android-writing.md lists each with its reason.</summary>
public static class WeChatAndroidLosses
{
    /// <summary>A file that the source no longer has.</summary>
    public const string FileMissing = "the file was not there";

    /// <summary>More than one file with a message.</summary>
    public const string FurtherFiles = "files beyond the first";

    /// <summary>Names in a serialised column whose order is not public.</summary>
    public const string Mentions = "who is mentioned, but by name in the text";

    /// <summary>A message that came without its payload.</summary>
    public const string PayloadUnknown = "the app's own details, which the source did not keep";

    /// <summary>A direct chat of which only a hash is known.</summary>
    public const string ChatUnknown = "a chat whose user name nothing tells; left out";

    /// <summary>A sender that the store has no place for.</summary>
    public const string SenderUnknown = "who sent it";

    /// <summary>When a message that is still here was recalled.</summary>
    public const string RevokedLater = "that it was recalled later; the message is kept";

    /// <summary>Every phrase.</summary>
    public static IReadOnlyList<string> All { get; } = [FileMissing, FurtherFiles, Mentions, PayloadUnknown, ChatUnknown, SenderUnknown, RevokedLater];
}
