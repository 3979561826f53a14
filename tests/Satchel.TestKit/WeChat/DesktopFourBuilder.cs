using System.Text;
using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Chats.WeChat;
using Satchel.TestKit.WhatsApp;

namespace Satchel.TestKit.WeChat;

/// <summary>Builds an account of 4.x: the folder <c>xwechat_files/&lt;user name&gt;_1f2e</c>.</summary>
public sealed class DesktopFourBuilder(string folder, DesktopStoreOptions? options = null)
    : DesktopStoreBuilder(folder, options, options?.IsRawKey == true ? CipherScheme.Version4Raw : CipherScheme.Version4)
{
    private const string Contacts = "db_storage/contact/contact.db";
    private const string Links = "db_storage/hardlink/hardlink.db";
    private const string Sessions = "db_storage/session/session.db";
    private const string ContactColumns =
        "(id INTEGER PRIMARY KEY, username TEXT, local_type INTEGER, alias TEXT, encrypt_username TEXT, flag INTEGER, delete_flag INTEGER, verify_flag INTEGER, remark TEXT, nick_name TEXT, extra_buffer BLOB)";

    private const string ContactsSchema =
        $"""
        CREATE TABLE contact {ContactColumns};
        CREATE TABLE stranger {ContactColumns};
        CREATE TABLE chat_room (id INTEGER PRIMARY KEY, username TEXT, owner TEXT, ext_buffer BLOB);
        CREATE TABLE chatroom_member (room_id INTEGER, member_id INTEGER, CONSTRAINT room_member UNIQUE (room_id, member_id));
        CREATE TABLE name2id (username TEXT PRIMARY KEY);
        """;

    private const string MessagesSchema =
        """
        CREATE TABLE Name2Id (user_name TEXT PRIMARY KEY, is_session INTEGER DEFAULT 1);
        CREATE TABLE TimeStamp (timestamp INTEGER);
        CREATE TABLE SendInfo (chat_name_id INTEGER, msg_local_id INTEGER);
        CREATE TABLE wcdb_builtin_compression_record (tableName TEXT PRIMARY KEY, columns TEXT, rowid INTEGER);
        """;

    private const string VoicesSchema =
        """
        CREATE TABLE VoiceInfo (chat_name_id INTEGER, create_time INTEGER, local_id INTEGER, svr_id INTEGER, voice_data BLOB, data_index TEXT DEFAULT '0');
        CREATE TABLE Name2Id (user_name TEXT PRIMARY KEY);
        CREATE TABLE TimeStamp (timestamp INTEGER);
        """;

    private const string LinkColumns = "(md5_hash INTEGER, md5 TEXT, type INTEGER, file_name TEXT, file_size INTEGER, modify_time INTEGER, dir1 INTEGER, dir2 INTEGER, _rowid_ INTEGER, extra_buffer BLOB)";

    private const string LinksSchema =
        $"""
        CREATE TABLE dir2id (username TEXT PRIMARY KEY);
        CREATE TABLE image_hardlink_info_v3 {LinkColumns};
        CREATE TABLE video_hardlink_info_v3 {LinkColumns};
        CREATE TABLE file_hardlink_info_v3 {LinkColumns};
        CREATE TABLE video_hardlink_info_v4 {LinkColumns};
        """;

    /// <summary>The name of the owner's folder.</summary>
    public static string FolderName => Conversation.OwnerId + "_1f2e";

    /// <summary>Builds a whole conversation.</summary>
    public static void Build(Conversation conversation, string folder, DesktopStoreOptions? options = null)
    {
        using DesktopFourBuilder builder = new(folder, options);
        builder.Add(conversation);
        builder.Save();
    }

    /// <inheritdoc/>
    public override void Add(ConversationMessage message, int shard)
    {
        SqliteDatabase database = Database($"db_storage/message/message_{shard}.db");
        string hash = WeChatIds.ChatHash(message.ChatId);
        database.Execute(
            $"CREATE TABLE IF NOT EXISTS Msg_{hash} (local_id INTEGER PRIMARY KEY AUTOINCREMENT, server_id INTEGER, local_type INTEGER, sort_seq INTEGER, real_sender_id INTEGER, create_time INTEGER, status INTEGER, "
            + "upload_status INTEGER, download_status INTEGER, server_seq INTEGER, origin_source INTEGER, source TEXT, message_content TEXT, compress_content TEXT, packed_info_data BLOB, "
            + "WCDB_CT_message_content INTEGER DEFAULT NULL, WCDB_CT_source INTEGER DEFAULT NULL)");
        _ = NumberOf(database, "Name2Id", "user_name", message.ChatId);
        bool isPacked = Options.Compress && message.StoredContent.Length > 100;
        bool isSourcePacked = Options.Compress && message.Source is not null;
        long id = Insert(
            database,
            $"Msg_{hash}",
            ("server_id", message.ServerId),
            ("local_type", message.DesktopFourType),
            ("sort_seq", message.SentAtSeconds * 1000),
            ("real_sender_id", NumberOf(database, "Name2Id", "user_name", message.SenderId ?? message.ChatId)),
            ("create_time", message.SentAtSeconds),
            ("status", message.IsFailed ? 5 : message.Outgoing ? 2 : 3),
            ("source", isSourcePacked ? Zstd(Encoding.UTF8.GetBytes(message.Source!)) : message.Source),
            ("message_content", isPacked ? Zstd(Encoding.UTF8.GetBytes(message.StoredContent)) : message.StoredContent),
            ("packed_info_data", PackingOf(message)),
            ("WCDB_CT_message_content", isPacked ? 4 : 0),
            ("WCDB_CT_source", isSourcePacked ? 4 : 0));
        if (Options.Files)
        {
            WriteFiles(message, shard, hash, id);
        }
    }

    /// <inheritdoc/>
    protected override string SchemaOf(string path) => path switch
    {
        Contacts => ContactsSchema,
        Links => LinksSchema,
        Sessions => "CREATE TABLE SessionTable (username TEXT PRIMARY KEY, type INTEGER, unread_count INTEGER, summary TEXT, last_timestamp INTEGER)",
        _ => path.Contains("media_", StringComparison.Ordinal) ? VoicesSchema : MessagesSchema,
    };

    /// <inheritdoc/>
    protected override void AddPerson(string userName, string nickname, string? remark, string? shownId)
    {
        SqliteDatabase database = Database(Contacts);
        long id = NumberOf(database, "name2id", "username", userName);
        Insert(database, "contact", ("id", id), ("username", userName), ("local_type", WeChatIds.IsGroup(userName) ? 2 : 1), ("nick_name", nickname), ("remark", remark ?? ""), ("alias", shownId ?? ""));
    }

    /// <inheritdoc/>
    protected override void AddGroup(ConversationGroup group)
    {
        SqliteDatabase database = Database(Contacts);
        long room = NumberOf(database, "name2id", "username", group.UserName);
        Insert(
            database,
            "chat_room",
            ("id", room),
            ("username", group.UserName),
            ("owner", group.OwnerId),
            ("ext_buffer", RoomData.Write([.. group.Members.Select(member => new RoomMember(member.UserName, member.DisplayName))])));
        foreach ((string member, _) in group.Members)
        {
            Insert(database, "chatroom_member", ("room_id", room), ("member_id", NumberOf(database, "name2id", "username", member)));
        }
    }

    private static byte[]? PackingOf(ConversationMessage message)
    {
        byte[] start = Protobuf.Of(Protobuf.Number(1, 106), Protobuf.Number(2, 14));
        return message.Type switch
        {
            3 => [.. start, .. Protobuf.Bytes(3, Protobuf.Text(4, StemOf(message)))],
            43 => [.. start, .. Protobuf.Bytes(4, Protobuf.Text(8, StemOf(message)))],
            _ => null,
        };
    }

    // The app's names are hashes that nothing else tells.
    private static string StemOf(ConversationMessage message) => WeChatIds.ChatHash($"file of {message.ServerId}");

    private void WriteFiles(ConversationMessage message, int shard, string hash, long id)
    {
        string month = MonthOf(message);
        foreach (ConversationFile file in message.Files)
        {
            switch (file.Role)
            {
                case ConversationFileRole.Picture:
                    Write($"msg/attach/{hash}/{month}/Img/{StemOf(message)}.dat", Picture(file.Content));
                    break;
                case ConversationFileRole.PictureThumbnail:
                    Write($"msg/attach/{hash}/{month}/Img/{StemOf(message)}_t.dat", Picture(file.Content));
                    break;
                case ConversationFileRole.Video:
                    Write($"msg/video/{month}/{StemOf(message)}.mp4", file.Content);
                    break;
                case ConversationFileRole.VideoPoster:
                    Write($"msg/video/{month}/{StemOf(message)}_thumb.jpg", file.Content);
                    break;
                case ConversationFileRole.Document:
                    Write($"msg/file/{month}/{file.Name}", file.Content);
                    SqliteDatabase links = Database(Links);
                    Insert(links, "file_hardlink_info_v3", ("md5", file.Md5), ("file_name", file.Name), ("file_size", file.Content.Length), ("dir1", NumberOf(links, "dir2id", "username", month)));
                    break;
                case ConversationFileRole.Voice:
                    SqliteDatabase voices = Database($"db_storage/message/media_{shard}.db");
                    Insert(voices, "VoiceInfo", ("chat_name_id", NumberOf(voices, "Name2Id", "user_name", message.ChatId)), ("create_time", message.SentAtSeconds), ("local_id", id), ("svr_id", message.ServerId), ("voice_data", file.Content));
                    break;
            }
        }
    }
}
