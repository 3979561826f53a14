using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Who there is: contacts, groups and their members, from whatever tables tell of them.</summary>
internal sealed class DesktopPeople
{
    private readonly Dictionary<string, (string? Name, string? Remark)> _contacts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<RoomMember>> _rooms = new(StringComparer.Ordinal);

    /// <summary>Which user name has which hash.</summary>
    public ChatNames Hashes { get; } = new();

    /// <summary>Who is a member of any group, and what they call themselves in the first.</summary>
    public Dictionary<string, string?> MemberNames { get; } = new(StringComparer.Ordinal);

    /// <summary>All user names of contacts and groups.</summary>
    public IReadOnlyCollection<string> Known => _contacts.Keys;

    /// <summary>Whether somebody is among the contacts or the members of groups.</summary>
    public bool Knows(string id) => _contacts.ContainsKey(id) || MemberNames.ContainsKey(id);

    /// <summary>What somebody or a group calls themselves, or null.</summary>
    public string? NameOf(string id) => _contacts.GetValueOrDefault(id).Name ?? MemberNames.GetValueOrDefault(id);

    /// <summary>What the owner calls somebody, or null.</summary>
    public string? RemarkOf(string id) => _contacts.GetValueOrDefault(id).Remark;

    /// <summary>The members of a group.</summary>
    public IReadOnlyList<RoomMember> MembersOf(string id) => _rooms.GetValueOrDefault(id) ?? [];

    /// <summary>Reads a table with a row for each contact or group.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns: user name, name, remark, the shown id.</param>
    /// <param name="folderName">The name of the account's folder, which may be a shown id.</param>
    /// <returns>The user name of whoever has the folder's name as the id that is shown, or null.</returns>
    public string? ReadContacts(SqliteDatabase database, string table, string[] columns, string folderName = "")
    {
        if (Select(database, table, columns) is not { } select)
        {
            return null;
        }

        string? byAlias = null;
        using SqliteStatement rows = database.Prepare(select);
        while (_contacts.Count < DesktopLimits.MaxNames && rows.Step())
        {
            if (rows.Text(0) is { Length: > 0 } id)
            {
                Add(id, NotEmpty(rows.Text(1)), NotEmpty(rows.Text(2)));
                byAlias = folderName.Length > 0 && rows.Text(3) == folderName ? id : byAlias;
            }
        }

        return byAlias;
    }

    /// <summary>Reads a table with a row for each group.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns: user name, the protobuf with the members, a list of members; null for one that it has not.</param>
    /// <param name="separator">What stands between the members of the list.</param>
    public void ReadRooms(SqliteDatabase database, string table, string?[] columns, string separator)
    {
        if (Select(database, table, columns) is not { } select)
        {
            return;
        }

        using SqliteStatement rows = database.Prepare(select);
        while (_rooms.Count < DesktopLimits.MaxNames && rows.Step())
        {
            if (rows.Text(0) is not { Length: > 0 } id)
            {
                continue;
            }

            Add(id, null, null);
            List<RoomMember> members = [.. RoomData.Read(rows.Blob(1))];
            HashSet<string> seen = new(members.Select(member => member.UserName), StringComparer.Ordinal);
            foreach (string member in rows.Text(2).Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (members.Count < WeChatLimits.MaxMembers && seen.Add(member))
                {
                    members.Add(new RoomMember(member, null));
                }
            }

            AddRoom(id, members);
        }
    }

    /// <summary>Adds a member to a group that has none by that name yet.</summary>
    public void AddMember(string room, string member)
    {
        IReadOnlyList<RoomMember> members = MembersOf(room);
        if (members.Count < WeChatLimits.MaxMembers && !members.Any(known => known.UserName == member))
        {
            AddRoom(room, [.. members, new RoomMember(member, null)]);
        }
    }

    /// <summary>Adds a user name; what is known of it already stays.</summary>
    public void Add(string id, string? name, string? remark)
    {
        (string? knownName, string? knownRemark) = _contacts.GetValueOrDefault(id);
        _contacts[id] = (knownName ?? name, knownRemark ?? remark);
        Hashes.Add(id);
    }

    // A member who is no contact is known by what they call themselves in the group.
    private void AddRoom(string id, List<RoomMember> members)
    {
        if (members.Count == 0)
        {
            return;
        }

        _rooms[id] = members;
        foreach (RoomMember member in members)
        {
            if (member.UserName.Length > 0)
            {
                Hashes.Add(member.UserName);
                MemberNames.TryAdd(member.UserName, member.DisplayName);
            }
        }
    }

    private static string? Select(SqliteDatabase database, string table, string?[] columns)
    {
        HashSet<string> there = new(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
        return columns[0] is { } id && there.Contains(id)
            ? $"SELECT {string.Join(", ", columns.Select(column => column is not null && there.Contains(column) ? $"\"{column}\"" : "NULL"))} FROM \"{table}\""
            : null;
    }

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;
}
