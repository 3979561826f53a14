using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Chats.WeChat;

namespace Satchel.TestKit.WeChat;

/// <summary>Builds an account of 3.x on a Mac: the folder that is called by the hash of the owner's user name.</summary>
public sealed class MacThreeBuilder(string folder, DesktopStoreOptions? options = null) : DesktopStoreBuilder(folder, options, CipherScheme.Mac3)
{
    private const string Contacts = "Contact/wccontact_new2.db";
    private const string Groups = "Group/group_new.db";
    private const string Links = "Message/hldata.db";
    private const string ContactColumns = "(m_nsUsrName TEXT PRIMARY KEY, m_uiConType INTEGER, nickname TEXT, m_nsRemark TEXT, m_nsAliasName TEXT, m_nsChatRoomMemList TEXT, m_nsChatRoomAdminList TEXT, _packed_WCContactData BLOB)";

    private long _inode = 1000;

    /// <summary>The name of the owner's folder.</summary>
    public static string FolderName => WeChatIds.ChatHash(Conversation.OwnerId);

    /// <summary>Builds a whole conversation.</summary>
    public static void Build(Conversation conversation, string folder, DesktopStoreOptions? options = null)
    {
        using MacThreeBuilder builder = new(folder, options);
        builder.Add(conversation);
        builder.Save();
    }

    /// <inheritdoc/>
    public override void Add(ConversationMessage message, int shard)
    {
        SqliteDatabase database = Database($"Message/msg_{shard}.db");
        string hash = WeChatIds.ChatHash(message.ChatId);
        database.Execute(
            $"CREATE TABLE IF NOT EXISTS Chat_{hash} (mesLocalID INTEGER PRIMARY KEY AUTOINCREMENT, mesSvrID INTEGER, msgCreateTime INTEGER, msgContent TEXT, msgStatus INTEGER, msgImgStatus INTEGER, "
            + "messageType INTEGER, mesDes INTEGER, msgSource TEXT, IntRes1 INTEGER, StrRes1 TEXT, msgVoiceText TEXT, msgSeq INTEGER, CompressContent BLOB, ConBlob BLOB)");
        long id = Insert(
            database,
            $"Chat_{hash}",
            ("mesSvrID", message.ServerId),
            ("msgCreateTime", message.SentAtSeconds),
            ("msgContent", message.StoredContent),
            ("msgStatus", message.IsFailed ? 5 : message.Outgoing ? 2 : 4),
            ("messageType", message.Type),
            ("mesDes", message.Outgoing ? 0 : 1),
            ("msgSource", message.Source));
        if (Options.Files)
        {
            WriteFiles(message, hash, id);
        }
    }

    /// <inheritdoc/>
    protected override string SchemaOf(string path) => path switch
    {
        Contacts => $"CREATE TABLE WCContact {ContactColumns}",
        Groups => $"CREATE TABLE GroupContact {ContactColumns}; CREATE TABLE GroupMember {ContactColumns}",
        Links => "CREATE TABLE HlinkMediaRecord (mediaMd5 TEXT, mediaSize INTEGER, inodeNumber INTEGER, modifyTime INTEGER); CREATE TABLE HlinkMediaDetail (localId INTEGER PRIMARY KEY, inodeNumber INTEGER, relativePath TEXT, fileName TEXT)",
        _ => "",
    };

    /// <inheritdoc/>
    protected override void AddPerson(string userName, string nickname, string? remark, string? shownId)
    {
        bool isGroup = WeChatIds.IsGroup(userName);
        Insert(
            Database(isGroup ? Groups : Contacts),
            isGroup ? "GroupContact" : "WCContact",
            ("m_nsUsrName", userName),
            ("nickname", nickname),
            ("m_nsRemark", remark ?? ""),
            ("m_nsAliasName", shownId ?? ""));
    }

    /// <inheritdoc/>
    protected override void AddGroup(ConversationGroup group)
    {
        using SqliteStatement members = Database(Groups).Prepare("UPDATE GroupContact SET m_nsChatRoomMemList = ?1 WHERE m_nsUsrName = ?2");
        members.Bind(1, string.Join(';', group.Members.Select(member => member.UserName)));
        members.Bind(2, group.UserName);
        _ = members.Step();
    }

    private void WriteFiles(ConversationMessage message, string hash, long id)
    {
        (ConversationFileRole Role, string Path)[] places =
        [
            (ConversationFileRole.Picture, $"{hash}/Image/{id}.pic.jpg"),
            (ConversationFileRole.PictureThumbnail, $"{hash}/Image/{id}.pic_thumb.jpg"),
            (ConversationFileRole.Voice, $"{hash}/Audio/{id}.aud.silk"),
            (ConversationFileRole.Video, $"{hash}/Video/{id}.mp4"),
            (ConversationFileRole.VideoPoster, $"{hash}/Video/{id}.video_thum.jpg"),
            (ConversationFileRole.Document, $"{hash}/File/{message.File(ConversationFileRole.Document)?.Name}"),
        ];
        foreach ((ConversationFileRole role, string path) in places)
        {
            if (message.File(role) is not { } file)
            {
                continue;
            }

            Write($"Message/MessageTemp/{path}", file.Content);
            if (role is ConversationFileRole.Picture or ConversationFileRole.Video or ConversationFileRole.Document)
            {
                Insert(Database(Links), "HlinkMediaRecord", ("mediaMd5", file.Md5), ("mediaSize", file.Content.Length), ("inodeNumber", ++_inode));
                Insert(Database(Links), "HlinkMediaDetail", ("inodeNumber", _inode), ("relativePath", path[..path.LastIndexOf('/')]), ("fileName", path[(path.LastIndexOf('/') + 1)..]));
            }
        }
    }
}
