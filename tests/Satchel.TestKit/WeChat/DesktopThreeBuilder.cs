using System.Text;
using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Chats.WeChat;
using Satchel.TestKit.WhatsApp;

namespace Satchel.TestKit.WeChat;

/// <summary>Builds an account of 3.x on Windows: the folder <c>WeChat Files/&lt;user name&gt;</c>.</summary>
public sealed class DesktopThreeBuilder(string folder, DesktopStoreOptions? options = null) : DesktopStoreBuilder(folder, options, CipherScheme.Desktop3)
{
    private const string Contacts = "Msg/MicroMsg.db";

    private const string ContactsSchema =
        """
        CREATE TABLE Contact (UserName TEXT PRIMARY KEY, Alias TEXT, EncryptUserName TEXT, DelFlag INTEGER DEFAULT 0, Type INTEGER DEFAULT 0, VerifyFlag INTEGER DEFAULT 0, Remark TEXT, NickName TEXT, LabelIDList TEXT, ExtraBuf BLOB);
        CREATE TABLE ChatRoom (ChatRoomName TEXT PRIMARY KEY, UserNameList TEXT, DisplayNameList TEXT, ChatRoomFlag INT DEFAULT 0, Owner INTEGER DEFAULT 0, IsShowName INTEGER DEFAULT 0, SelfDisplayName TEXT, Reserved2 TEXT, RoomData BLOB);
        CREATE TABLE Session (strUsrName TEXT PRIMARY KEY, nOrder INT DEFAULT 0, strNickName TEXT, strContent TEXT, nTime INT);
        """;

    private const string MessagesSchema =
        """
        CREATE TABLE MSG (localId INTEGER PRIMARY KEY AUTOINCREMENT, TalkerId INT DEFAULT 0, MsgSvrID INT, Type INT, SubType INT, IsSender INT, CreateTime INT, Sequence INT DEFAULT 0, StatusEx INT DEFAULT 0, FlagEx INT, Status INT,
          MsgServerSeq INT, MsgSequence INT, StrTalker TEXT, StrContent TEXT, DisplayContent TEXT, Reserved0 INT DEFAULT 0, Reserved1 INT DEFAULT 0, Reserved4 TEXT, CompressContent BLOB, BytesExtra BLOB, BytesTrans BLOB);
        CREATE TABLE Name2ID (UsrName TEXT PRIMARY KEY);
        CREATE TABLE DBInfo (tableIndex INTEGER PRIMARY KEY, tableVersion INTEGER, tableDesc TEXT);
        """;

    private const string VoicesSchema =
        """
        CREATE TABLE Media (Key TEXT, Reserved0 INT, Buf BLOB);
        CREATE TABLE Name2ID (UsrName TEXT PRIMARY KEY);
        """;

    /// <summary>Builds a whole conversation.</summary>
    public static void Build(Conversation conversation, string folder, DesktopStoreOptions? options = null)
    {
        using DesktopThreeBuilder builder = new(folder, options);
        builder.Add(conversation);
        builder.Save();
    }

    /// <inheritdoc/>
    public override void Add(ConversationMessage message, int shard)
    {
        SqliteDatabase database = Database($"Msg/Multi/MSG{shard}.db");
        bool isPacked = message.Type == 49 && Options.Compress;
        Insert(
            database,
            "MSG",
            ("TalkerId", NumberOf(database, "Name2ID", "UsrName", message.ChatId)),
            ("MsgSvrID", message.ServerId),
            ("Type", message.Type),
            ("SubType", message.SubType),
            ("IsSender", message.Outgoing ? 1 : 0),
            ("CreateTime", message.SentAtSeconds),
            ("Sequence", message.SentAtMillis),
            ("Status", message.IsFailed ? 5 : 0),
            ("StrTalker", message.ChatId),
            ("StrContent", isPacked ? "" : message.Payload),
            ("CompressContent", isPacked ? Lz4Blocks.Compress([.. Encoding.UTF8.GetBytes(message.Payload), 0]) : null),
            ("BytesExtra", ExtraOf(message, shard)));
    }

    /// <inheritdoc/>
    protected override string SchemaOf(string path) =>
        path == Contacts ? ContactsSchema : path.Contains("MediaMSG", StringComparison.Ordinal) ? VoicesSchema : path.Contains("HardLink", StringComparison.Ordinal) ? LinksSchema(path) : MessagesSchema;

