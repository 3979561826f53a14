using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>The contacts and the members of groups.</summary>
internal sealed class AndroidPeople(AndroidSchema schema, ReaderWarnings warnings) : IDisposable
{
    private const int BuiltIn = 32;

    private readonly KeyedTable _contacts = new(schema, warnings, AndroidTables.Contacts, "username", "nickname", "conRemark");
    private readonly KeyedTable _groups = new(schema, warnings, AndroidTables.Groups, "chatroomname", "memberlist", "roomdata", "displayname");

    private readonly KeyedTable _conversations = new(schema, warnings, AndroidTables.Conversations, "username", "username");

    /// <summary>Whether the list of conversations has one.</summary>
    public bool HasConversation(string chat) => _conversations.Find(chat);

    /// <summary>Whether somebody is among the contacts.</summary>
    public bool Knows(string id) => _contacts.Find(id);

    /// <summary>What somebody calls themselves, and what the owner calls them; null each where there is none.</summary>
    public (string? Name, string? Remark) NamesOf(string id) =>
        _contacts.Find(id) ? (NotEmpty(_contacts.Row.TextOrNull(0)), NotEmpty(_contacts.Row.TextOrNull(1))) : (null, null);

    /// <summary>A group's title: what the owner or the group calls it, else the names of its members as the app joined them.</summary>
    public string? TitleOf(string chat)
    {
        (string? name, string? remark) = NamesOf(chat);
        return remark ?? name ?? (_groups.Find(chat) ? NotEmpty(_groups.Row.TextOrNull(2)) : null);
    }

    /// <summary>The members of a group, with what they call themselves there.</summary>
    public IReadOnlyList<RoomMember> MembersOf(string chat)
    {
        if (!_groups.Find(chat))
        {
            return [];
        }

        List<RoomMember> members = [.. RoomData.Read(_groups.Row.Blob(1))];
        HashSet<string> seen = new(members.Select(member => member.UserName), StringComparer.Ordinal);
        foreach (string id in _groups.Row.Text(0).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (members.Count < WeChatLimits.MaxMembers && seen.Add(id))
            {
                members.Add(new RoomMember(id, null));
            }
        }

        return members;
    }

    /// <summary>Every contact that is a person or an account, less what the app itself puts there.</summary>
    public IEnumerable<Participant> ReadContacts(CancellationToken cancellationToken)
    {
        if (!schema.Has(AndroidTables.Contacts, "username"))
        {
            yield break;
        }

        using SqliteStatement rows = schema.Database.Prepare(
            $"SELECT {schema.Columns(AndroidTables.Contacts, "username", "nickname", "conRemark", "type")} FROM rcontact t");
        while (Step(rows, warnings))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Text(0) is { Length: > 0 } id && !WeChatIds.IsGroup(id) && (rows.Integer(3) & BuiltIn) == 0)
            {
                yield return new Participant(id) { Name = NotEmpty(rows.TextOrNull(1)), Alias = NotEmpty(rows.TextOrNull(2)) };
            }
        }
    }

    /// <summary>The groups that there are members of.</summary>
    public IReadOnlyList<string> ReadGroups()
    {
        List<string> groups = [];
        if (schema.Has(AndroidTables.Groups, "chatroomname"))
        {
            using SqliteStatement rows = schema.Database.Prepare("SELECT chatroomname FROM chatroom");
            while (Step(rows, warnings))
            {
                groups.Add(rows.Text(0));
            }
        }

        return groups;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _contacts.Dispose();
        _groups.Dispose();
        _conversations.Dispose();
    }

    /// <summary>Goes to the next row of a table whose end may be damaged.</summary>
    internal static bool Step(SqliteStatement rows, ReaderWarnings warnings)
    {
        try
        {
            return rows.Step();
        }
        catch (ChatFormatException failure)
        {
            warnings.Add($"a table of people or chats could not be read to its end: {failure.Problem}");
            return false;
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
