using System.Security.Cryptography;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.TestKit.WeChat;

/// <summary>Builds WeChat's backup to a computer of a conversation: <c>Backup.db</c>, <c>BAK_0_TEXT</c> and two containers of media.</summary>
public sealed class ComputerBackupBuilder
{
    /// <summary>The string of 32 characters.</summary>
    public const string Key = "Kq7mZ2xW9rT4uB8nC1vF6yH3jL5pD0sA";

    private const int PieceBytes = 512;
    private const int MessagesOfSegment = 7;
    private readonly string _folder;
    private readonly string _plain;
    private readonly Aes _aes = Aes.Create();
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private int _mediaFile;

    private ComputerBackupBuilder(string folder)
    {
        _folder = folder;
        _plain = Path.Combine(folder, "Backup.db.plain");
        _aes.Key = Encoding.ASCII.GetBytes(Key)[..16];
    }

    /// <summary>Whether pieces are also there twice, as a backup that was interrupted leaves them.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Changes the plain database before it is encrypted.</summary>
    public string? Then { get; init; }

    /// <summary>Whether the database is encrypted; the containers are in any case.</summary>
    public bool IsEncrypted { get; init; } = true;

    /// <summary>Makes a backup, or adds what a conversation has to one that this builder made.</summary>
    public static ComputerBackupBuilder In(string folder, bool isInterrupted = false, bool isEncrypted = true, string? then = null) =>
        new(Directory.CreateDirectory(folder).FullName) { IsInterrupted = isInterrupted, IsEncrypted = isEncrypted, Then = then };

