namespace Satchel.TestKit.WeChat;

/// <summary>The tables of WeChat on an iPhone, as docs/formats/wechat-ios.md gives them.</summary>
public static class IosTables
{
    /// <summary>Contacts as old versions keep them.</summary>
    public const string OldContacts =
        """
        CREATE TABLE Friend(TableVer INTEGER DEFAULT 1, UsrName TEXT PRIMARY KEY, NickName TEXT, Sex INTEGER DEFAULT 0, Type INTEGER DEFAULT 0);
        CREATE TABLE Friend_Ext(TableVer INTEGER DEFAULT 1, UsrName TEXT PRIMARY KEY, ConType INTEGER DEFAULT 0, ConRemark TEXT, ConChatRoomMem TEXT);
        """;

    /// <summary>Contacts in a database of their own.</summary>
    public const string Contacts =
        """
        CREATE TABLE Friend(userName TEXT PRIMARY KEY, type INTEGER, certificationFlag INTEGER, imgStatus INTEGER, encodeUserName TEXT, extFlag INTEGER, openIMAppid TEXT, typeExt INTEGER,
          dbContactLocal BLOB, dbContactOther BLOB, dbContactRemark BLOB, dbContactHeadImage BLOB, dbContactProfile BLOB, dbContactSocial BLOB, dbContactChatRoom BLOB, dbContactBrand BLOB,
          dbContactOpenIM BLOB, dbContactEncryptSecret BLOB, _packed_DBContactTable BLOB);
        CREATE TABLE OpenIMContact(userName TEXT PRIMARY KEY, type INTEGER, certificationFlag INTEGER, imgStatus INTEGER, encodeUserName TEXT, extFlag INTEGER, openIMAppid TEXT, typeExt INTEGER,
          dbContactLocal BLOB, dbContactOther BLOB, dbContactRemark BLOB, dbContactHeadImage BLOB, dbContactProfile BLOB, dbContactSocial BLOB, dbContactChatRoom BLOB, dbContactBrand BLOB,
          dbContactOpenIM BLOB, dbContactEncryptSecret BLOB, _packed_DBContactTable BLOB);
        """;

    /// <summary>The list of conversations.</summary>
    public const string Sessions =
        "CREATE TABLE SessionAbstract(UsrName TEXT PRIMARY KEY, CreateTime INTEGER, unreadcount INTEGER, ConStrRes1 TEXT, ConIntRes1 INTEGER);";

    /// <summary>The messages of a chat.</summary>
    public static string Chat(string hash) =>
        $"""
         CREATE TABLE Chat_{hash}(TableVer INTEGER DEFAULT 1, MesLocalID INTEGER PRIMARY KEY AUTOINCREMENT, MesSvrID INTEGER, CreateTime INTEGER, Message TEXT, Status INTEGER, ImgStatus INTEGER,
           Type INTEGER, Des INTEGER);
         CREATE TABLE ChatExt2_{hash}(TableVer INTEGER DEFAULT 1, MesLocalID INTEGER PRIMARY KEY, ConStrRes1 TEXT);
         """;
}
