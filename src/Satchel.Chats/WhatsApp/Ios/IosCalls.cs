using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// The call history, a database of its own. A call that a message row stands for, under the same id, is that message; the others are messages of the chat they
/// belong to.
/// </summary>
internal sealed class IosCalls
{
    private static readonly string[] GroupColumns = ["ZINCOMING", "ZVIDEO", "ZMISSED"];

    private readonly List<(long Row, IosCall Call)> _calls = [];
    private readonly Dictionary<string, (long Row, IosCall Call)> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _idOfRow = [];
    private readonly Dictionary<long, List<string>> _participants = [];
    private readonly HashSet<string> _linked = new(StringComparer.Ordinal);

    /// <summary>Everybody whom the history names.</summary>
    public HashSet<string> People { get; } = new(StringComparer.Ordinal);

    /// <summary>The calls that no message row stands for and that have a chat, by time, with their rows.</summary>
    public IEnumerable<(long Row, IosCall Call)> Alone => _calls.Where(entry => entry.Call.Chat is not null && !_linked.Contains(entry.Call.Id));

    /// <summary>The call with an id, or null.</summary>
    public IosCall? Find(string id) => id.Length > 0 && _byId.TryGetValue(id, out (long Row, IosCall Call) found) ? found.Call : null;

    /// <summary>Whether the history has calls.</summary>
    public bool HasAny => _calls.Count > 0;

    /// <summary>The row of the call with an id, or null.</summary>
    public long? RowOf(string id) => _byId.TryGetValue(id, out (long Row, IosCall Call) found) ? found.Row : null;

    /// <summary>The id of the call in a row, or null.</summary>
    public string? IdOf(long row) => _idOfRow.GetValueOrDefault(row);

    /// <summary>Whether a message row stands for the call with an id.</summary>
    public bool IsLinked(string id) => _linked.Contains(id);

    /// <summary>Reads a database of calls.</summary>
    public void Read(ChatStorageSchema schema, IosPeople people, IosSessions sessions, string? accountId, ReaderWarnings warnings)
    {
        if (!schema.Has(ChatStorageTables.Calls, "ZDATE"))
        {
            return;
        }

        ReadParticipants(schema, people);
        bool hasGroups = schema.Has(ChatStorageTables.CallGroups) && schema.Has(ChatStorageTables.Calls, "Z1CALLEVENTS");
        string groupColumns = hasGroups ? string.Join(", ", GroupColumns.Select(column => schema.Column(ChatStorageTables.CallGroups, column, "g"))) : "NULL, NULL, NULL";
        string columns = schema.Columns(ChatStorageTables.Calls, "ZCALLIDSTRING", "ZDATE", "ZDURATION", "ZOUTCOME", "ZGROUPJIDSTRING", "ZGROUPCALLCREATORUSERJIDSTRING");
        using SqliteStatement rows = schema.Database.Prepare(
            $"""
             SELECT t.Z_PK, {columns}, {groupColumns} FROM {ChatStorageTables.Calls} t
             {(hasGroups ? $"LEFT JOIN {ChatStorageTables.CallGroups} g ON g.Z_PK = t.Z1CALLEVENTS" : "")} ORDER BY t.ZDATE, t.Z_PK
             """);
        while (rows.Step())
        {
            if (_calls.Count >= IosLimits.MaxCalls)
            {
                warnings.Add($"the call history has more than {IosLimits.MaxCalls} calls; the later ones were left out");
                return;
            }

            Add(rows, people, sessions, accountId);
        }
    }

    /// <summary>Finds out which calls message rows stand for.</summary>
    public void Link(ChatStorageSchema schema)
    {
        if (_byId.Count == 0 || !schema.Has(ChatStorageTables.Messages, "ZSTANZAID") || !schema.Has(ChatStorageTables.Messages, "ZMESSAGETYPE"))
        {
            return;
        }

        string codes = schema.Column(ChatStorageTables.Messages, "ZGROUPEVENTTYPE");
        using SqliteStatement rows = schema.Database.Prepare(
            $"""
             SELECT t.ZSTANZAID, t.ZMESSAGETYPE, {codes} FROM {ChatStorageTables.Messages} t
             WHERE t.ZMESSAGETYPE IN ({IosMessageTypes.Call}, {IosMessageTypes.Notice}) AND t.ZCHATSESSION IN (SELECT Z_PK FROM {ChatStorageTables.Sessions})
             """);
        while (rows.Step())
        {
            string id = rows.Text(0);
            if (IosEvents.IsCall(rows.Integer(1), rows.Integer(2)) && _byId.ContainsKey(id))
            {
                _linked.Add(id);
            }
        }
    }

    private void ReadParticipants(ChatStorageSchema schema, IosPeople people)
    {
        if (!schema.Has(ChatStorageTables.CallParticipants, "Z1PARTICIPANTS") || !schema.Has(ChatStorageTables.CallParticipants, "ZJIDSTRING"))
        {
            return;
        }

        using SqliteStatement rows = schema.Database.Prepare($"SELECT Z1PARTICIPANTS, ZJIDSTRING FROM {ChatStorageTables.CallParticipants} ORDER BY rowid");
        while (rows.Step() && _participants.Count < IosLimits.MaxCalls)
        {
            if (people.FindPerson(rows.Text(1)) is not { } id)
            {
                continue;
            }

            People.Add(id);
            if (!_participants.TryGetValue(rows.Integer(0), out List<string>? ids))
            {
                _participants[rows.Integer(0)] = ids = [];
            }

            if (ids.Count < WhatsAppLimits.MaxItemsOfMessage)
            {
                ids.Add(id);
            }
        }
    }

    private void Add(SqliteStatement row, IosPeople people, IosSessions sessions, string? accountId)
    {
        string id = row.Text(1);
        string? creator = people.FindPerson(row.Text(6));
        string? other = _participants.GetValueOrDefault(row.Integer(0))?.Find(person => person != accountId);
        string? peer = other ?? (creator != accountId ? creator : null);
        bool incoming = row.IsNull(7) ? creator is not null && creator != accountId && creator == peer : row.Integer(7) > 0;
        string? group = row.Text(5) is { Length: > 0 } jid ? sessions.IdOf(jid) : null;
        if (creator is not null)
        {
            People.Add(creator);
        }

        double seconds = row.Real(3);
        long? code = row.IntegerOrNull(4);
        CallOutcome? outcome = IosEvents.OutcomeOf(code, seconds) ?? (row.Integer(9) > 0 ? CallOutcome.Missed : null);
        long? duration = outcome != CallOutcome.Answered ? null : seconds is > 0 and < 1e9 ? (long)Math.Round(seconds) : 0;
        IosCall call = new(
            id,
            IosTime.ToUnixMillis(row.Real(2)) ?? 0,
            (group ?? peer) is { } chat ? sessions.Get(chat) : null,
            incoming ? creator != accountId ? creator ?? peer : peer : null,
            !incoming,
            code,
            new CallBody(row.IsNull(8) ? null : row.Integer(8) > 0, outcome, duration));
        _calls.Add((row.Integer(0), call));
        if (id.Length > 0)
        {
            _byId.TryAdd(id, (row.Integer(0), call));
            _idOfRow[row.Integer(0)] = id;
        }
    }
}
