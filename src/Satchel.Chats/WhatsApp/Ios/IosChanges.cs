using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// Works out which messages a set of changed rows touches: <see cref="Note"/> keeps row numbers only, and what the message rows were; <see cref="Read"/> then
/// reads the touched messages with the same cursors as a whole pass.
/// </summary>
internal sealed partial class IosChanges(IosReader reader, IosStore store, Func<string, RowFields?> fieldsOf, string databasePath) : IMessageChanges
{
    // What was noted: touched messages by row; message rows as they were (null: not there).
    private readonly HashSet<long> _touched = [];
    private readonly Dictionary<long, IosRowBefore?> _rows = [];
    private readonly Dictionary<long, string?> _sessionsBefore = [];
    private readonly HashSet<long> _members = [];
    private readonly HashSet<long> _pointedMedia = [];
    private readonly HashSet<long> _pointedInfo = [];
    private readonly HashSet<long> _newCalls = [];
    private readonly HashSet<long> _callsWithNewPeople = [];
    private readonly HashSet<string> _movedCallIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lidsBefore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lidsNow = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    private bool _everything;
    private bool _directory;
    private bool _resolved;

    /// <inheritdoc/>
    public bool EverythingChanged
    {
        get
        {
            Resolve();
            return _everything;
        }
    }

    /// <inheritdoc/>
    public bool DirectoryChanged
    {
        get
        {
            Resolve();
            return _directory || _everything;
        }
    }

    /// <inheritdoc/>
    public void Note(in RowChange change)
    {
        if (!ChatStorageTables.Known.Contains(change.Table) || fieldsOf(change.Database) is not { } fields)
        {
            return;
        }

        string table = change.Table.ToUpperInvariant();
        if (change.Database == databasePath)
        {
            NoteMessages(table, change, fields);
        }

        switch (table)
        {
            case ChatStorageTables.Contacts:
                _directory = true;
                NotePair(change, fields, "ZLID", "ZWHATSAPPID");
                break;
            case ChatStorageTables.LidPairs:
                NotePair(change, fields, "ZLID", "ZPHONENUMBER");
                break;
            case ChatStorageTables.LidAccounts:
                NotePair(change, fields, "ZIDENTIFIER", "ZPHONENUMBER");
                break;
            case ChatStorageTables.Calls:
                NoteCall(change, fields);
                break;
            case ChatStorageTables.CallGroups:
                _everything |= change.Before is not null && (change.After is null || Differs(change, fields, "ZINCOMING", "ZVIDEO", "ZMISSED"));
                break;
            case ChatStorageTables.CallParticipants:
                NoteCallParticipant(change, fields);
                break;
        }
    }

    private void NoteMessages(string table, in RowChange change, RowFields fields)
    {
        switch (table)
        {
            case ChatStorageTables.Messages:
                NoteMessage(change, fields);
                break;
            case ChatStorageTables.Media:
                NoteSide(change, fields, _pointedMedia);
                NoteNamed(fields.After(change, "ZMETADATA"), isMetadata: true);
                break;
            case ChatStorageTables.Info:
                NoteSide(change, fields, _pointedInfo);
                NoteNamed(fields.After(change, "ZRECEIPTINFO"), isMetadata: false);
                break;
            case ChatStorageTables.DataItems:
                NoteSide(change, fields, null);
                break;
            case ChatStorageTables.Sessions:
                NoteSession(change, fields);
                break;
            case ChatStorageTables.Members:
                NoteMember(change, fields);
                break;
            case ChatStorageTables.GroupInfo:
                _directory |= change.Before is null || change.After is null || Differs(change, fields, "ZCHATSESSION", "ZCREATIONDATE", "ZCREATORJID", "ZOWNERJID", "ZSUBJECTOWNERJID");
                break;
            case ChatStorageTables.PushNames:
                _directory = true;
                break;
        }
    }

    private void NoteMessage(in RowChange change, RowFields fields)
    {
        Keep(_touched, change.RowId);
        _rows[change.RowId] = change.Before is null ? null : new IosRowBefore(
            RowFields.Integer(fields.Before(change, "ZCHATSESSION")),
            Real(fields.Before(change, "ZMESSAGEDATE")) is var sent and not 0 ? sent : Real(fields.Before(change, "ZSENTDATE")),
            fields.Text(fields.Before(change, "ZSTANZAID")));
        string? callBefore = CallId(change, fields.Before, fields);
        string? callNow = CallId(change, fields.After, fields);
        if (callBefore != callNow)
        {
            _movedCallIds.UnionWith(new[] { callBefore, callNow }.OfType<string>());
        }

        string from = fields.Text(fields.After(change, "ZFROMJID"));
        if (store.People.FindPerson(from) is { } person)
        {
            _named.Add(person);
        }

        SqliteValue push = fields.After(change, "ZPUSHNAME");
        if (!push.IsNull && fields.Differs(change, "ZPUSHNAME"))
        {
            IosSession? session = store.Sessions.Find(RowFields.Integer(fields.After(change, "ZCHATSESSION")));
            string? sender = session?.StatusOf ?? session?.Chat.Peer ?? store.Members.Find(RowFields.Integer(fields.After(change, "ZGROUPMEMBER")));
            _directory |= sender is not null && store.People.NameOf(sender) is null;
        }
    }

