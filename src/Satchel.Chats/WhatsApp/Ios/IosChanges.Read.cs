using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <content>From touched rows to messages.</content>
internal sealed partial class IosChanges
{
    private readonly Dictionary<long, IosRowBefore> _now = [];

    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken)
    {
        Resolve();
        if (_everything)
        {
            throw new InvalidOperationException("Everything changed: read all messages and compare them.");
        }

        store.Schema.Database.Refill("wanted", _touched);
        LoadRows();

        // Removals first: a message may have gone from one row to another.
        foreach (long row in _touched)
        {
            bool isLive = _now.TryGetValue(row, out IosRowBefore now) && store.Sessions.Find(now.Session) is not null;
            if (!isLive && Place(row) is { } place)
            {
                yield return new MessageChange(place, null);
            }
        }

        foreach (IosItem item in reader.ReadWanted(_newCalls, cancellationToken))
        {
            yield return new MessageChange(item.IsCall ? null : Place(item.Row), item.Message);
        }
    }

    private MessagePlace? Place(long row)
    {
        IosRowBefore? noted = _rows.TryGetValue(row, out IosRowBefore? before) ? before : _now.TryGetValue(row, out IosRowBefore now) ? now : null;
        if (noted is not { } stood)
        {
            return null;
        }

        string? chat = _sessionsBefore.TryGetValue(stood.Session, out string? id) ? id : store.Sessions.Find(stood.Session)?.Chat.Id;
        return chat is null ? null : new MessagePlace(IosTime.ToUnixMillis(stood.SentSeconds) ?? 0, chat, stood.StanzaId.Length > 0 ? stood.StanzaId : null);
    }

    // Finds what the noted rows reach through other tables; once.
    private void Resolve()
    {
        if (_resolved)
        {
            return;
        }

        _resolved = true;
        _directory |= _named.Any(id => !store.People.Known.Contains(id) && !store.Calls.People.Contains(id));
        _everything |= LidsReadOtherwise() || _callsWithNewPeople.Any(call => !_newCalls.Contains(call)) || OldCallsMoved();
        if (_everything)
        {
            return;
        }

        FollowPointers("ZMEDIAITEM", _pointedMedia);
        FollowPointers("ZMESSAGEINFO", _pointedInfo);
        FollowPointers("ZGROUPMEMBER", _members);
        FollowPointers("ZCHATSESSION", _sessionsBefore.Keys);
        FollowNewCalls();
    }

    // Whether a LID stands for another number now than it did, in rows that nobody noted.
    private bool LidsReadOtherwise()
    {
        foreach (string lid in _lidsBefore.Keys.Concat(_lidsNow.Keys))
        {
            List<string> before = _lidsBefore.GetValueOrDefault(lid) ?? [];
            List<string> now = _lidsNow.GetValueOrDefault(lid) ?? [];
            string? read = store.People.Find(lid);
            bool isSaidElsewhere = store.People.RowsOf(lid) > now.Count || before.Count > 0;
            if (!isSaidElsewhere || before.Exists(phone => phone != read) || now.Exists(phone => phone != read))
            {
                return true;
            }
        }

        return false;
    }

    // A message row that now stands, or no longer stands, for a call of which only the history told.
    private bool OldCallsMoved() => _movedCallIds.Any(id => store.Calls.RowOf(id) is { } row && !_newCalls.Contains(row));

    private void FollowPointers(string pointer, IReadOnlyCollection<long> rows)
    {
        if (rows.Count == 0 || !store.Schema.Has(ChatStorageTables.Messages, pointer))
        {
            return;
        }

        store.Schema.Database.Refill("wanted", rows);
        using SqliteStatement pointing = store.Schema.Database.Prepare($"SELECT Z_PK FROM {ChatStorageTables.Messages} WHERE {pointer} IN (SELECT id FROM temp.wanted)");
        while (!_everything && pointing.Step())
        {
            Keep(_touched, pointing.Integer(0));
        }
    }

    // A row that was there before its call came into the history says more now.
    private void FollowNewCalls()
    {
        HashSet<string> ids = new(_newCalls.Select(store.Calls.IdOf).OfType<string>().Where(store.Calls.IsLinked), StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return;
        }

        using SqliteStatement rows = store.Schema.Database.Prepare(
            $"SELECT Z_PK, ZSTANZAID FROM {ChatStorageTables.Messages} WHERE ZMESSAGETYPE IN ({IosMessageTypes.Call}, {IosMessageTypes.Notice})");
        while (!_everything && rows.Step())
        {
            if (ids.Contains(rows.Text(1)))
            {
                Keep(_touched, rows.Integer(0));
            }
        }
    }

    private void LoadRows()
    {
        string columns = store.Schema.Columns(ChatStorageTables.Messages, "ZCHATSESSION", "ZMESSAGEDATE", "ZSENTDATE", "ZSTANZAID");
        using SqliteStatement rows = store.Schema.Database.Prepare($"SELECT t.Z_PK, {columns} FROM {ChatStorageTables.Messages} t WHERE t.Z_PK > 0 AND t.Z_PK IN (SELECT id FROM temp.wanted)");
        while (rows.Step())
        {
            _now[rows.Integer(0)] = new IosRowBefore(rows.Integer(1), rows.Real(2) is var sent and not 0 ? sent : rows.Real(3), rows.Text(4));
        }
    }
}
