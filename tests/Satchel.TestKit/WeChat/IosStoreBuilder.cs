using System.Buffers.Binary;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat;
using Satchel.TestKit.Apple;
using Satchel.TestKit.WhatsApp;

namespace Satchel.TestKit.WeChat;

/// <summary>Builds what WeChat on an iPhone keeps of a conversation: the databases of one account, its media, and the files beside it that tell whose it is.</summary>
/// <param name="conversation">The conversation.</param>
/// <param name="ownerId">The owner's user name, for a second account.</param>
public sealed class IosStoreBuilder(Conversation conversation, string ownerId = Conversation.OwnerId)
{
    /// <summary>The domain of the app's files in a backup.</summary>
    public const string Domain = "AppDomain-com.tencent.xin";

    /// <summary>Over how many databases the messages of each chat are spread: MM.sqlite, message_1.sqlite …</summary>
    public int Databases { get; init; } = 3;

    /// <summary>Whether the contacts lie in MM.sqlite as plain columns, as they did in old versions.</summary>
    public bool HasOldContacts { get; init; }

    /// <summary>Whether there are contacts, groups and conversations at all.</summary>
    public bool HasContacts { get; init; } = true;

    /// <summary>Whether the list of logins is there.</summary>
    public bool HasLogins { get; init; } = true;

    /// <summary>Whether the owner's settings are there as versions since 7 or so keep them.</summary>
    public bool HasMappedSettings { get; init; }

    /// <summary>The account's folder: the hash of the owner's user name.</summary>
    public string AccountFolder => WeChatIds.ChatHash(ownerId);

    /// <summary>Writes the folder for documents.</summary>
    public void WriteDocuments(string folder)
    {
        string account = Path.Combine(folder, AccountFolder);
        Directory.CreateDirectory(Path.Combine(account, "DB"));
        for (int i = 0; i < Databases; i++)
        {
            WriteMessages(Path.Combine(account, "DB", i == 0 ? "MM.sqlite" : $"message_{i}.sqlite"), i);
        }

        if (HasContacts)
        {
            if (!HasOldContacts)
            {
                WriteContacts(Path.Combine(account, "DB", "WCDB_Contact.sqlite"));
            }

            Directory.CreateDirectory(Path.Combine(account, "session"));
            WriteSessions(Path.Combine(account, "session", "session.db"));
        }

        foreach ((string path, byte[] content) in MediaFiles())
        {
            string full = Path.Combine(account, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, content);
        }

        WriteOwner(folder);
    }

