namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>The tables of a store that is built without the phone's own; see docs/formats/wechat-ios-writing.md.</summary>
internal static class WeChatIosSchema
{
    private const string ContactColumns =
        """
        userName TEXT PRIMARY KEY, type INTEGER, certificationFlag INTEGER, imgStatus INTEGER, encodeUserName TEXT, extFlag INTEGER, openIMAppid TEXT, typeExt INTEGER,
        dbContactLocal BLOB, dbContactOther BLOB, dbContactRemark BLOB, dbContactHeadImage BLOB, dbContactProfile BLOB, dbContactSocial BLOB, dbContactChatRoom BLOB,
        dbContactBrand BLOB, dbContactOpenIM BLOB, dbContactEncryptSecret BLOB, _packed_DBContactTable BLOB
        """;

    /// <summary>The contacts.</summary>
    public const string Contacts = $"CREATE TABLE Friend({ContactColumns}); CREATE TABLE OpenIMContact({ContactColumns});";

    /// <summary>The list of conversations.</summary>
    public const string Sessions = "CREATE TABLE SessionAbstract(UsrName TEXT PRIMARY KEY, CreateTime INTEGER, unreadcount INTEGER, ConStrRes1 TEXT, ConIntRes1 INTEGER);";

    /// <summary>The messages of a chat.</summary>
    public static string ChatTable(string name) =>
        $"""
         CREATE TABLE {name}(TableVer INTEGER DEFAULT 1, MesLocalID INTEGER PRIMARY KEY AUTOINCREMENT, MesSvrID INTEGER, CreateTime INTEGER, Message TEXT, Status INTEGER, ImgStatus INTEGER,
           Type INTEGER, Des INTEGER)
         """;
}
