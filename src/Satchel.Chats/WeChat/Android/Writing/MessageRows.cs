using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>Writes the rows of a message: its own, and those of its file.</summary>
internal sealed class MessageRows : IDisposable
{
    private const int Complete = 199;
    private const int VoiceComplete = 99;
    private const int OwnSticker = 81;

    private readonly string _account;
    private readonly StoreTable _messages;
    private readonly StoreTable _pictures;
    private readonly StoreTable _voices;
    private readonly StoreTable _videos;
    private readonly StoreTable _stickers;
    private readonly StoreTable _documents;
    private long _lastPicture;

    public MessageRows(SqliteDatabase database, string account)
    {
        _account = account;
        FirstNew = (database.ReadInteger("SELECT max(msgId) FROM message") ?? 0) + 1;
        Last = FirstNew - 1;
        _lastPicture = LastRow(database, "ImgInfo2");
        _messages = new StoreTable(
            database, "message", "msgId", "msgSvrId", "type", "status", "isSend", "isShowTimer", "createTime", "talker", "content", "imgPath", "talkerId", "bizChatId", "flag");
        _pictures = new StoreTable(
            database, "ImgInfo2", "id", "msgSvrId", "offset", "totalLen", "bigImgPath", "thumbImgPath", "createtime", "msglocalid", "status", "nettimes", "reserved1", "reserved2", "iscomplete", "msgTalker");
        _voices = new StoreTable(
            database, "voiceinfo", "FileName", "User", "MsgId", "NetOffset", "FileNowSize", "TotalLen", "Status", "CreateTime", "LastModifyTime", "VoiceLength", "MsgLocalId", "Human", "MsgTalker");
        _videos = new StoreTable(
            database, "videoinfo2", "filename", "msgsvrid", "netoffset", "filenowsize", "totallen", "status", "createtime", "lastmodifytime", "videolength", "msglocalid", "user", "human", "msg_talker");
        _stickers = new StoreTable(database, "EmojiInfo", "md5", "catalog", "size", "state", "groupId", "temp");
        _documents = new StoreTable(
            database, "appattach", "type", "totalLen", "offset", "status", "isUpload", "createTime", "lastModifyTime", "fileFullPath", "msgInfoId", "netTimes", "msgInfoTalker");
    }

    /// <summary>The number of the first message that was written.</summary>
    public long FirstNew { get; }

    /// <summary>The number of the last.</summary>
    public long Last { get; private set; }

    /// <summary>Writes a message.</summary>
    public void Write(WrittenRow row)
    {
        long id = ++Last;
        _messages.Insert(
            id, row.ServerId == 0 ? null : row.ServerId, row.Type, row.Status, row.IsSend ? 1 : 0, 0, row.Millis, row.Chat.Talker, row.Content, ImgPathOf(row), row.Chat.TalkerId, -1, 0);
        if (row.Media is { } media)
        {
            WriteMedia(row, media, id);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StoreTable table in (ReadOnlySpan<StoreTable>)[_messages, _pictures, _voices, _videos, _stickers, _documents])
        {
            table.Dispose();
        }
    }

    private static string? ImgPathOf(WrittenRow row) => row.BaseType switch
    {
        WeChatTypes.Image => "THUMBNAIL_DIRPATH://th_" + row.Media!.Token,
        WeChatTypes.Sticker => row.StickerMd5 ?? row.Media?.Token,
        WeChatTypes.Voice or WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight => row.Media!.Token,
        _ => null,
    };

    private void WriteMedia(WrittenRow row, WrittenMedia media, long id)
    {
        long seconds = row.Millis / 1000;
        string talker = row.Chat.Talker;
        switch (row.BaseType)
        {
            case WeChatTypes.Image:
                string big = media.Name is null ? $"SERVERID://{row.ServerId}" : media.Token + ".jpg";
                _pictures.Insert(++_lastPicture, row.ServerId, media.LengthBytes, media.LengthBytes, big, "THUMBNAIL_DIRPATH://th_" + media.Token, seconds, id, 0, 0, 0, 0, media.Name is null ? 0 : 1, talker);
                break;
            case WeChatTypes.Voice:
                _voices.Insert(
                    media.Token, talker, row.ServerId, media.LengthBytes, media.LengthBytes, media.LengthBytes, media.Name is null ? 0 : VoiceComplete, seconds, seconds, row.DurationMillis ?? 0, id, row.SenderId ?? talker, talker);
                break;
            case WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight:
                _videos.Insert(
                    media.Token, row.ServerId, media.LengthBytes, media.LengthBytes, media.LengthBytes, media.Name is null ? 0 : Complete, seconds, seconds, (row.DurationMillis ?? 0) / 1000, id, talker, row.SenderId ?? talker, talker);
                break;
            case WeChatTypes.Sticker when media.Name is not null && row.StickerMd5 is { } md5:
                _stickers.Insert(md5, OwnSticker, media.LengthBytes, 0, "", 0);
                break;
            case WeChatTypes.App when media.Name is not null:
                _documents.Insert(
                    WeChatTypes.SubFile, media.LengthBytes, media.LengthBytes, Complete, row.IsSend ? 1 : 0, row.Millis, seconds, $"/data/data/com.tencent.mm/MicroMsg/{_account}/{media.Name}", id, 0, talker);
                break;
        }
    }

    private static long LastRow(SqliteDatabase database, string table) =>
        database.ColumnsOf(table).Count == 0 ? 0 : database.ReadInteger($"SELECT max(rowid) FROM {table}") ?? 0;
}
