using System.Text;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>Writes who is not there yet: contacts and groups, and a line in the list of conversations for each chat that got messages. What the phone has stays as it is.</summary>
internal sealed class PeopleRows(PhoneStore? phone, WrittenDatabases databases)
{
    private const long Friend = 3;
    private const long Member = 4;
    private const long Group = 2;

    private const string Contacts = $"{WeChatIosNames.Databases}/{WeChatIosNames.Contacts}";
    private const string Sessions = $"{WeChatIosNames.SessionFolder}/{WeChatIosNames.Sessions}";

    private readonly Dictionary<string, Participant> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Chat> _chats = new(StringComparer.Ordinal);

    /// <summary>Takes somebody.</summary>
    public void Add(Participant participant) => _people[participant.Id] = participant;

    /// <summary>Takes a chat.</summary>
    public void Add(Chat chat) => _chats[chat.Id] = chat;

    /// <summary>Writes what is missing.</summary>
    /// <returns>Whether there was a place for the contacts.</returns>
    public bool Complete(string? ownerId, IReadOnlyCollection<WrittenChat> written)
    {
        WriteSessions([.. written.Where(chat => chat.Last > chat.LastBefore && !WeChatIds.IsUnknown(chat.Id))]);
        ContactDirectory known = Known();
        List<IosContact> missing = [];
        foreach (Chat chat in _chats.Values.Where(chat => WeChatIds.IsGroup(chat.Id) && known.Find(chat.Id) is null))
        {
            missing.Add(new IosContact(chat.Id) { Name = chat.Title, Members = chat.Participants });
        }

        foreach (Participant person in _people.Values.Where(person => !WeChatIds.IsUnknown(person.Id) && !WeChatIds.IsGroup(person.Id) && known.Find(person.Id) is null))
        {
            missing.Add(new IosContact(person.Id) { Name = person.Name, Remark = person.Alias });
        }

        if (missing.Count == 0)
        {
            return true;
        }

        return WriteContacts(missing, ownerId);
    }

    private ContactDirectory Known()
    {
        ContactDirectory known = new();
        foreach (string path in (phone?.Messages.Select(database => database.PlainPath) ?? []).Append(phone?.Beside(Contacts)).OfType<string>())
        {
            using var database = SqliteDatabase.OpenImmutable(path);
            known.Read(database);
        }

        return known;
    }

    private bool WriteContacts(List<IosContact> missing, string? ownerId)
    {
        if (phone is not null && phone.Beside(Contacts) is null)
        {
            return false;
        }

        SqliteDatabase database = databases.Open(Contacts);
        if (phone is null)
        {
            database.Execute(WeChatIosSchema.Contacts);
        }

        HashSet<string> columns = new(database.ColumnsOf(ContactDirectory.Friends), StringComparer.OrdinalIgnoreCase);
        if (!columns.Contains("userName") || !columns.Contains("dbContactRemark"))
        {
            return false;
        }

        bool hasWork = database.ColumnsOf(ContactDirectory.WorkContacts).Contains("dbContactRemark", StringComparer.OrdinalIgnoreCase);
        using IosTable friends = new(database, ContactDirectory.Friends, "userName", "type", "dbContactRemark", "dbContactChatRoom");
        using IosTable? work = hasWork ? new IosTable(database, ContactDirectory.WorkContacts, "userName", "type", "dbContactRemark", "dbContactChatRoom") : null;
        foreach (IosContact contact in missing)
        {
            bool isGroup = WeChatIds.IsGroup(contact.UserName);
            bool isFriend = phone is null && (contact.UserName == ownerId || _chats.ContainsKey(contact.UserName));
            IosTable table = contact.UserName.EndsWith("@openim", StringComparison.Ordinal) && work is not null ? work : friends;
            table.Insert(contact.UserName, isGroup ? Group : isFriend ? Friend : Member, RemarkOf(contact), isGroup ? RoomOf(contact) : null);
        }

        return true;
    }

    private static byte[] RemarkOf(IosContact contact)
    {
        ProtobufBuilder fields = new();
        fields.Add(1, Encoding.UTF8.GetBytes(contact.Name ?? ""));
        if (contact.Remark is { Length: > 0 } remark)
        {
            fields.Add(3, Encoding.UTF8.GetBytes(remark));
        }

        return fields.Written.ToArray();
    }

    private static byte[] RoomOf(IosContact contact)
    {
        ProtobufBuilder fields = new();
        fields.Add(1, Encoding.UTF8.GetBytes(string.Join(';', contact.Members)));
        return fields.Written.ToArray();
    }

    private void WriteSessions(List<WrittenChat> written)
    {
        if (written.Count == 0 || (phone is not null && phone.Beside(Sessions) is null))
        {
            return;
        }

        SqliteDatabase database = databases.Open(Sessions);
        if (phone is null)
        {
            database.Execute(WeChatIosSchema.Sessions);
        }

        HashSet<string> columns = new(database.ColumnsOf(ContactDirectory.Sessions), StringComparer.OrdinalIgnoreCase);
        if (!columns.Contains("UsrName") || !columns.Contains("CreateTime"))
        {
            return;
        }

        using SqliteStatement there = database.Prepare("SELECT 1 FROM SessionAbstract WHERE UsrName = ?1");
        using SqliteStatement update = database.Prepare("UPDATE SessionAbstract SET CreateTime = ?2 WHERE UsrName = ?1 AND coalesce(CreateTime, 0) < ?2");
        using IosTable rows = new(database, ContactDirectory.Sessions, "UsrName", "CreateTime", "unreadcount");
        foreach (WrittenChat chat in written)
        {
            there.Bind(1, chat.Id);
            bool isThere = there.Step();
            there.Reset();
            if (!isThere)
            {
                rows.Insert(chat.Id, chat.NewestSecond, 0L);
                continue;
            }

            update.Bind(1, chat.Id);
            update.Bind(2, chat.NewestSecond);
            _ = update.Step();
            update.Reset();
        }
    }
}
