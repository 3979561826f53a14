using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>3.x on Windows: one table of messages in each of several databases, whose rows name the chat.</summary>
internal sealed class WindowsStore : DesktopStore
{
    private const int ServerId = 0;
    private const int Type = 1;
    private const int SubType = 2;
    private const int IsSender = 3;
    private const int CreateTime = 4;
    private const int TalkerId = 5;
    private const int Talker = 6;
    private const int Content = 7;
    private const int Compressed = 8;
    private const int Extra = 9;
    private const int FailedStatus = 5;
    private const string MemberSeparator = "^G";

    private readonly VoiceRows _voices = new();
    private FileLinks? _links;

    /// <summary>Opens the tables.</summary>
    public WindowsStore(Dictionary<string, SqliteDatabase> open, DesktopFiles files, ReaderWarnings warnings)
        : base(open, files, warnings)
    {
        foreach (DesktopPart part in (DesktopPart[])[DesktopPart.Messages, DesktopPart.OtherMessages])
        {
            Each(DesktopGeneration.WindowsThree, part, (path, database) => AddShard(path, database, ("Name2ID", "UsrName"), name => IsMessages(database, name) ? "" : null));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } =
        ["MsgSvrID", "Type", "SubType", "IsSender", "CreateTime", "TalkerId", "StrTalker", "StrContent", "CompressContent", "BytesExtra", "Status"];

    /// <inheritdoc/>
    public override IEnumerable<string> ChatIds => Shards.SelectMany(shard => shard.Names.Count > 0 ? shard.Names : TalkersOf(shard));

    /// <inheritdoc/>
    public override DesktopRow? Read(MessageTable table, long rowId, DesktopCells cells)
    {
        string chat = cells.Text(Talker) is { Length: > 0 } talker ? talker : table.Shard.NameOf(cells.Integer(TalkerId)) ?? "";
        if (chat.Length == 0)
        {
            return null;
        }

        int type = cells.SmallInteger(Type);
        bool outgoing = cells.Integer(IsSender) != 0;
        bool isGroup = WeChatIds.IsGroup(chat);
        BytesExtra extra = BytesExtra.Read(cells.Bytes(Extra));
        string? sender = outgoing || IsNotice(type) ? null : isGroup ? extra.Sender : chat;
        return new DesktopRow(rowId, new WeChatRow
        {
            ChatId = chat,
            IsGroup = isGroup,
            OwnerId = OwnerId,
            ServerId = cells.Integer(ServerId),
            SentAtMillis = MillisOf(cells.Integer(CreateTime)),
            Type = type,
            SubType = type == WeChatTypes.App ? cells.SmallInteger(SubType) : 0,
            StoreType = type,
            Outgoing = outgoing,
            SenderId = sender,
            Content = ContentOf(cells, isGroup ? sender : null),
            Source = extra.Source,
            Status = StatusOf(outgoing, cells.Integer(Columns.Count - 1) == FailedStatus),
        })
        {
            FilePath = RelativeOf(extra.FilePath),
            ThumbnailPath = RelativeOf(extra.ThumbnailPath),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Attachment> FindFiles(MessageTable table, DesktopRow row, PayloadContent content)
    {
        if (content.Media is not [{ } media, ..])
        {
            return [];
        }

        switch (media.Kind)
        {
            case PayloadMediaKind.Voice:
                return _voices.Find(row, LoadVoices) is { } cell ? [new Attachment { Cell = cell }] : [];
            case PayloadMediaKind.Image:
                return Files.Find(PathOf(row, media, "Image"), row.ThumbnailPath);
            case PayloadMediaKind.Video:
                return Files.Find(PathOf(row, media, "Video"), row.ThumbnailPath);
            case PayloadMediaKind.Document:
                string? guess = media.Name is { Length: > 0 } name
                    ? Files.FirstThere([.. DesktopFiles.MonthsOf(row.Row.SentAtMillis).Select(month => $"{DesktopNames.WindowsFiles}/File/{month}/{name}")])
                    : null;
                return Files.Find(PathOf(row, media, "File") ?? guess, null);
            default:
                return Files.Find(row.FilePath, null);
        }
    }

    /// <inheritdoc/>
    public override void Note(in RowChange change, RowFields fields, DesktopNotes notes)
    {
        switch (change.Table.ToUpperInvariant())
        {
            case "NAME2ID":
                notes.Directory = true;
                notes.Everything |= change.Before is not null && fields.Differs(change, "UsrName");
                break;
            case "CONTACT":
                notes.NotePerson(change, fields, "UserName", "NickName", "Remark", "Alias");
                break;
            case "CHATROOM":
                notes.NotePerson(change, fields, "ChatRoomName", "RoomData", "UserNameList");
                break;
            case "MEDIA":
                notes.ServerIds.Add(RowFields.Integer(fields.After(change, "Reserved0")));
                break;
            case "HARDLINKIMAGEATTRIBUTE" or "HARDLINKVIDEOATTRIBUTE" or "HARDLINKFILEATTRIBUTE":
                notes.Hashes.Add(FileLinks.HashOf(change.After is null ? fields.Before(change, "Md5") : fields.After(change, "Md5")));
                break;
            case "HARDLINKIMAGEID" or "HARDLINKVIDEOID" or "HARDLINKFILEID":
                notes.Everything |= change.Before is not null;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void LoadPeople(string folderName) => Each(DesktopGeneration.WindowsThree, DesktopPart.Contacts, (_, database) =>
    {
        OwnerId = People.ReadContacts(database, "Contact", ["UserName", "NickName", "Remark", "Alias"], folderName) ?? OwnerId;
        People.ReadRooms(database, "ChatRoom", ["ChatRoomName", "RoomData", "UserNameList"], MemberSeparator);
    });

    // The folder has the user name, or in old versions the id that is shown.
    /// <inheritdoc/>
    protected override string? FindOwner(string folderName) =>
        People.Knows(folderName) || folderName.StartsWith("wxid_", StringComparison.Ordinal) ? folderName : null;

    private static bool IsMessages(SqliteDatabase database, string table)
    {
        if (table.ToUpperInvariant() is not ("MSG" or "PUBLICMSG" or "OPENIMMSG" or "CHATMSG"))
        {
            return false;
        }

        HashSet<string> columns = new(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
        return columns.Contains("CreateTime") && (columns.Contains("StrTalker") || columns.Contains("TalkerId"));
    }

    // The sender does not stand before the content here; a text that begins like one would be taken for it.
    private string? ContentOf(DesktopCells cells, string? sender)
    {
        string? content = cells.IsNull(Content) ? null : cells.Text(Content).TrimEnd('\0');
        if (string.IsNullOrEmpty(content) && cells.Bytes(Compressed) is { IsEmpty: false } packed)
        {
            content = Told(Packed.ReadPacked(packed, DesktopLimits.MaxPayloadBytes, out bool isBroken), isBroken);
        }

        return sender is not null && content is not null && GroupPrefix.Join(sender, content) is { } joined && GroupPrefix.TrySplit(joined, out string named, out _) && named == sender
            ? joined
            : content;
    }

    private HashSet<string> TalkersOf(MessageShard shard)
    {
        HashSet<string> talkers = new(StringComparer.Ordinal);
        foreach (MessageTable table in Tables.Where(table => table.Shard == shard))
        {
            Guarded(() =>
            {
                using SqliteStatement rows = shard.Database.Prepare($"SELECT DISTINCT StrTalker FROM {SqliteNames.Quote(table.Name)}");
                while (rows.Step())
                {
                    _ = rows.Text(0) is { Length: > 0 } talker && talkers.Add(talker);
                }
            });
        }

        return talkers;
    }

    // The row's own path; where no file is there, the one that its hash leads to.
    private string? PathOf(DesktopRow row, PayloadMedia media, string kind) => row.FilePath is { } told && Files.Exists(told) ? told
        : LinkOf(media, kind) is { } link && (row.FilePath is null || Files.Exists(link)) ? link
        : row.FilePath;

    private void LoadVoices() =>
        Each(DesktopGeneration.WindowsThree, DesktopPart.Voices, (path, database) => _voices.Read(path, database, "Media", "Reserved0", "Buf", null));

    private string? LinkOf(PayloadMedia media, string kind)
    {
        _links ??= LoadLinks();
        return media.Md5 is { } hash && _links.Find(hash, kind) is { } link
            ? kind == "Image" ? $"{DesktopNames.WindowsFiles}/MsgAttach/{link.First}/Image/{link.Second}/{link.Name}" : $"{DesktopNames.WindowsFiles}/{kind}/{link.Second}/{link.Name}"
            : null;
    }

    private FileLinks LoadLinks()
    {
        FileLinks links = new();
        foreach (string kind in (string[])["Image", "Video", "File"])
        {
            string attributes = $"HardLink{kind}Attribute";
            string folders = $"HardLink{kind}ID";
            Each(DesktopGeneration.WindowsThree, DesktopPart.Links, (_, database) =>
            {
                if (database.ColumnsOf(attributes).Count > 0 && database.ColumnsOf(folders).Count > 0)
                {
                    links.Add(database, kind, $"SELECT a.Md5, f.Dir, s.Dir, a.FileName FROM {attributes} a LEFT JOIN {folders} f ON f.DirId = a.DirID1 LEFT JOIN {folders} s ON s.DirId = a.DirID2");
                }
            });
        }

        return links;
    }

    // "wxid_x\FileStorage\…": what comes first is the account's folder as it was called then.
    private static string? RelativeOf(string? path)
    {
        if (path is null)
        {
            return null;
        }

        string slashed = path.Replace('\\', '/');
        int files = slashed.IndexOf(DesktopNames.WindowsFiles + "/", StringComparison.OrdinalIgnoreCase);
        int first = slashed.IndexOf('/', StringComparison.Ordinal);
        return files >= 0 ? slashed[files..] : first >= 0 ? slashed[(first + 1)..] : slashed;
    }
}
