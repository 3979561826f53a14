using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>What the store has of groups beside the chat: when they were made, by whom, and a row for each member of each.</summary>
internal sealed class GroupTables : IDisposable
{
    private const string InfoEntity = "WAGroupInfo";
    private const string MemberEntity = "WAGroupMember";

    private static readonly string[] InfoSlots = ["Z_PK", "ZCHATSESSION", "ZCREATIONDATE"];
    private static readonly string[] MemberSlots = ["Z_PK", "ZISACTIVE", "ZCHATSESSION", "ZCONTACTNAME", "ZFIRSTNAME", "ZMEMBERJID"];

    private readonly SqliteDatabase _database;
    private readonly EntityNumbers _entities;
    private readonly IosPeople _people;
    private readonly RowInsert _info;
    private readonly RowInsert _member;

    public GroupTables(SqliteDatabase database, EntityNumbers entities, StoreFillings fillings, IosPeople people)
    {
        _database = database;
        _entities = entities;
        _people = people;
        StoreTable info = new(database, "ZWAGROUPINFO");
        StoreTable member = new(database, "ZWAGROUPMEMBER");
        _info = new RowInsert(info, InfoSlots, fillings.Of(info, InfoSlots, InfoEntity));
        _member = new RowInsert(member, MemberSlots, fillings.Of(member, MemberSlots, MemberEntity));
    }

    /// <summary>Reads the members that the store's chats have.</summary>
    public void Read(IEnumerable<Session> sessions)
    {
        Dictionary<long, Session> byRow = sessions.ToDictionary(session => session.Row);
        using SqliteStatement statement = _database.Prepare("SELECT Z_PK, ZCHATSESSION, ZMEMBERJID FROM ZWAGROUPMEMBER WHERE ZMEMBERJID <> '' ORDER BY Z_PK");
        while (statement.Step())
        {
            if (byRow.TryGetValue(statement.Integer(1), out Session? session))
            {
                session.Members.TryAdd(_people.Find(statement.Text(2)) ?? statement.Text(2), statement.Integer(0));
            }
        }
    }

    /// <summary>Adds what a new group's chat has of its own.</summary>
    public long AddInfo(Session session, DateTimeOffset? createdAt)
    {
        long row = _entities.NextRow(InfoEntity);
        _info.Set(0, row);
        _info.Set(1, session.Row);
        if (createdAt is { } created)
        {
            _info.Set(2, IosTime.FromUnixMillis(created.ToUnixTimeMilliseconds()));
        }
        else
        {
            _info.SetNull(2);
        }

        _info.Insert();
        return row;
    }

    /// <summary>The row of a member, made where it is not there.</summary>
    public long MemberOf(Session session, string personId, string? name, bool isActive)
    {
        if (session.Members.TryGetValue(personId, out long row))
        {
            return row;
        }

        row = _entities.NextRow(MemberEntity);
        _member.Set(0, row);
        _member.Set(1, isActive ? 1 : 0);
        _member.Set(2, session.Row);
        _member.Set(3, name);
        _member.Set(4, name);
        _member.Set(5, personId);
        _member.Insert();
        session.Members.Add(personId, row);
        return row;
    }

    /// <summary>Notes who made a group, unless it is known.</summary>
    public void SetCreator(Session session, string creatorId)
    {
        using SqliteStatement statement = _database.Prepare("UPDATE ZWAGROUPINFO SET ZCREATORJID = ?1, ZOWNERJID = ?1 WHERE ZCHATSESSION = ?2 AND ZCREATORJID IS NULL");
        statement.Bind(1, creatorId);
        statement.Bind(2, session.Row);
        statement.Step();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _info.Dispose();
        _member.Dispose();
    }
}
