using System.Buffers.Binary;
using System.Text;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Android;

namespace Satchel.TestKit.WeChat;

/// <content>Messages and their files.</content>
public sealed partial class AndroidStoreBuilder
{
    /// <summary>Adds a message with its files, and gives its local number.</summary>
    public long Add(ConversationMessage message) => Add(message, "message");

    /// <summary>Adds a message to one of the tables of messages.</summary>
    public long Add(ConversationMessage message, string table)
    {
        long id = ++_messageId;
        string token = TokenOf(message, id);
        Insert(
            table,
            ("msgId", id), ("msgSvrId", message.ServerId == 0 ? null : message.ServerId), ("type", message.AndroidType), ("status", message.IsFailed ? 5 : message.Outgoing ? 2 : 3), ("isSend", message.Outgoing ? 1 : 0),
            ("isShowTimer", 0), ("createTime", message.SentAtMillis), ("talker", message.ChatId), ("content", message.StoredContent), ("imgPath", ImgPathOf(message, token)),
            ("talkerId", TalkerIdOf(message.ChatId)), ("bizChatId", -1), ("msgSeq", id), ("flag", 0), ("lvbuffer", message.Source is { } source ? LvBufferOf(source) : null));
        AddFiles(message, id, token);
        NoteConversation(message);
        return id;
    }

    /// <summary>Puts a file below the folder of media.</summary>
    public string Put(string name, byte[] content)
    {
        string path = Path.Join(MediaFolder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Adds a row to the index of files.</summary>
    public void AddIndexed(long messageId, string talker, int type, int subType, string path, long size)
    {
        if (Index is not null)
        {
            Insert(Index, "WxFileIndex3", [("msgId", messageId), ("username", talker), ("msgType", type), ("msgSubType", subType), ("path", path), ("size", size)]);
        }
    }

    private static string TokenOf(ConversationMessage message, long id) => message.Type switch
    {
        WeChatTypes.Image or WeChatTypes.Voice or WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight => MediaNames.NewToken($"{message.ChatId} {id}"),
        _ => "",
    };

    private static string? ImgPathOf(ConversationMessage message, string token) => message.Type switch
    {
        WeChatTypes.Image => "THUMBNAIL_DIRPATH://th_" + token,
        WeChatTypes.Sticker => message.File(ConversationFileRole.Sticker)?.Md5,
        _ => token.Length > 0 ? token : null,
    };

    private void AddFiles(ConversationMessage message, long id, string token)
    {
        foreach (ConversationFile file in message.Files)
        {
            switch (file.Role)
            {
                case ConversationFileRole.Picture:
                    AddPicture(message, file, id, token);
                    break;
                case ConversationFileRole.PictureThumbnail:
                    Put(MediaNames.Picture("th_" + token)!, file.Content);
                    break;
                case ConversationFileRole.Voice:
                    Put(MediaNames.Voice(token), file.Content);
                    Insert("voiceinfo", ("FileName", token), ("User", message.ChatId), ("MsgId", message.ServerId), ("TotalLen", file.Content.Length), ("FileNowSize", file.Content.Length), ("Status", 99), ("MsgLocalId", id), ("MsgTalker", message.ChatId));
                    break;
                case ConversationFileRole.Video:
                    Put(MediaNames.Video(token), file.Content);
                    Insert("videoinfo2", ("filename", token), ("msgsvrid", message.ServerId), ("totallen", file.Content.Length), ("filenowsize", file.Content.Length), ("status", 199), ("msglocalid", id), ("user", message.ChatId));
                    break;
                case ConversationFileRole.VideoPoster:
                    Put(MediaNames.VideoStill(token), file.Content);
                    break;
                case ConversationFileRole.Sticker:
                    Put(MediaNames.Sticker(null, file.Md5), file.Content);
                    Run("INSERT OR IGNORE INTO EmojiInfo (md5, catalog, size) VALUES (?1, 81, ?2)", file.Md5, file.Content.Length);
                    break;
                default:
                    AddDocument(message, file, id);
                    break;
            }
        }
    }

    private void AddPicture(ConversationMessage message, ConversationFile file, long id, string token)
    {
        string name = token + ".jpg";
        string path = MediaNames.Picture(name)!;
        Put(path, file.Content);
        Insert("ImgInfo2", ("msgSvrId", message.ServerId), ("offset", file.Content.Length), ("totalLen", file.Content.Length), ("bigImgPath", name), ("thumbImgPath", "THUMBNAIL_DIRPATH://th_" + token), ("createtime", message.SentAtSeconds), ("msglocalid", id), ("reserved1", 0));
        AddIndexed(id, message.ChatId, WeChatTypes.Image, 20, path, file.Content.Length);
    }

    private void AddDocument(ConversationMessage message, ConversationFile file, long id)
    {
        string name = file.Name ?? file.Md5;
        Put($"attachment/{name}", file.Content);
        string phonePath = $"/storage/emulated/0/Android/data/com.tencent.mm/MicroMsg/{new string('0', 32)}/attachment/{name}";
        Insert("appattach", ("totalLen", file.Content.Length), ("offset", file.Content.Length), ("status", 199), ("fileFullPath", phonePath), ("msgInfoId", id), ("msgInfoTalker", message.ChatId));
        AddIndexed(id, message.ChatId, message.AndroidType, 5, $"wcf://attachment/{name}", file.Content.Length);
    }

    private long TalkerIdOf(string talker)
    {
        if (!_talkers.TryGetValue(talker, out long id))
        {
            _talkers[talker] = id = _talkers.Count + 1;
        }

        return id;
    }

    private void NoteConversation(ConversationMessage message) => Run(
        """
        INSERT INTO rconversation (username, msgCount, conversationTime, content, msgType, isSend, flag) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?2)
        ON CONFLICT (username) DO UPDATE SET msgCount = msgCount + 1, conversationTime = ?2, content = ?3, msgType = ?4, isSend = ?5, flag = ?2
        """,
        message.ChatId, message.SentAtMillis, message.StoredContent, message.AndroidType, message.Outgoing ? 1 : 0);

    // Texts among numbers, as the app serialises them; which stands where is not public, and nothing depends on it.
    private static byte[] LvBufferOf(string source)
    {
        byte[] text = Encoding.UTF8.GetBytes(source);
        byte[] buffer = new byte[1 + 4 + 2 + text.Length + 1];
        buffer[0] = (byte)'{';
        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(5), checked((short)text.Length));
        text.CopyTo(buffer, 7);
        buffer[^1] = (byte)'}';
        return buffer;
    }
}
