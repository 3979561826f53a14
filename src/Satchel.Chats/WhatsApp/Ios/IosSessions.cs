using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// The chats behind the rows of <c>ZWACHATSESSION</c>. Two rows that stand for the same person, one by LID and one by number, or one for a chat that was deleted
/// and one for the chat begun again, are one chat; the rows that the app makes for each person's status updates are one chat too, as they are on Android.
/// </summary>
internal sealed class IosSessions
{
    private const string StatusChat = "status@broadcast";

    private readonly Dictionary<long, IosSession> _byRow = [];
    private readonly Dictionary<string, ChatEntry> _byId = new(StringComparer.Ordinal);
    private readonly List<ChatEntry> _inOrder = [];
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);
    private readonly IosPeople _people;
    private readonly string? _accountId;

    public IosSessions(ChatStorageSchema schema, IosPeople people, string? accountId)
    {
        _people = people;
        _accountId = accountId;
        HashSet<long> removed = [];
        string columns = schema.Columns(ChatStorageTables.Sessions, "ZCONTACTJID", "ZPARTNERNAME", "ZARCHIVED", "ZREMOVED");
        using (SqliteStatement rows = schema.Database.Prepare($"SELECT t.Z_PK, {columns} FROM {ChatStorageTables.Sessions} t ORDER BY t.Z_PK"))
        {
            while (rows.Step())
            {
                Add(rows, removed);
            }
        }

        ListRemoved(schema, removed);
        ReadGroups(schema);
    }

    /// <summary>The chats to show, once each, in the order of their rows: of those that were deleted, the ones that still have messages.</summary>
    public IReadOnlyList<ChatEntry> All => _inOrder;

    /// <summary>The row's chat; null where there is no such row, or no id in it.</summary>
    public IosSession? Find(long row) => _byRow.GetValueOrDefault(row);

    /// <summary>The chat with an id; made where no row has it.</summary>
    public ChatEntry Get(string id)
    {
        if (!_byId.TryGetValue(id, out ChatEntry? chat))
        {
            _byId[id] = chat = new ChatEntry(id, Jid.KindOfChat(id, _accountId));
        }

        return chat;
    }

    /// <summary>The id of the chat of a row with this JID; null where it has none.</summary>
    public string? IdOf(string jid) => _people.Find(jid) is not { } id || !id.Contains('@', StringComparison.Ordinal) ? null
        : Jid.ServerOf(id) is "status" or "lid.status" ? StatusChat
        : id;

    private void Add(SqliteStatement row, HashSet<long> removed)
    {
        string jid = row.Text(1);
        if (IdOf(jid) is not { } id)
        {
            return;
        }

        ChatEntry chat = Get(id);
        string? statusOf = id == StatusChat ? StatusOwner(jid) : null;
        _byRow[row.Integer(0)] = new IosSession(chat, statusOf);
        if ((statusOf ?? chat.Peer) is { } person)
        {
            _people.Known.Add(person);
            _people.AddListedName(person, row.Text(2));
        }
        else if (row.Text(2) is { Length: > 0 } title && id != StatusChat)
        {
            chat.Subject ??= title;
        }

        if (row.Integer(4) > 0)
        {
            removed.Add(row.Integer(0));
            return;
        }

        chat.Archived |= row.Integer(3) > 0;
        List(chat);
    }

    // <number>@status and <lid>@lid.status.
    private string? StatusOwner(string jid)
    {
        int at = jid.IndexOf('@', StringComparison.Ordinal);
        return _people.FindPerson(string.Concat(jid.AsSpan(0, at), Jid.ServerOf(jid) is "lid.status" ? "@lid" : "@s.whatsapp.net"));
    }

    private void List(ChatEntry chat)
    {
        if (_listed.Add(chat.Id))
        {
            _inOrder.Add(chat);
        }
    }

    private void ListRemoved(ChatStorageSchema schema, HashSet<long> removed)
    {
        if (removed.Count == 0)
        {
            return;
        }

        using SqliteStatement rows = schema.Database.Prepare($"SELECT DISTINCT ZCHATSESSION FROM {ChatStorageTables.Messages} ORDER BY 1");
        while (rows.Step())
        {
            if (removed.Contains(rows.Integer(0)))
            {
                List(_byRow[rows.Integer(0)].Chat);
            }
        }
    }

    private void ReadGroups(ChatStorageSchema schema)
    {
        if (!schema.Has(ChatStorageTables.GroupInfo, "ZCHATSESSION") || !schema.Has(ChatStorageTables.GroupInfo, "ZCREATIONDATE"))
        {
            return;
        }

        string columns = schema.Columns(ChatStorageTables.GroupInfo, "ZCHATSESSION", "ZCREATIONDATE", "ZCREATORJID", "ZOWNERJID", "ZSUBJECTOWNERJID");
        using SqliteStatement rows = schema.Database.Prepare($"SELECT {columns} FROM {ChatStorageTables.GroupInfo} t ORDER BY t.rowid");
        while (rows.Step())
        {
            if (Find(rows.Integer(0)) is { } session)
            {
                session.Chat.CreatedMillis ??= IosTime.ToUnixMillis(rows.Real(1));
            }

            for (int column = 2; column < 5; column++)
            {
                if (_people.FindPerson(rows.Text(column)) is { } person)
                {
                    _people.Known.Add(person);
                }
            }
        }
    }
}