    /// <inheritdoc/>
    protected override void AddPerson(string userName, string nickname, string? remark, string? shownId) =>
        Insert(Database(Contacts), "Contact", ("UserName", userName), ("NickName", nickname), ("Remark", remark ?? ""), ("Alias", shownId ?? ""));

    /// <inheritdoc/>
    protected override void AddGroup(ConversationGroup group) => Insert(
        Database(Contacts),
        "ChatRoom",
        ("ChatRoomName", group.UserName),
        ("UserNameList", string.Join("^G", group.Members.Select(member => member.UserName))),
        ("Reserved2", group.OwnerId),
        ("RoomData", RoomData.Write([.. group.Members.Select(member => new RoomMember(member.UserName, member.DisplayName))])));

    private byte[] ExtraOf(ConversationMessage message, int shard)
    {
        List<byte[]> fields = [Protobuf.Bytes(1, Protobuf.Number(1, 16), Protobuf.Number(2, 0))];
        AddPair(1, message.IsInGroup && !message.Outgoing ? message.SenderId : null);
        AddPair(2, WeChatIds.ChatHash($"{message.ServerId}"));
        (string? thumbnail, string? file) = WriteFiles(message, shard);
        AddPair(3, thumbnail);
        AddPair(4, file);
        AddPair(7, message.Source);
        return Protobuf.Of([.. fields]);

        void AddPair(int key, string? value)
        {
            if (value is not null)
            {
                fields.Add(Protobuf.Bytes(3, Protobuf.Number(1, key), Protobuf.Text(2, value)));
            }
        }
    }

    // Paths as they stand in BytesExtra: with backslashes, and the account's folder first.
    private (string? Thumbnail, string? File) WriteFiles(ConversationMessage message, int shard)
    {
        string account = Path.GetFileName(Folder);
        string month = MonthOf(message);
        string chat = WeChatIds.ChatHash(message.ChatId);
        switch (message.Type)
        {
            case 3:
                (ConversationFile? picture, ConversationFile? small) = (message.File(ConversationFileRole.Picture), message.File(ConversationFileRole.PictureThumbnail));
                string stem = picture?.Md5 ?? $"{message.ServerId:x32}";
                return (PutPicture($"FileStorage/MsgAttach/{chat}/Thumb/{month}/{stem}_t.dat", small), PutPicture($"FileStorage/MsgAttach/{chat}/Image/{month}/{stem}.dat", picture));
            case 43:
                (ConversationFile? video, ConversationFile? poster) = (message.File(ConversationFileRole.Video), message.File(ConversationFileRole.VideoPoster));
                return (Put($"FileStorage/Video/{month}/{video?.Md5}.jpg", poster?.Content), Put($"FileStorage/Video/{month}/{video?.Md5}.mp4", video?.Content));
            case 49 when message.File(ConversationFileRole.Document) is { } document:
                return (null, Put($"FileStorage/File/{month}/{document.Name}", document.Content));
            case 34 when message.File(ConversationFileRole.Voice) is { } voice && Options.Files:
                Insert(Database($"Msg/Multi/MediaMSG{shard}.db"), "Media", ("Key", $"{message.ServerId}"), ("Reserved0", message.ServerId), ("Buf", voice.Content));
                return (null, null);
            default:
                return (null, null);
        }

        string? PutPicture(string path, ConversationFile? file) => Put(path, file is null ? null : Picture(file.Content));

        string? Put(string path, byte[]? content)
        {
            if (content is null)
            {
                return null;
            }

            Write(path, content);
            return $"{account}/{path}".Replace('/', '\\');
        }
    }

    private static string LinksSchema(string path)
    {
        string kind = Path.GetFileNameWithoutExtension(path)["HardLink".Length..];
        return $"CREATE TABLE HardLink{kind}Attribute (Md5Hash INTEGER, DirID1 INTEGER, DirID2 INTEGER, FileName TEXT, ModifyTime INT, Md5 BLOB); CREATE TABLE HardLink{kind}ID (DirId INTEGER PRIMARY KEY, Dir TEXT);";
    }
}
