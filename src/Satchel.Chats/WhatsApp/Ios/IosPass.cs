using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// One pass over the messages, or over those whose row numbers stand in the temporary table <c>wanted</c>: the cursor over the message rows and one over each
/// side table, all ascending by message, stepping together. No query is made per message, and no index is needed.
/// </summary>
internal sealed class IosPass : IDisposable
{
    private static readonly string[] MessageColumns =
    [
        "ZCHATSESSION", "ZISFROMME", "ZMESSAGETYPE", "ZGROUPEVENTTYPE", "ZMESSAGESTATUS", "ZFLAGS", "ZSTARRED", "ZMESSAGEDATE", "ZSENTDATE", "ZSTANZAID", "ZTEXT",
        "ZGROUPMEMBER", "ZFROMJID",
    ];

    private static readonly string[] MediaColumns =
    [
        "ZMEDIALOCALPATH", "ZFILESIZE", "ZMOVIEDURATION", "ZLATITUDE", "ZLONGITUDE", "ZTITLE", "ZVCARDNAME", "ZVCARDSTRING", "ZXMPPTHUMBPATH", "ZMETADATA",
    ];

    private readonly ChatStorageSchema _schema;
    private readonly ReaderWarnings _warnings;
    private readonly bool _wantedOnly;
    private readonly string _only;
    private readonly IosRow _row = new();
    private readonly SideCursor _messages;
    private readonly SideCursor _media;
    private readonly SideCursor _mediaPointedTo;
    private readonly SideCursor _info;
    private readonly SideCursor _infoPointedTo;
    private readonly SideCursor _links;

    public IosPass(ChatStorageSchema schema, ReaderWarnings warnings, bool wantedOnly)
    {
        _schema = schema;
        _warnings = warnings;
        _wantedOnly = wantedOnly;
        _only = wantedOnly ? "IN (SELECT id FROM temp.wanted)" : "> 0";
        _messages = Open("Z_PK", ChatStorageTables.Messages, MessageColumns, "");
        _media = OpenSide(ChatStorageTables.Media, MediaColumns, "t.Z_PK");
        _mediaPointedTo = OpenPointedTo(ChatStorageTables.Media, "ZMEDIAITEM", MediaColumns);
        _info = OpenSide(ChatStorageTables.Info, ["ZRECEIPTINFO"], "t.Z_PK");
        _infoPointedTo = OpenPointedTo(ChatStorageTables.Info, "ZMESSAGEINFO", ["ZRECEIPTINFO"]);
        _links = OpenSide(
            ChatStorageTables.DataItems,
            ["ZMATCHEDTEXT", "ZTITLE", "ZSUMMARY", "ZCONTENT1"],
            schema.Has(ChatStorageTables.DataItems, "ZINDEX") ? "t.ZINDEX, t.Z_PK" : "t.Z_PK");
    }

    /// <summary>Goes to the next message row that has a chat; null at the end. The same object each time.</summary>
    public IosRow? Next(IosSessions sessions, IosMembers members, IosPeople people)
    {
        while (_messages.StepNext() is var id and not long.MaxValue)
        {
            SqliteStatement columns = _messages.Row;
            if (sessions.Find(columns.Integer(1)) is { } session)
            {
                Read(id, session, columns, members, people);
                return _row;
            }

            _warnings.Add("a message names a chat that is not there and was left out");
        }

        return null;
    }

    /// <summary>The media row of the message, with the columns in their order from 1; null where it has none.</summary>
    public SqliteStatement? Media => At(_media, _mediaPointedTo);

    /// <summary>The row of the message with receipts in column 1; null where it has none.</summary>
    public SqliteStatement? Info => At(_info, _infoPointedTo);

    /// <summary>The row of the message with a preview: the address, title and summary, content; null where it has none.</summary>
    public SqliteStatement? Link => _links.MoveTo(_row.Id) ? _links.Row : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SideCursor cursor in (SideCursor[])[_messages, _media, _mediaPointedTo, _info, _infoPointedTo, _links])
        {
            cursor.Dispose();
        }
    }

    private void Read(long id, IosSession session, SqliteStatement columns, IosMembers members, IosPeople people)
    {
        IosRow into = _row;
        into.Id = id;
        into.Session = session;
        into.FromMe = columns.Integer(2) != 0;
        into.Type = columns.IsNull(3) ? -1 : columns.Integer(3);
        into.Event = columns.Integer(4);
        into.Status = columns.Integer(5);
        into.Flags = columns.Integer(6);
        into.Starred = columns.Integer(7) > 0;
        double sent = columns.Real(8);
        into.SentSeconds = sent != 0 ? sent : columns.Real(9);
        into.StanzaId = columns.Text(10);
        into.Text = columns.TextOrNull(11);
        long member = columns.Integer(12);
        into.Member = member > 0 ? members.Find(member) : null;

        // A row's own JID is its chat's; some tools put the sender's there, and so does the app for a group's notices.
        bool mayNameSender = !into.FromMe && into.Member is null && (session.Chat.Peer is null || into.Type is IosMessageTypes.GroupEvent or IosMessageTypes.Notice);
        into.From = mayNameSender ? people.FindPerson(columns.Text(13)) : null;
    }

    private SqliteStatement? At(SideCursor own, SideCursor pointedTo) =>
        own.MoveTo(_row.Id) ? own.Row : pointedTo.MoveTo(_row.Id) ? pointedTo.Row : null;

    private SideCursor OpenSide(string table, string[] columns, string order) =>
        Open(_schema.Has(table, "ZMESSAGE") ? "ZMESSAGE" : null, table, columns, ", " + order);

    private SideCursor Open(string? key, string table, string[] columns, string order)
    {
        if (key is null)
        {
            return new SideCursor(null, table, _warnings);
        }

        string select = $"SELECT t.{key}, {_schema.Columns(table, columns)} FROM {table} t WHERE t.{key}";
        string sorted = $"ORDER BY t.{key}{order}";
        return new SideCursor(_schema.Database.Prepare($"{select} {_only} {sorted}"), table, _warnings, _wantedOnly ? null : after => After($"{select} > ?1 {sorted}", after));
    }

    private SideCursor OpenPointedTo(string table, string pointer, string[] columns)
    {
        if (!_schema.IsPointedTo(table, pointer))
        {
            return new SideCursor(null, table, _warnings);
        }

        string alone = _schema.Has(table, "ZMESSAGE") ? "AND t.ZMESSAGE IS NULL" : "";
        return new SideCursor(
            _schema.Database.Prepare(
                $"""
                 SELECT m.Z_PK, {_schema.Columns(table, columns)} FROM {ChatStorageTables.Messages} m CROSS JOIN {table} t ON t.Z_PK = m.{pointer}
                 WHERE m.Z_PK {_only} {alone} ORDER BY m.Z_PK
                 """),
            table,
            _warnings);
    }

    private SqliteStatement After(string sql, long row)
    {
        SqliteStatement statement = _schema.Database.Prepare(sql);
        statement.Bind(1, row);
        return statement;
    }
}
