using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>Everybody whom the phone's tables of contacts and conversations know.</summary>
internal sealed class ContactDirectory
{
    public const string Friends = "Friend";
    public const string WorkContacts = "OpenIMContact";
    public const string OldDetails = "Friend_Ext";
    public const string Sessions = "SessionAbstract";

    private readonly Dictionary<string, IosContact> _contacts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sessions = new(StringComparer.Ordinal);
    private HashSet<string>? _known;

    /// <summary>All contacts, groups included.</summary>
    public IReadOnlyCollection<IosContact> All => _contacts.Values;

    /// <summary>Every user name in it: contacts, members of groups, conversations.</summary>
    public IReadOnlySet<string> Known
    {
        get
        {
            if (_known is null)
            {
                _known = new HashSet<string>(_contacts.Keys, StringComparer.Ordinal);
                _known.UnionWith(_contacts.Values.SelectMany(contact => contact.Members));
                _known.UnionWith(_sessions.Keys);
            }

            return _known;
        }
    }

    /// <summary>The conversations in the list of them: where the file of each lies below the session folder; empty where it is not told.</summary>
    public IReadOnlyDictionary<string, string> SessionFiles => _sessions;

    /// <summary>The contact of a user name, or null.</summary>
    public IosContact? Find(string userName) => _contacts.GetValueOrDefault(userName);

    /// <summary>Adds what something else tells of a contact that no table names.</summary>
    public void AddName(string userName, string name)
    {
        IosContact contact = Find(userName) ?? new IosContact(userName);
        if (contact.Name is null)
        {
            _contacts[userName] = contact with { Name = name };
            _known = null;
        }
    }

    /// <summary>Reads the tables of contacts in a database, whichever it has.</summary>
    /// <exception cref="ChatFormatException">A page of it is damaged.</exception>
    public void Read(SqliteDatabase database)
    {
        foreach (string table in (ReadOnlySpan<string>)[Friends, WorkContacts])
        {
            HashSet<string> columns = ColumnsOf(database, table);
            if (columns.Contains("userName") && columns.Contains("dbContactRemark"))
            {
                ReadBlobs(database, table, columns);
            }
            else if (columns.Contains("UsrName"))
            {
                ReadOld(database, table, columns);
            }
        }

        if (ColumnsOf(database, Sessions) is var session && session.Contains("UsrName"))
        {
            ReadSessions(database, session);
        }

        _known = null;
    }

    private static HashSet<string> ColumnsOf(SqliteDatabase database, string table)
    {
        using SqliteStatement there = database.Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name = ?1");
        there.Bind(1, table);
        return there.Step() ? new HashSet<string>(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase) : [];
    }

    private void ReadBlobs(SqliteDatabase database, string table, HashSet<string> columns)
    {
        string chatRoom = columns.Contains("dbContactChatRoom") ? "dbContactChatRoom" : "NULL";
        using SqliteStatement rows = database.Prepare($"SELECT userName, dbContactRemark, {chatRoom} FROM {table}");
        while (_contacts.Count < WeChatIosLimits.MaxContacts && rows.Step())
        {
            if (rows.Text(0) is { Length: > 0 } userName)
            {
                _contacts[userName] = ContactBlobs.Read(userName, rows.Blob(1), rows.Blob(2));
            }
        }
    }

    // Versions before 2016 or so kept contacts as plain columns, in the messages' database.
    private void ReadOld(SqliteDatabase database, string table, HashSet<string> columns)
    {
        HashSet<string> details = ColumnsOf(database, OldDetails);
        bool hasDetails = details.Contains("UsrName");
        string name = columns.Contains("NickName") ? "f.NickName" : "NULL";
        string remark = columns.Contains("ConRemark") ? "f.ConRemark" : hasDetails && details.Contains("ConRemark") ? "e.ConRemark" : "NULL";
        string members = hasDetails && details.Contains("ConChatRoomMem") ? "e.ConChatRoomMem" : "NULL";
        string join = hasDetails ? $"LEFT JOIN {OldDetails} e ON e.UsrName = f.UsrName" : "";
        using SqliteStatement rows = database.Prepare($"SELECT f.UsrName, {name}, {remark}, {members} FROM {table} f {join}");
        while (_contacts.Count < WeChatIosLimits.MaxContacts && rows.Step())
        {
            if (rows.Text(0) is { Length: > 0 } userName && !_contacts.ContainsKey(userName))
            {
                _contacts[userName] = new IosContact(userName) { Name = NotEmpty(rows.Text(1)), Remark = NotEmpty(rows.Text(2)), Members = ContactBlobs.SplitMembers(rows.Text(3)) };
            }
        }
    }

    private void ReadSessions(SqliteDatabase database, HashSet<string> columns)
    {
        string file = columns.Contains("ConStrRes1") ? "ConStrRes1" : "NULL";
        using SqliteStatement rows = database.Prepare($"SELECT UsrName, {file} FROM {Sessions}");
        while (_sessions.Count < WeChatIosLimits.MaxContacts && rows.Step())
        {
            if (rows.Text(0) is { Length: > 0 } userName)
            {
                _sessions[userName] = rows.Text(1);
            }
        }
    }

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;
}