    /// <summary>Puts the same into a backup of the phone.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="scratch">A folder that is not there yet.</param>
    public void AddTo(IphoneBackupBuilder backup, string scratch)
    {
        WriteDocuments(scratch);
        foreach (string path in Directory.EnumerateFiles(scratch, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            backup.Add(Domain, "Documents/" + Path.GetRelativePath(scratch, path), File.ReadAllBytes(path));
        }
    }

    /// <summary>The number that a message has in its chat's table, from 1.</summary>
    public int LocalIdOf(ConversationMessage message) => conversation.MessagesOf(message.ChatId).ToList().IndexOf(message) + 1;

    /// <summary>The database that a message lies in: those of a chat from the oldest on.</summary>
    public int DatabaseOf(ConversationMessage message) => (LocalIdOf(message) - 1) * Databases / Math.Max(1, conversation.MessagesOf(message.ChatId).Count);

    /// <summary>The files of the messages, by their paths below the account's folder.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> MediaFiles()
    {
        List<(string Path, byte[] Content)> files = [];
        foreach (string chat in conversation.ChatIds)
        {
            string hash = WeChatIds.ChatHash(chat);
            int localId = 0;
            foreach (ConversationMessage message in conversation.MessagesOf(chat))
            {
                localId++;
                files.AddRange(message.Files.Where(file => PathOf(file) is not null).Select(file => ($"{PathOf(file)!.Value.Folder}/{hash}/{localId}{PathOf(file)!.Value.Ending}", file.Content)));
            }
        }

        return files;
    }

    private static (string Folder, string Ending)? PathOf(ConversationFile file) => file.Role switch
    {
        ConversationFileRole.Picture => ("Img", ".pic"),
        ConversationFileRole.PictureThumbnail => ("Img", ".pic_thum"),
        ConversationFileRole.Voice => ("Audio", ".aud"),
        ConversationFileRole.Video => ("Video", ".mp4"),
        ConversationFileRole.VideoPoster => ("Video", ".video_thum"),
        ConversationFileRole.Document => ("OpenData", Path.GetExtension(file.Name ?? "")),
        _ => null,
    };

    private void WriteMessages(string path, int number)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute("BEGIN");
        foreach (string chat in conversation.ChatIds)
        {
            IReadOnlyList<ConversationMessage> messages = conversation.MessagesOf(chat);
            string hash = WeChatIds.ChatHash(chat);
            int from = FirstOf(number, messages.Count);
            int end = FirstOf(number + 1, messages.Count);
            if (number > 0 && from == end)
            {
                continue;
            }

            database.Execute(IosTables.Chat(hash));
            using SqliteStatement insert = database.Prepare($"INSERT INTO Chat_{hash}(MesLocalID, MesSvrID, CreateTime, Message, Status, ImgStatus, Type, Des) VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7)");
            for (int i = from; i < end; i++)
            {
                ConversationMessage message = messages[i];
                insert.Bind(1, i + 1);
                insert.Bind(2, message.ServerId);
                insert.Bind(3, message.SentAtSeconds);
                insert.Bind(4, message.StoredContent);
                insert.Bind(5, message.IsFailed ? 5 : message.Outgoing ? 2 : 3);
                insert.Bind(6, message.Type);
                insert.Bind(7, message.Outgoing ? 0 : 1);
                _ = insert.Step();
                insert.Reset();
            }
        }

        if (number == 0 && HasContacts && HasOldContacts)
        {
            WriteOldContacts(database);
        }

        database.Execute("COMMIT");
    }

    private int FirstOf(int number, int count) => ((number * count) + Databases - 1) / Databases;

    private static void WriteOldContacts(SqliteDatabase database, IEnumerable<(string UserName, string Name, string? Remark, string Members)> contacts)
    {
        database.Execute(IosTables.OldContacts);
        foreach ((string userName, string name, string? remark, string members) in contacts)
        {
            using SqliteStatement friend = database.Prepare("INSERT INTO Friend(UsrName, NickName) VALUES (?1, ?2)");
            friend.Bind(1, userName);
            friend.Bind(2, name);
            _ = friend.Step();
            using SqliteStatement details = database.Prepare("INSERT INTO Friend_Ext(UsrName, ConRemark, ConChatRoomMem) VALUES (?1, ?2, ?3)");
            details.Bind(1, userName);
            details.Bind(2, remark ?? "");
            details.Bind(3, members);
            _ = details.Step();
        }
    }

    private void WriteOldContacts(SqliteDatabase database) => WriteOldContacts(
        database,
        conversation.People.Select(person => (person.UserName, person.Nickname, person.Remark, ""))
            .Concat(conversation.Groups.Select(group => (group.UserName, group.Title, (string?)null, string.Join(';', group.Members.Select(member => member.UserName))))));

    private void WriteContacts(string path)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute(IosTables.Contacts);
        foreach (ConversationPerson person in conversation.People)
        {
            byte[] remark = Protobuf.Of(Protobuf.Text(1, person.Nickname), Protobuf.Text(2, person.Alias ?? ""), Protobuf.Text(3, person.Remark ?? ""), Protobuf.Text(8, ""));
            Insert(database, person.UserName.EndsWith("@openim", StringComparison.Ordinal) ? "OpenIMContact" : "Friend", person.UserName, person.IsFriend ? 3 : 4, remark, []);
        }

