using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WeChat;

/// <summary>User names: what stands for a person, a group, an account or a built-in chat.</summary>
internal static class WeChatIds
{
    /// <summary>What an id begins with that stands for a chat whose user name nothing tells: the rest is its hash.</summary>
    public const string UnknownPrefix = "md5:";

    private const int HashHexDigits = 32;

    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "weixin", "fmessage", "medianote", "newsapp", "qqmail", "floatbottle", "qmessage", "tmessage", "notifymessage", "brandsessionholder",
        "notification_messages", "officialaccounts", "qqsync", "masssendapp", "blogapp", "facebookapp", "feedsapp", "voip", "voipapp",
        "voicevoipapp", "voiceinputapp", "linkedinplugin", "lbsapp", "shakeapp", "readerapp", "weibo", "pc_share", "cardpackage", "mphelper",
        "helper_entry", "appbrandcustomerservicemsg", "appbrand_notify_message", "downloaderapp", "opencustomerservicemsg", "service_officialaccounts",
    };

    /// <summary>Whether it is a group.</summary>
    public static bool IsGroup(string userName) =>
        userName.EndsWith("@chatroom", StringComparison.Ordinal) || userName.EndsWith("@im.chatroom", StringComparison.Ordinal);

    /// <summary>Whether it stands for a chat whose user name nothing tells.</summary>
    public static bool IsUnknown(string chatId) => chatId.StartsWith(UnknownPrefix, StringComparison.Ordinal);

    /// <summary>What kind of chat it is.</summary>
    /// <param name="userName">The chat.</param>
    /// <param name="ownerId">The owner, or null.</param>
    public static ChatKind KindOf(string userName, string? ownerId = null) => userName switch
    {
        "filehelper" => ChatKind.Self,
        _ when IsGroup(userName) => ChatKind.Group,
        _ when ownerId is not null && userName == ownerId => ChatKind.Self,
        _ when userName.StartsWith("gh_", StringComparison.Ordinal) => ChatKind.Channel,
        _ when BuiltIn.Contains(userName) => ChatKind.System,
        _ => ChatKind.Direct,
    };

    /// <summary>The hash that names tables, folders and files: the MD5 of the user name in UTF-8, in lower-case hex.</summary>
    public static string ChatHash(string userName) => Convert.ToHexStringLower(Md5Of(Encoding.UTF8.GetBytes(userName)));

    /// <summary>The id of a chat of which only the hash is known.</summary>
    public static string UnknownChat(string hash) => UnknownPrefix + hash.ToLowerInvariant();

    /// <summary>Whether a text is a hash: 32 hex digits.</summary>
    public static bool IsHash(ReadOnlySpan<char> text) => text.Length == HashHexDigits && !text.ContainsAnyExcept(HexDigits);

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

#pragma warning disable CA5351 // The app's choice: a name, nothing to protect.
    private static byte[] Md5Of(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
