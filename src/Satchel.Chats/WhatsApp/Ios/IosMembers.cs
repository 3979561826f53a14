using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>The people behind the rows of <c>ZWAGROUPMEMBER</c>, to which messages in groups point.</summary>
internal sealed class IosMembers
{
    private readonly Dictionary<long, string> _byRow = [];
    private readonly Dictionary<string, List<string>> _ofChats = new(StringComparer.Ordinal);

    public IosMembers(ChatStorageSchema schema, IosPeople people, IosSessions sessions)
    {
        if (!schema.Has(ChatStorageTables.Members, "ZMEMBERJID"))
        {
            return;
        }

        string columns = schema.Columns(ChatStorageTables.Members, "ZMEMBERJID", "ZCHATSESSION", "ZISACTIVE", "ZCONTACTNAME", "ZFIRSTNAME");
        using SqliteStatement rows = schema.Database.Prepare($"SELECT t.Z_PK, {columns} FROM {ChatStorageTables.Members} t ORDER BY t.Z_PK");
        while (rows.Step())
        {
            if (people.FindPerson(rows.Text(1)) is not { } id)
            {
                continue;
            }

            _byRow[rows.Integer(0)] = id;
            people.Known.Add(id);
            people.AddListedName(id, rows.Text(4) is { Length: > 0 } name ? name : rows.Text(5));

            // Those who left keep their row, because messages point to it.
            if ((rows.IsNull(3) || rows.Integer(3) > 0) && sessions.Find(rows.Integer(2)) is { } session)
            {
                Add(session.Chat.Id, id);
            }
        }
    }

    /// <summary>The person of a row; null where there is no such row.</summary>
    public string? Find(long row) => _byRow.GetValueOrDefault(row);

    /// <summary>Who is in a chat; null where no row says.</summary>
    public IReadOnlyList<string>? Of(string chatId) => _ofChats.GetValueOrDefault(chatId);

    private void Add(string chat, string member)
    {
        if (!_ofChats.TryGetValue(chat, out List<string>? members))
        {
            _ofChats[chat] = members = [];
        }

        if (members.Count < WhatsAppLimits.MaxItemsOfMessage && !members.Contains(member))
        {
            members.Add(member);
        }
    }
}
