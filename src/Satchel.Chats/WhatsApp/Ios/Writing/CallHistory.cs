using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The phone's call history, <c>CallHistory.sqlite</c>: for each call an event, the entry of the list that it belongs to, and who took part.</summary>
internal sealed class CallHistory : IDisposable
{
    private const string EntryEntity = "WAAggregateCallEvent";
    private const string EventEntity = "WACDCallEvent";
    private const string ParticipantEntity = "WACDCallEventParticipant";

    private static readonly string[] EntrySlots = ["Z_PK", "ZINCOMING", "ZMISSED", "ZVIDEO"];
    private static readonly string[] EventSlots =
        ["Z_PK", "ZOUTCOME", "Z1CALLEVENTS", "ZDATE", "ZDURATION", "ZCALLIDSTRING", "ZGROUPCALLCREATORUSERJIDSTRING", "ZGROUPJIDSTRING"];

    private static readonly string[] ParticipantSlots = ["Z_PK", "Z1PARTICIPANTS", "ZJIDSTRING"];

    private readonly WorkingStore _store;
    private readonly EntityNumbers _entities;
    private readonly RowInsert _entry;
    private readonly RowInsert _event;
    private readonly RowInsert _participant;
    private readonly HashSet<string> _existing = new(StringComparer.Ordinal);

    public CallHistory(WorkingStore store)
    {
        _store = store;
        _entities = new EntityNumbers(store.Database);
        StoreFillings fillings = new(_entities, new StoreConventions());
        _entry = Prepare("ZWAAGGREGATECALLEVENT", EntrySlots, EntryEntity);
        _event = Prepare("ZWACDCALLEVENT", EventSlots, EventEntity);
        _participant = Prepare("ZWACDCALLEVENTPARTICIPANT", ParticipantSlots, ParticipantEntity);

        using SqliteStatement ids = store.Database.Prepare("SELECT ZCALLIDSTRING FROM ZWACDCALLEVENT WHERE ZCALLIDSTRING <> ''");
        while (ids.Step())
        {
            _existing.Add(ids.Text(0));
        }

        RowInsert Prepare(string name, string[] slots, string entity)
        {
            StoreTable table = new(store.Database, name);
            return new RowInsert(table, slots, fillings.Of(table, slots, entity));
        }
    }

    /// <summary>Whether a call was added.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Adds a call, unless the phone's own history has it.</summary>
    public void Add(Session session, Message message, CallBody call, bool fromMe, string callId)
    {
        if (_existing.Contains(callId))
        {
            return;
        }

        HasCalls = true;
        long entry = _entities.NextRow(EntryEntity);
        _entry.Set(0, entry);
        _entry.Set(1, fromMe ? 0 : 1);
        _entry.Set(2, call.Outcome == CallOutcome.Missed ? 1 : 0);
        if (call.Video is { } video)
        {
            _entry.Set(3, video ? 1 : 0);
        }
        else
        {
            _entry.SetNull(3);
        }

        _entry.Insert();
        long number = _entities.NextRow(EventEntity);
        string? caller = message.SenderId;
        _event.Set(0, number);
        if (IosEvents.CodeOf(call.Outcome) is { } outcome)
        {
            _event.Set(1, outcome);
        }
        else
        {
            _event.SetNull(1);
        }

        _event.Set(2, entry);
        _event.Set(3, IosTime.FromUnixMillis(message.SentAtMillis));
        _event.Set(4, (double)(call.DurationSeconds ?? 0));
        _event.Set(5, callId);
        _event.Set(6, session.HasMembers ? caller : null);
        _event.Set(7, session.HasMembers ? session.Jid : null);
        _event.Insert();
        AddParticipant(number, session.HasMembers ? caller : session.Jid);
    }

    /// <summary>Closes it.</summary>
    public void Finish()
    {
        _entities.Save();
        DisposeStatements();
        _store.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DisposeStatements();
        _store.Dispose();
    }

    private void AddParticipant(long call, string? jid)
    {
        if (jid is not null)
        {
            _participant.Set(0, _entities.NextRow(ParticipantEntity));
            _participant.Set(1, call);
            _participant.Set(2, jid);
            _participant.Insert();
        }
    }

    private void DisposeStatements()
    {
        _entry.Dispose();
        _event.Dispose();
        _participant.Dispose();
    }
}
