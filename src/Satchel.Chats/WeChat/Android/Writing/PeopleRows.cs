using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>Writes who is not there yet: contacts, groups, and the conversations of chats that got messages. What the phone has is left as it is.</summary>
internal sealed class PeopleRows : IDisposable
{
    private const int Friend = 3;
    private const int Member = 4;
    private const int Group = 2;

    // The upper bits of a conversation's flag tell that it is pinned, and the like; the lower ones are its time.
    private const long TimeMask = (1L << 56) - 1;

    private readonly SqliteDatabase _database;
    private readonly bool _isNew;
    private readonly AndroidPeople _known;
    private readonly StoreTable _contacts;
    private readonly StoreTable _groups;
    private readonly StoreTable _conversations;
    private readonly Dictionary<string, Participant> _people = new(StringComparer.Ordinal);
    private readonly List<Chat> _chats = [];

    public PeopleRows(SqliteDatabase database, bool isNew)
    {
        _database = database;
        _isNew = isNew;
        _known = new AndroidPeople(new AndroidSchema(database), new WhatsApp.ReaderWarnings());
        _contacts = new StoreTable(database, "rcontact", "username", "nickname", "conRemark", "type");
        _groups = new StoreTable(database, "chatroom", "chatroomname", "memberlist", "displayname", "roomdata", "memberCount");
        _conversations = new StoreTable(database, "rconversation", "username", "msgCount", "conversationTime", "content", "msgType", "isSend", "status", "flag", "chatmode");
    }

    /// <summary>Takes somebody.</summary>
    public void Add(Participant participant) => _people[participant.Id] = participant;

    /// <summary>Takes a chat.</summary>
    public void Add(Chat chat) => _chats.Add(chat);

    /// <summary>Writes what is missing.</summary>
    public void Complete(string? ownerId, IEnumerable<WrittenChat> written)
    {
        HashSet<string> direct = new(_chats.Where(chat => chat.Kind == ChatKind.Direct).Select(chat => chat.Id), StringComparer.Ordinal);
        foreach (Participant person in _people.Values)
        {
            if (!WeChatIds.IsUnknown(person.Id) && !WeChatIds.IsGroup(person.Id) && !_known.Knows(person.Id))
            {
                bool isFriend = _isNew && (person.Id == ownerId || direct.Contains(person.Id));
                _contacts.Insert(person.Id, person.Name ?? "", person.Alias ?? "", isFriend ? Friend : Member);
            }
        }

        foreach (Chat chat in _chats.Where(chat => chat.Kind == ChatKind.Group && !WeChatIds.IsUnknown(chat.Id)))
        {
            AddGroup(chat);
        }

        using SqliteStatement update = _database.Prepare(
            $"""
             UPDATE rconversation SET conversationTime = ?2, content = ?3, msgType = ?4, isSend = ?5, flag = (coalesce(flag, 0) & ~{TimeMask}) | ?2, digest = '', digestUser = ''
             WHERE username = ?1 AND coalesce(conversationTime, 0) < ?2
             """);
        foreach (WrittenChat chat in written.Where(chat => chat.Written > 0))
        {
            AddConversation(chat, update);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _known.Dispose();
        _contacts.Dispose();
        _groups.Dispose();
        _conversations.Dispose();
    }

    private void AddGroup(Chat chat)
    {
        if (!_known.Knows(chat.Id))
        {
            _contacts.Insert(chat.Id, chat.Title ?? "", "", Group);
        }

        if (_known.MembersOf(chat.Id).Count == 0 && chat.Participants.Count > 0)
        {
            byte[] members = RoomData.Write([.. chat.Participants.Select(id => new RoomMember(id, null))]);
            string names = string.Join('、', chat.Participants.Select(id => _people.GetValueOrDefault(id)?.Name ?? id));
            _groups.Insert(chat.Id, string.Join(';', chat.Participants), names, members, chat.Participants.Count);
        }
    }

    private void AddConversation(WrittenChat chat, SqliteStatement update)
    {
        (long millis, string content, int type, bool isSend) = chat.Newest;
        string code = type.ToString(CultureInfo.InvariantCulture);
        if (!_known.HasConversation(chat.Talker))
        {
            _conversations.Insert(chat.Talker, chat.Written, millis, content, code, isSend ? 1 : 0, isSend ? 2 : 3, millis & TimeMask, 0);
            return;
        }

        update.Bind(1, chat.Talker);
        update.Bind(2, millis & TimeMask);
        update.Bind(3, content);
        update.Bind(4, code);
        update.Bind(5, isSend ? 1 : 0);
        _ = update.Step();
        update.Reset();
    }
}