    /// <summary>The string of 32 characters as a person gives it.</summary>
    public static SourceKeys Keys()
    {
        SourceKeys keys = new();
        keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.ASCII.GetBytes(Key)));
        return keys;
    }

    /// <summary>Writes the messages of a conversation.</summary>
    public ComputerBackupBuilder Write(Conversation conversation)
    {
        bool isNew = !File.Exists(_plain);
        if (isNew)
        {
            CipherTemplate.Create(_plain, CipherScheme.Desktop3);
        }

        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(_plain))
        {
            if (isNew)
            {
                CreateTables(database, conversation);
            }

            foreach (string chat in conversation.ChatIds)
            {
                foreach (ConversationMessage[] part in conversation.MessagesOf(chat).Chunk(MessagesOfSegment))
                {
                    AddSegment(database, chat, part);
                }
            }

            if (Then is not null)
            {
                database.Execute(Then);
            }
        }

        Seal();
        return this;
    }

    private void Seal()
    {
        string path = Path.Combine(_folder, "Backup.db");
        File.Delete(path);
        if (!IsEncrypted)
        {
            File.Copy(_plain, path);
            return;
        }

        using SourceKeys keys = Keys();
        CipherContainer.Seal(CipherScheme.Desktop3.Name, null, _plain, path, keys, CancellationToken.None);
    }

    /// <summary>Takes away what this builder keeps beside the backup.</summary>
    public void Finish() => File.Delete(_plain);

    private static void CreateTables(SqliteDatabase database, Conversation conversation)
    {
        database.Execute("""
            CREATE TABLE Config (Key TEXT, Reserved0 INT, Buf BLOB, Reserved1 INT, Reserved2 TEXT);
            CREATE TABLE Session (talker TEXT, EndTime INTEGER, TotalSize INTEGER, NickName TEXT, Reserved0 INT, Reserved1 INT, Reserved2 TEXT, Reserved3 TEXT, StartTime INTEGER, Reserved5 INT);
            CREATE TABLE Name2ID (UsrName TEXT);
            CREATE TABLE MsgSegments (talkerId INTEGER, StartTime INTEGER, EndTime INTEGER, OffSet INTEGER, Length INTEGER, UsrName TEXT, Status INT, Reserved1 INT, FilePath TEXT, SegmentId TEXT, Reserved2 INT, Reserved3 TEXT);
            CREATE TABLE MsgMedia (talkerId INTEGER, MediaId INTEGER, MsgSegmentId INTEGER, SvrId INTEGER, MD5 TEXT, talker TEXT, MediaIdStr TEXT, Reserved0 INT, Reserved1 INT, Reserved2 TEXT);
            CREATE TABLE MsgFileSegment (MapKey INTEGER, InnerOffSet INTEGER, Length INTEGER, TotalLen INTEGER, OffSet INTEGER, Reserved1 INT, FileName TEXT, Reserved2 INT, Reserved3 TEXT, Reserved4 INT);
            CREATE TABLE MediaStr2ID (UsrName TEXT);
            """);
        ProtobufBuilder config = new();
        config.Add(1, Encoding.UTF8.GetBytes(Conversation.OwnerId));
        config.Add(2, "device"u8);
        using (SqliteStatement insert = database.Prepare("INSERT INTO Config (Key, Buf) VALUES ('100000', ?1)"))
        {
            insert.BindBlob(1, config.Written);
            insert.Step();
        }

        IEnumerable<(string UserName, string Name)> known = conversation.People.Select(p => (p.UserName, p.Remark ?? p.Nickname)).Concat(conversation.Groups.Select(g => (g.UserName, g.Title)));
        foreach ((string userName, string name) in known)
        {
            using SqliteStatement insert = database.Prepare("INSERT INTO Session (talker, NickName) VALUES (?1, ?2)");
            insert.Bind(1, userName);
            insert.Bind(2, name);
            insert.Step();
        }
    }

    private void AddSegment(SqliteDatabase database, string chat, ConversationMessage[] messages)
    {
        long talker = IdOf(database, "Name2ID", chat);
        long segment = Scalar(database, "SELECT COUNT(*) + 1 FROM MsgSegments");
        ProtobufBuilder list = new();
        list.Add(1, (ulong)messages.Length);
        foreach (ConversationMessage message in messages)
        {
            list.Add(2, Item(database, message, talker, segment).Written);
        }

        (long offset, long length) = Append("BAK_0_TEXT", _aes.EncryptEcb(list.Written, PaddingMode.PKCS7));
        using SqliteStatement insert = database.Prepare(
            "INSERT INTO MsgSegments (talkerId, StartTime, EndTime, OffSet, Length, UsrName, FilePath, SegmentId) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'BAK_0_TEXT', ?7)");
        insert.Bind(1, talker);
        insert.Bind(2, messages[0].SentAtMillis);
        insert.Bind(3, messages[^1].SentAtMillis);
        insert.Bind(4, offset);
        insert.Bind(5, length);
        insert.Bind(6, chat);
        insert.Bind(7, segment);
        insert.Step();
    }

    private ProtobufBuilder Item(SqliteDatabase database, ConversationMessage message, long talker, long segment)
    {
        (string from, string to) = message.Outgoing ? (Conversation.OwnerId, message.ChatId) : (message.ChatId, Conversation.OwnerId);
        List<string> media = [];
        foreach (ConversationFile file in message.Files)
        {
            bool isThumbnail = file.Role is ConversationFileRole.PictureThumbnail or ConversationFileRole.VideoPoster;
            string name = $"{from}_{to}_{message.ServerId}_backup{(isThumbnail ? "__thumb" : media.Count > 1 ? $"_{media.Count}" : "")}";
            media.Add(name);
            AddMedia(database, name, file, talker, segment, message);
        }

        ProtobufBuilder item = new();
        item.Add(1, (ulong)message.Type);
        item.Add(3, Wrapped(from));
        item.Add(4, Wrapped(to));
        item.Add(5, Wrapped(message.StoredContent));
        item.Add(6, message.IsFailed ? 5ul : message.Outgoing ? 2ul : 3ul);
        item.Add(7, (ulong)message.SentAtSeconds);
        item.Add(8, Encoding.UTF8.GetBytes(message.Source ?? ""));
        item.Add(9, 0);
        item.Add(10, (ulong)media.Count);
        foreach (string name in media)
        {
            item.Add(11, Wrapped(name));
        }

        item.Add(16, unchecked((ulong)message.ServerId));
        item.Add(18, (ulong)message.SentAtMillis);
        return item;
    }

    private void AddMedia(SqliteDatabase database, string name, ConversationFile file, long talker, long segment, ConversationMessage message)
    {
        long id = IdOf(database, "MediaStr2ID", name);
        using (SqliteStatement media = database.Prepare("INSERT INTO MsgMedia (talkerId, MediaId, MsgSegmentId, SvrId, MD5, talker, MediaIdStr) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
        {
            media.Bind(1, talker);
            media.Bind(2, id);
            media.Bind(3, segment);
            media.Bind(4, message.ServerId);
            media.Bind(5, file.Md5);
            media.Bind(6, message.ChatId);
            media.Bind(7, name);
            media.Step();
        }

        byte[] encrypted = _aes.EncryptEcb(file.Content, PaddingMode.PKCS7);
        for (int inside = 0; inside < encrypted.Length; inside += PieceBytes)
        {
            byte[] piece = encrypted.AsSpan(inside, Math.Min(PieceBytes, encrypted.Length - inside)).ToArray();
            AddPiece(database, id, inside, piece, encrypted.Length);
            if (IsInterrupted && inside + PieceBytes < encrypted.Length)
            {
                // Sent again, and this time from the middle of what was there.
                int again = inside + (PieceBytes / 2);
                AddPiece(database, id, again, encrypted.AsSpan(again, Math.Min(PieceBytes, encrypted.Length - again)).ToArray(), encrypted.Length);
            }
        }
    }

    private void AddPiece(SqliteDatabase database, long id, int inside, byte[] piece, int total)
    {
        string file = $"BAK_{_mediaFile++ % 2}_MEDIA";
        (long offset, long length) = Append(file, piece);
        using SqliteStatement insert = database.Prepare("INSERT INTO MsgFileSegment (MapKey, InnerOffSet, Length, TotalLen, OffSet, FileName) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        insert.Bind(1, id);
        insert.Bind(2, inside);
        insert.Bind(3, length);
        insert.Bind(4, total);
        insert.Bind(5, offset);
        insert.Bind(6, file);
        insert.Step();
    }

    private (long Offset, long LengthBytes) Append(string name, byte[] bytes)
    {
        using FileStream file = new(Path.Combine(_folder, name), FileMode.Append);
        long offset = file.Position;
        file.Write(bytes);
        return (offset, bytes.Length);
    }

    private long IdOf(SqliteDatabase database, string table, string name)
    {
        if (_ids.TryGetValue($"{table} {name}", out long id))
        {
            return id;
        }

        using SqliteStatement insert = database.Prepare($"INSERT INTO {table} (UsrName) VALUES (?1)");
        insert.Bind(1, name);
        insert.Step();
        return _ids[$"{table} {name}"] = Scalar(database, "SELECT last_insert_rowid()");
    }

    private static long Scalar(SqliteDatabase database, string sql)
    {
        using SqliteStatement statement = database.Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    private static byte[] Wrapped(string text)
    {
        ProtobufBuilder wrapped = new();
        wrapped.Add(1, Encoding.UTF8.GetBytes(text));
        return wrapped.Written.ToArray();
    }
}
