using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>3.x on a Mac: a table for each chat, spread over ten databases.</summary>
internal sealed class MacStore : DesktopStore
{
    private const string TablePrefix = "Chat_";
    private const int ServerId = 0;
    private const int CreateTime = 1;
    private const int Content = 2;
    private const int Status = 3;
    private const int Type = 4;
    private const int Direction = 5;
    private const int Source = 6;
    private const int Compressed = 7;
    private const int FailedStatus = 5;

    private FileLinks? _links;

    /// <summary>Opens the tables.</summary>
    public MacStore(Dictionary<string, SqliteDatabase> open, DesktopFiles files, ReaderWarnings warnings)
        : base(open, files, warnings) =>
        Each(DesktopGeneration.MacThree, DesktopPart.Messages, (path, database) => AddShard(path, database, null, name => HashBehind(TablePrefix, name)));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["mesSvrID", "msgCreateTime", "msgContent", "msgStatus", "messageType", "mesDes", "msgSource", "CompressContent"];

    /// <inheritdoc/>
    public override DesktopRow? Read(MessageTable table, long rowId, DesktopCells cells)
    {
        string chat = table.ChatId!;
        int type = cells.SmallInteger(Type);
        bool outgoing = !cells.IsNull(Direction) && cells.Integer(Direction) == 0;
        bool isGroup = WeChatIds.IsGroup(chat);
        return new DesktopRow(rowId, new WeChatRow
        {
            ChatId = chat,
            IsGroup = isGroup || WeChatIds.IsUnknown(chat),   // what only a group has may stand in a chat that nothing names
            OwnerId = OwnerId,
            ServerId = cells.Integer(ServerId),
            SentAtMillis = MillisOf(cells.Integer(CreateTime)),
            Type = type,
            StoreType = type,
            Outgoing = outgoing && !IsNotice(type),
            Content = ContentOf(cells),
            Source = cells.Text(Source) is { Length: > 0 } source ? source : null,
            Status = StatusOf(outgoing, cells.Integer(Status) == FailedStatus),
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Attachment> FindFiles(MessageTable table, DesktopRow row, PayloadContent content)
    {
        if (content.Media is not [{ } media, ..])
        {
            return [];
        }

        if (media.Md5 is { } hash && (_links ??= LoadLinks()).Find(hash, "") is { } link)
        {
            return Files.Find($"{DesktopNames.MacShards}/{DesktopNames.MacFiles}/{link.First}/{link.Name}".Replace("//", "/", StringComparison.Ordinal), null);
        }

        string folder = $"{DesktopNames.MacShards}/{DesktopNames.MacFiles}/{table.Hash}";
        long id = row.RowId;
        return media.Kind switch
        {
            PayloadMediaKind.Image => Files.Find(Files.FirstThere([$"{folder}/Image/{id}.pic.jpg", $"{folder}/Image/{id}.pic_hd.jpg"]), $"{folder}/Image/{id}.pic_thumb.jpg"),
            PayloadMediaKind.Voice => Files.Find($"{folder}/Audio/{id}.aud.silk", null),
            PayloadMediaKind.Video => Files.Find($"{folder}/Video/{id}.mp4", $"{folder}/Video/{id}.video_thum.jpg"),
            PayloadMediaKind.Document when media.Name is { Length: > 0 } name => Files.Find($"{folder}/File/{name}", null),
            _ => [],
        };
    }

    /// <inheritdoc/>
    public override void Note(in RowChange change, RowFields fields, DesktopNotes notes)
    {
        switch (change.Table.ToUpperInvariant())
        {
            case "WCCONTACT" or "GROUPCONTACT" or "GROUPMEMBER" or "STRANGERCONTACT":
                notes.NotePerson(change, fields, "m_nsUsrName", "nickname", "m_nsRemark", "m_nsChatRoomMemList");
                break;
            case "HLINKMEDIARECORD":
                notes.Hashes.Add(fields.Text(change.After is null ? fields.Before(change, "mediaMd5") : fields.After(change, "mediaMd5")));
                break;
            case "HLINKMEDIADETAIL":
                notes.Everything |= change.Before is not null;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void LoadPeople(string folderName) => Each(DesktopGeneration.MacThree, DesktopPart.Contacts, (path, database) =>
    {
        foreach (string table in (string[])["WCContact", "GroupContact", "GroupMember", "StrangerContact"])
        {
            _ = People.ReadContacts(database, table, ["m_nsUsrName", "nickname", "m_nsRemark", "m_nsAliasName"]);
        }

        foreach (string table in (string[])["GroupContact", "WCContact"])
        {
            People.ReadRooms(database, table, ["m_nsUsrName", null, "m_nsChatRoomMemList"], ";");
        }
    });

    // The folder is called by the hash of the owner's user name.
    /// <inheritdoc/>
    protected override string? FindOwner(string folderName) => WeChatIds.IsHash(folderName) ? People.Hashes.Find(folderName) : null;

    private string? ContentOf(DesktopCells cells)
    {
        string? content = cells.IsNull(Content) ? null : cells.Text(Content);
        return string.IsNullOrEmpty(content) && cells.Bytes(Compressed) is { IsEmpty: false } packed
            ? Told(Packed.ReadPacked(packed, DesktopLimits.MaxPayloadBytes, out bool isBroken), isBroken)
            : content;
    }

    private FileLinks LoadLinks()
    {
        FileLinks links = new();
        Each(DesktopGeneration.MacThree, DesktopPart.Links, (_, database) =>
        {
            if (database.ColumnsOf("HlinkMediaRecord").Count > 0 && database.ColumnsOf("HlinkMediaDetail").Count > 0)
            {
                links.Add(database, "", "SELECT r.mediaMd5, d.relativePath, '', d.fileName FROM HlinkMediaRecord r JOIN HlinkMediaDetail d ON d.inodeNumber = r.inodeNumber");
            }
        });
        return links;
    }
}