        Insert(database, "Friend", Conversation.OwnerId, 1, Protobuf.Text(1, Conversation.OwnerName), []);
        foreach (ConversationGroup group in conversation.Groups)
        {
            string members = string.Concat(group.Members.Select(member => $"<Member UserName=\"{member.UserName}\"><DisplayName>{System.Security.SecurityElement.Escape(member.DisplayName)}</DisplayName></Member>"));
            byte[] room = Protobuf.Of(
                Protobuf.Text(1, string.Join(';', group.Members.Select(member => member.UserName))),
                Protobuf.Text(2, group.OwnerId), Protobuf.Number(3, 1), Protobuf.Number(4, 500), Protobuf.Text(6, $"<RoomData>{members}</RoomData>"));
            Insert(database, "Friend", group.UserName, 2, Protobuf.Text(1, group.Title), room);
        }
    }

    private static void Insert(SqliteDatabase database, string table, string userName, long type, byte[] remark, byte[] room)
    {
        using SqliteStatement insert = database.Prepare($"INSERT INTO {table}(userName, type, dbContactRemark, dbContactChatRoom) VALUES (?1, ?2, ?3, ?4)");
        insert.Bind(1, userName);
        insert.Bind(2, type);
        insert.BindBlob(3, remark);
        insert.BindBlob(4, room);
        _ = insert.Step();
    }

    private void WriteSessions(string path)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute(IosTables.Sessions);
        foreach (string chat in conversation.ChatIds)
        {
            string hash = WeChatIds.ChatHash(chat);
            using SqliteStatement insert = database.Prepare("INSERT INTO SessionAbstract(UsrName, CreateTime, unreadcount, ConStrRes1) VALUES (?1, ?2, 0, ?3)");
            insert.Bind(1, chat);
            insert.Bind(2, conversation.MessagesOf(chat)[^1].SentAtSeconds);
            insert.Bind(3, $"session/data/{hash[..2]}/{hash[2..]}");
            _ = insert.Step();
        }
    }

    private void WriteOwner(string folder)
    {
        string name = ownerId == Conversation.OwnerId ? Conversation.OwnerName : ownerId + " (name)";
        if (HasLogins)
        {
            string path = Path.Combine(folder, "LoginInfo2.dat");
            byte[] known = File.Exists(path) ? LoginsIn(File.ReadAllBytes(path)) : [];
            byte[] record = Protobuf.Of(Protobuf.Text(1, ownerId), Protobuf.Text(2, "ana_alias"), Protobuf.Text(3, name));
            File.WriteAllBytes(path, Protobuf.Bytes(1, known, [(byte)record.Length], record));
        }

        if (HasMappedSettings)
        {
            Directory.CreateDirectory(Path.Combine(folder, "MMappedKV"));
            byte[] entries = [0xFF, 0xFF, 0xFF, 0x07, .. Entry("86", "someone_before"), .. Entry("86", ownerId), .. Entry("88", name)];
            byte[] file = new byte[4096];
            BinaryPrimitives.WriteInt32LittleEndian(file, entries.Length);
            entries.CopyTo(file, 4);
            File.WriteAllBytes(Path.Combine(folder, "MMappedKV", "mmsetting.archive." + ownerId), file);
            File.WriteAllBytes(Path.Combine(folder, "MMappedKV", "mmsetting.archive." + ownerId + ".crc"), new byte[64]);
        }
    }

    // What comes after the key and the length of field 1.
    private static byte[] LoginsIn(byte[] file)
    {
        int at = 1;
        while (file[at++] >= 0x80)
        {
        }

        return file[at..];
    }

    private static byte[] Entry(string key, string value)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(value);
        byte[] name = System.Text.Encoding.UTF8.GetBytes(key);
        return [(byte)name.Length, .. name, (byte)(text.Length + 1), (byte)text.Length, .. text];
    }
}
