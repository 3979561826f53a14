namespace Satchel.Chats.WeChat.Android;

/// <summary>The tables of <c>EnMicroMsg.db</c> and <c>WxFileIndex.db</c> that are read.</summary>
internal static class AndroidTables
{
    public const string Contacts = "rcontact";
    public const string Conversations = "rconversation";
    public const string Groups = "chatroom";
    public const string Owner = "userinfo";
    public const string Stickers = "EmojiInfo";

    /// <summary>Tables of messages, each with its table of pictures. The first holds nearly all; the others belong to services of the app.</summary>
    public static readonly IReadOnlyList<(string Messages, string Pictures)> OfMessages =
    [
        ("message", "ImgInfo2"), ("bizchatmessage", "ImgInfo2"), ("appbrandmessage", "ImgInfo2"), ("appbrandnotifymessage", "ImgInfo2"), ("bottlemessage", "ImgInfo2"),
        ("qmessage", "ImgInfo2"), ("tmessage", "ImgInfo2"), ("findermessage006", "finder_img_info_table"), ("gamelifemessage", "gamelife_img_info_table"),
        ("textstatusmessage", "ImgInfo2"), ("bizfansmessage", "bizfans_img_info_table"), ("w1wmessage", "w1w_img_info_table"),
    ];

    /// <summary>Tables of files, and the column of each that numbers the message.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfFiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ImgInfo2"] = "msglocalid",
        ["finder_img_info_table"] = "msglocalid",
        ["gamelife_img_info_table"] = "msglocalid",
        ["bizfans_img_info_table"] = "msglocalid",
        ["w1w_img_info_table"] = "msglocalid",
        ["videoinfo2"] = "msglocalid",
        ["appattach"] = "msgInfoId",
        ["WxFileIndex3"] = "msgId",
        ["WxFileIndex2"] = "msgId",
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(
        [.. OfMessages.Select(table => table.Messages), .. OfFiles.Keys, Contacts, Conversations, Groups, Owner, Stickers], StringComparer.OrdinalIgnoreCase);
}
