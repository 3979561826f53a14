using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>4.x on any computer: a table for each chat in each of several databases, which number who sent.</summary>
internal sealed partial class FourStore : DesktopStore
{
    private const string TablePrefix = "Msg_";
    private const int ServerId = 0;
    private const int Type = 1;
    private const int SenderNumber = 2;
    private const int CreateTime = 3;
    private const int Status = 4;
    private const int Source = 5;
    private const int Content = 6;
    private const int Compressed = 7;
    private const int Packing = 8;
    private const int SubTypeShift = 32;

    // Where the owner is not known, how a row stands tells who sent it: an outgoing one is sending, sent or failed, an incoming one received.
    private const int Sending = 1;
    private const int Sent = 2;
    private const int Received = 3;
    private const int Seen = 4;
    private const int Failed = 5;

    /// <summary>Opens the tables.</summary>
    public FourStore(Dictionary<string, SqliteDatabase> open, DesktopFiles files, ReaderWarnings warnings)
        : base(open, files, warnings)
    {
        foreach (DesktopPart part in (DesktopPart[])[DesktopPart.Messages, DesktopPart.OtherMessages])
        {
            Each(DesktopGeneration.Four, part, (path, database) => AddShard(path, database, ("Name2Id", "user_name"), name => HashBehind(TablePrefix, name)));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } =
        ["server_id", "local_type", "real_sender_id", "create_time", "status", "source", "message_content", "compress_content", "packed_info_data"];

    /// <inheritdoc/>
    public override DesktopRow? Read(MessageTable table, long rowId, DesktopCells cells)
    {
        string chat = table.ChatId!;
        long stored = cells.Integer(Type);
        int type = unchecked((int)stored);
        string? sender = table.Shard.NameOf(cells.Integer(SenderNumber));
        long status = cells.Integer(Status);
        bool? outgoing = IsNotice(type) ? sender is not null && sender == OwnerId
            : OwnerId is not null && sender is not null ? sender == OwnerId
            : status switch { Sending or Sent or Failed => true, Received or Seen => false, _ => null };
        return new DesktopRow(rowId, new WeChatRow
        {
            ChatId = chat,
            IsGroup = WeChatIds.IsGroup(chat) || WeChatIds.IsUnknown(chat),
            OwnerId = OwnerId,
            ServerId = cells.Integer(ServerId),
            SentAtMillis = MillisOf(cells.Integer(CreateTime)),
            Type = type,
            SubType = type == WeChatTypes.App ? (int)Math.Clamp(stored >> SubTypeShift, 0, int.MaxValue) : 0,
            StoreType = stored,
            Outgoing = outgoing,
            SenderId = IsNotice(type) || outgoing == true || (sender is not null && WeChatIds.IsGroup(sender)) ? null : sender,
            Content = ContentOf(cells),
            Source = Packed.Read(cells.Bytes(Source), DesktopLimits.MaxSourceBytes, out _),
            Status = StatusOf(outgoing, status == Failed),
        })
        {
            FileStem = PackedInfo.Read(cells.Bytes(Packing)),
        };
    }

    /// <inheritdoc/>
    public override void Note(in RowChange change, RowFields fields, DesktopNotes notes)
    {
        switch (change.Table.ToLowerInvariant())
        {
            case "name2id":
                NoteNumber(change, fields, notes);
                break;
            case "contact" or "stranger":
                notes.NotePerson(change, fields, "username", "nick_name", "remark");
                break;
            case "chat_room":
                notes.NotePerson(change, fields, "username", "ext_buffer");
                break;
            case "chatroom_member":
                notes.Directory = true;
                break;
            case "voiceinfo":
                notes.ServerIds.Add(RowFields.Integer(fields.After(change, "svr_id")));
                break;
            case "messageresourceinfo" when fields.Differs(change, "packed_info"):
                notes.ServerIds.Add(RowFields.Integer(fields.After(change, "message_svr_id")));
                break;
            case "dir2id":
                notes.Everything |= change.Before is not null;
                break;
            case { } table when table.Contains("_hardlink_info_v", StringComparison.Ordinal):
                notes.Hashes.Add(FileLinks.HashOf(change.After is null ? fields.Before(change, "md5") : fields.After(change, "md5")));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void LoadPeople(string folderName) => Each(DesktopGeneration.Four, DesktopPart.Contacts, (path, database) =>
    {
        foreach (string table in (string[])["contact", "stranger"])
        {
            _ = People.ReadContacts(database, table, ["username", "nick_name", "remark", "alias"]);
        }

        People.ReadRooms(database, "chat_room", ["username", "ext_buffer", null], ";");
        ReadMembers(database);
    });

    // "wxid_abc_1f2e": the user name, and four characters that are made of it.
    /// <inheritdoc/>
    protected override string? FindOwner(string folderName)
    {
        HashSet<string> names = [.. Shards.SelectMany(shard => shard.Names)];
        return ((string?[])[DesktopNames.AccountOfFourFolder(folderName), folderName]).FirstOrDefault(name => name is not null && (names.Contains(name) || People.Knows(name)));
    }

    // Other databases number user names too; who sent is told by those with messages.
    private void NoteNumber(in RowChange change, RowFields fields, DesktopNotes notes)
    {
        string database = change.Database;
        if (Shards.Exists(shard => shard.Path == database) && fields.Differs(change, "user_name"))
        {
            string name = fields.Text(fields.After(change, "user_name"));
            notes.Names.Add(name);
            notes.Everything |= change.Before is not null;
            notes.Directory |= !People.Knows(name);
        }
    }

    private void ReadMembers(SqliteDatabase database)
    {
        if (database.ColumnsOf("chatroom_member").Count == 0)
        {
            return;
        }

        // The numbers are those of name2id; where that is not there, those of the contacts.
        string names = database.ColumnsOf("name2id").Count > 0 ? "SELECT rowid AS id, username FROM name2id" : "SELECT id, username FROM contact";
        using SqliteStatement rows = database.Prepare($"SELECT r.username, m.username FROM chatroom_member c JOIN ({names}) r ON r.id = c.room_id JOIN ({names}) m ON m.id = c.member_id ORDER BY c.room_id");
        while (rows.Step())
        {
            if (rows.Text(0) is { Length: > 0 } room && rows.Text(1) is { Length: > 0 } member && People.MembersOf(room).Count < WeChatLimits.MaxItemsOfMessage)
            {
                People.AddMember(room, member);
            }
        }
    }

    private string? ContentOf(DesktopCells cells)
    {
        if (cells.Bytes(Content) is { IsEmpty: false } content)
        {
            return Told(Packed.Read(content, DesktopLimits.MaxPayloadBytes, out bool isContentBroken), isContentBroken);
        }

        return cells.Bytes(Compressed) is { IsEmpty: false } packed ? Told(Packed.ReadPacked(packed, DesktopLimits.MaxPayloadBytes, out bool isBroken), isBroken) : null;
    }
}
