using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The chats of the store: those that were there, found by id and also through LIDs, and those that are added.</summary>
internal sealed class SessionDirectory : IDisposable
{
    private const string Entity = "WAChatSession";

    private static readonly string[] Slots =
        ["Z_PK", "ZARCHIVED", "ZFLAGS", "ZSESSIONTYPE", "ZSPOTLIGHTSTATUS", "ZGROUPINFO", "ZLASTMESSAGEDATE", "ZCONTACTJID", "ZPARTNERNAME"];

    private readonly EntityNumbers _entities;
    private readonly StoreConventions _conventions;
    private readonly GroupTables _groups;
    private readonly RowInsert _insert;
    private readonly Dictionary<string, Session> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Chat> _announced = new(StringComparer.Ordinal);
    private readonly List<(long Row, long Instead)> _doubles = [];
    private readonly string? _owner;
    private readonly IosPeople _people;

    public SessionDirectory(SqliteDatabase database, EntityNumbers entities, StoreConventions conventions, StoreFillings fillings, IosPeople people, string? owner)
    {
        _entities = entities;
        _conventions = conventions;
        _people = people;
        _owner = owner;
        _groups = new GroupTables(database, entities, fillings, people);
        StoreTable table = new(database, "ZWACHATSESSION");
        _insert = new RowInsert(table, Slots, fillings.Of(table, Slots, Entity));
        Read(database, table);
    }

    /// <summary>The names of people by id, for the titles of chats that have none.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>How many chats were made with somebody of whom only a LID is known, who may have another chat under their number.</summary>
    public int ChatsUnderLids { get; private set; }

    /// <summary>Every chat that is in the store, once each.</summary>
    public IEnumerable<Session> All => _byId.Values;

    /// <summary>Chats that were there a second time, under a LID, and the chat that stands for them.</summary>
    public IReadOnlyList<(long Row, long Instead)> Doubles => _doubles;

    /// <summary>Takes a chat. Groups are made at once; a chat that no message comes for is not made.</summary>
    public void Add(Chat chat)
    {
        _announced[chat.Id] = chat;
        if (chat.Kind is ChatKind.Group && Find(chat.Id) is null && IsJid(chat.Id))
        {
            Make(chat);
        }
    }

    /// <summary>The chat with an id, made where it is not there; null where no chat of the app's can have that id.</summary>
    public Session? Get(string chatId)
    {
        if (Find(chatId) is { } session)
        {
            return session;
        }

        return IsJid(chatId) ? Make(_announced.GetValueOrDefault(chatId) ?? new Chat(chatId, KindOf(chatId))) : null;
    }

    /// <summary>The row of a member of a group, made where it is not there.</summary>
    public long MemberOf(Session session, string personId) => _groups.MemberOf(session, PersonOf(personId), Names.GetValueOrDefault(personId), isActive: false);

    /// <summary>Notes who made a group that was added.</summary>
    public void SetCreator(Session session, string creatorId)
    {
        if (!session.WasThere)
        {
            _groups.SetCreator(session, creatorId);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _groups.Dispose();
    }

    // LIDs under the number, devices left out.
    private string PersonOf(string id) => _people.Find(id) ?? id;

    private Session? Find(string chatId) => _byId.GetValueOrDefault(PersonOf(chatId));

    private ChatKind KindOf(string id) => Jid.ServerOf(id) is "status" or "lid.status" ? ChatKind.Broadcast : Jid.KindOfChat(id, _owner);

    private static bool IsJid(string id) => id.IndexOf('@', StringComparison.Ordinal) > 0;

    private void Read(SqliteDatabase database, StoreTable table)
    {
        string removed = table.Has("ZREMOVED") ? "coalesce(ZREMOVED, 0) = 0" : "1";
        using SqliteStatement statement = database.Prepare(
            $"SELECT Z_PK, ZCONTACTJID FROM ZWACHATSESSION WHERE ZCONTACTJID <> '' AND {removed} ORDER BY ZCONTACTJID LIKE '%@lid', Z_PK");
        while (statement.Step())
        {
            string jid = statement.Text(1);
            string id = PersonOf(jid);
            Session session = new(statement.Integer(0), jid, KindOf(id)) { WasThere = true };
            if (!_byId.TryAdd(id, session))
            {
                _doubles.Add((session.Row, _byId[id].Row));
            }
        }

        _groups.Read(_byId.Values);
    }

    private Session Make(Chat chat)
    {
        Session session = new(_entities.NextRow(Entity), chat.Id, chat.Kind);
        bool isGroup = chat.Kind == ChatKind.Group;
        ChatsUnderLids += Jid.ServerOf(chat.Id) is "lid" ? 1 : 0;
        long info = isGroup ? _groups.AddInfo(session, chat.CreatedAt) : 0;
        string? name = chat.Title ?? Names.GetValueOrDefault(chat.Id) ?? Jid.PhoneOf(chat.Id);
        _insert.Set(0, session.Row);
        _insert.Set(1, chat.Archived ? 1 : 0);
        _insert.Set(2, isGroup ? _conventions.GroupFlags : _conventions.DirectFlags);
        _insert.Set(3, IosSessionTypes.Of(chat));
        _insert.Set(4, isGroup ? _conventions.GroupSpotlight : _conventions.DirectSpotlight);
        _insert.SetRow(5, info);
        if (chat.CreatedAt is { } created)
        {
            _insert.Set(6, IosTime.FromUnixMillis(created.ToUnixTimeMilliseconds()));
        }
        else
        {
            _insert.Set(6, 0.0);
        }

        _insert.Set(7, chat.Id);
        _insert.Set(8, name);
        _insert.Insert();
        _byId[chat.Id] = session;
        if (isGroup)
        {
            foreach (string member in chat.Participants)
            {
                _groups.MemberOf(session, member, Names.GetValueOrDefault(member), isActive: true);
            }
        }

        return session;
    }
}