    // A row under which a call of the history may stand.
    private static string? CallId(in RowChange change, Field field, RowFields fields) =>
        IosEvents.IsCall(RowFields.Integer(field(change, "ZMESSAGETYPE")), RowFields.Integer(field(change, "ZGROUPEVENTTYPE")))
        && fields.Text(field(change, "ZSTANZAID")) is { Length: > 0 } id ? id : null;

    private void NoteSide(in RowChange change, RowFields fields, HashSet<long>? pointed)
    {
        foreach (Field field in (Field[])[fields.Before, fields.After])
        {
            SqliteValue message = field(change, "ZMESSAGE");
            if (message.IsNull && pointed is not null)
            {
                Keep(pointed, change.RowId);
            }
            else if (RowFields.Integer(message) is > 0 and long row)
            {
                Keep(_touched, row);
            }
        }
    }

    private void NoteNamed(SqliteValue blob, bool isMetadata)
    {
        if (blob.Type != SqliteType.Blob)
        {
            return;
        }

        IosNamedPeople named = new(store.People, _named);
        if (isMetadata)
        {
            named.AddMetadata(blob.Bytes);
        }
        else
        {
            named.AddReceipts(blob.Bytes);
        }
    }

    // The counters of a chat change with every message; only what a chat is matters here.
    private void NoteSession(in RowChange change, RowFields fields)
    {
        if (change.Before is null || change.After is null || fields.Differs(change, "ZCONTACTJID"))
        {
            _directory = true;
            _sessionsBefore[change.RowId] = change.Before is null ? null : store.Sessions.IdOf(fields.Text(fields.Before(change, "ZCONTACTJID")));
            _everything |= change.Before is not null && store.Calls.HasAny;   // which calls rows stand for may change
        }

        _directory |= Differs(change, fields, "ZPARTNERNAME", "ZARCHIVED", "ZREMOVED");
        NotePair(change, fields, "ZCONTACTJID", "ZCONTACTIDENTIFIER");
    }

    private void NoteMember(in RowChange change, RowFields fields)
    {
        if (change.Before is null || change.After is null || fields.Differs(change, "ZMEMBERJID"))
        {
            _directory = true;
            Keep(_members, change.RowId);
        }

        _directory |= Differs(change, fields, "ZCHATSESSION", "ZISACTIVE", "ZCONTACTNAME", "ZFIRSTNAME");
    }

    private void NotePair(in RowChange change, RowFields fields, string lid, string phone)
    {
        (string Lid, string Phone)? before = IosPeople.PairOf(fields.Text(fields.Before(change, lid)), fields.Text(fields.Before(change, phone)));
        (string Lid, string Phone)? now = IosPeople.PairOf(fields.Text(fields.After(change, lid)), fields.Text(fields.After(change, phone)));
        if (before == now)
        {
            return;
        }

        _directory = true;
        AddPair(_lidsBefore, before);
        AddPair(_lidsNow, now);
    }

    private void AddPair(Dictionary<string, List<string>> pairs, (string Lid, string Phone)? pair)
    {
        if (pair is not { } joined)
        {
            return;
        }

        if (!pairs.TryGetValue(joined.Lid, out List<string>? phones))
        {
            pairs[joined.Lid] = phones = [];
            _everything |= pairs.Count > WhatsAppLimits.MaxChangedMessages;
        }

        phones.Add(joined.Phone);
    }

    private void NoteCall(in RowChange change, RowFields fields)
    {
        _directory = true;   // a call alone makes its peer's chat
        if (change.Before is null)
        {
            Keep(_newCalls, change.RowId);
        }
        else
        {
            _everything |= change.After is null
                || Differs(change, fields, "ZCALLIDSTRING", "ZDATE", "ZDURATION", "ZOUTCOME", "ZGROUPJIDSTRING", "ZGROUPCALLCREATORUSERJIDSTRING", "Z1CALLEVENTS");
        }
    }

    private void NoteCallParticipant(in RowChange change, RowFields fields)
    {
        _directory = true;
        if (change.Before is not null)
        {
            _everything |= change.After is null || Differs(change, fields, "Z1PARTICIPANTS", "ZJIDSTRING");
        }
        else
        {
            Keep(_callsWithNewPeople, RowFields.Integer(fields.After(change, "Z1PARTICIPANTS")));
        }
    }

    private void Keep(HashSet<long> rows, long row)
    {
        if (!_everything)
        {
            rows.Add(row);
            _everything = rows.Count > WhatsAppLimits.MaxChangedMessages;
        }
    }

    private static bool Differs(in RowChange change, RowFields fields, params ReadOnlySpan<string> columns)
    {
        foreach (string column in columns)
        {
            if (fields.Differs(change, column))
            {
                return true;
            }
        }

        return false;
    }

    private static double Real(SqliteValue value) => value.Type switch
    {
        SqliteType.Integer => value.Integer,
        SqliteType.Real => value.Real,
        SqliteType.Text when double.TryParse(value.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
        _ => 0,
    };

    private delegate SqliteValue Field(in RowChange change, string column);
}
