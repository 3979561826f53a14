using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The messages that the phone's own store had, by chat and id; kept in a temporary table of SQLite's, not in memory.</summary>
internal sealed class ExistingMessages : IDisposable
{
    private readonly SqliteStatement? _byId;
    private readonly SqliteStatement? _byEvent;

    private ExistingMessages(SqliteStatement? byId, SqliteStatement? byEvent)
    {
        _byId = byId;
        _byEvent = byEvent;
    }

    /// <summary>Of a store that had none.</summary>
    public static ExistingMessages None { get; } = new(null, null);

    /// <summary>Reads the messages of a store.</summary>
    public static ExistingMessages Of(SqliteDatabase database, IReadOnlyList<(long Row, long Instead)> doubles)
    {
        database.Execute(
            """
            CREATE TEMP TABLE satchel_double (row INTEGER PRIMARY KEY, instead INTEGER);
            CREATE TEMP TABLE satchel_message (chat INTEGER, id TEXT, PRIMARY KEY (chat, id)) WITHOUT ROWID;
            CREATE TEMP TABLE satchel_event (chat INTEGER, second INTEGER, type INTEGER, code INTEGER, member INTEGER, PRIMARY KEY (chat, second, type, code, member)) WITHOUT ROWID;
            """);
        using (SqliteStatement insert = database.Prepare("INSERT INTO satchel_double VALUES (?1, ?2)"))
        {
            foreach ((long row, long instead) in doubles)
            {
                insert.Bind(1, row);
                insert.Bind(2, instead);
                insert.Step();
                insert.Reset();
            }
        }

        database.Execute(
            """
            INSERT OR IGNORE INTO satchel_message
              SELECT coalesce((SELECT instead FROM satchel_double WHERE row = m.ZCHATSESSION), m.ZCHATSESSION), m.ZSTANZAID
              FROM ZWAMESSAGE m WHERE m.ZSTANZAID <> '' AND m.ZCHATSESSION IS NOT NULL ORDER BY 1, 2;
            INSERT OR IGNORE INTO satchel_event
              SELECT coalesce((SELECT instead FROM satchel_double WHERE row = m.ZCHATSESSION), m.ZCHATSESSION),
                CAST(floor(m.ZMESSAGEDATE) AS INTEGER), m.ZMESSAGETYPE, m.ZGROUPEVENTTYPE, coalesce(m.ZGROUPMEMBER, 0)
              FROM ZWAMESSAGE m WHERE m.ZMESSAGETYPE IN (6, 10) AND m.ZCHATSESSION IS NOT NULL AND m.ZMESSAGEDATE IS NOT NULL ORDER BY 1, 2, 3, 4, 5;
            """);
        return new ExistingMessages(
            database.Prepare("SELECT 1 FROM satchel_message WHERE chat = ?1 AND id = ?2"),
            database.Prepare("SELECT 1 FROM satchel_event WHERE chat = ?1 AND second = ?2 AND type = ?3 AND code = ?4 AND member = ?5"));
    }

    /// <summary>Whether a chat had a message with an id.</summary>
    public bool Has(Session session, string stanzaId)
    {
        if (_byId is null || !session.WasThere)
        {
            return false;
        }

        _byId.Bind(1, session.Row);
        _byId.Bind(2, stanzaId);
        return Found(_byId);
    }

    /// <summary>Whether a chat had the same event in the same second: both phones saw it, and each gave it an id of its own.</summary>
    public bool HasEvent(Session session, long sentAtMillis, MessageDraft draft)
    {
        if (_byEvent is null || !session.WasThere)
        {
            return false;
        }

        _byEvent.Bind(1, session.Row);
        _byEvent.Bind(2, (long)Math.Floor(IosTime.FromUnixMillis(sentAtMillis)));
        _byEvent.Bind(3, draft.Type);
        _byEvent.Bind(4, draft.EventCode);
        _byEvent.Bind(5, draft.MemberRow);
        return Found(_byEvent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _byId?.Dispose();
        _byEvent?.Dispose();
    }

    private static bool Found(SqliteStatement statement)
    {
        bool found = statement.Step();
        statement.Reset();
        return found;
    }
}
