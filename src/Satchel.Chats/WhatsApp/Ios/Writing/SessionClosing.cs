using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// What a chat says of its messages once they are all there: their places, 1 to N by time; the newest, which points back; the number of the next. Chats that
/// got no message stay as they are.
/// </summary>
internal sealed class SessionClosing(SqliteDatabase database, AddedRows added, LossList losses)
{
    /// <summary>Closes the chats.</summary>
    public void Close(IEnumerable<Session> sessions)
    {
        HashSet<long> changed = new RepeatedIds(database, added, losses).Remove();
        using SqliteStatement newest = database.Prepare("SELECT Z_PK, ZSORT, ZMESSAGEDATE FROM ZWAMESSAGE WHERE ZCHATSESSION = ?1 ORDER BY ZSORT DESC LIMIT 1");
        using SqliteStatement unpoint = database.Prepare("UPDATE ZWAMESSAGE SET ZLASTSESSION = NULL WHERE ZCHATSESSION = ?1 AND ZLASTSESSION IS NOT NULL AND Z_PK <> ?2");
        using SqliteStatement point = database.Prepare("UPDATE ZWAMESSAGE SET ZLASTSESSION = ?1 WHERE Z_PK = ?2");
        using SqliteStatement update = database.Prepare(
            "UPDATE ZWACHATSESSION SET ZMESSAGECOUNTER = max(coalesce(ZMESSAGECOUNTER, 0), ?2), ZLASTMESSAGE = ?3, ZLASTMESSAGEDATE = ?4 WHERE Z_PK = ?1");
        foreach (Session session in sessions)
        {
            if (session.Added == 0)
            {
                continue;
            }

            if (session.WasThere || session.IsUnordered || changed.Contains(session.Row))
            {
                Renumber(session);
            }

            newest.Bind(1, session.Row);
            bool isThere = newest.Step();
            long row = newest.Integer(0);
            long last = newest.Integer(1);
            double date = newest.Real(2);
            newest.Reset();
            if (!isThere)
            {
                continue;
            }

            if (session.WasThere)
            {
                Run(unpoint, session.Row, row);
                ClearLastText(session, row);
            }

            Run(point, session.Row, row);
            update.Bind(1, session.Row);
            update.Bind(2, last + 1);
            update.Bind(3, row);
            update.Bind(4, date);
            update.Step();
            update.Reset();
        }
    }

    private static void Run(SqliteStatement statement, long first, long second)
    {
        statement.Bind(1, first);
        statement.Bind(2, second);
        statement.Step();
        statement.Reset();
    }

    // What the list of chats shows of the newest message is in a form that is not known; the app makes it again.
    private void ClearLastText(Session session, long newest)
    {
        if (newest > added.LastMessage && new StoreTable(database, "ZWACHATSESSION").Has("ZLASTMESSAGETEXT"))
        {
            using SqliteStatement clear = database.Prepare("UPDATE ZWACHATSESSION SET ZLASTMESSAGETEXT = NULL WHERE Z_PK = ?1");
            clear.Bind(1, session.Row);
            clear.Step();
        }
    }

    private void Renumber(Session session)
    {
        using SqliteStatement clear = database.Prepare("DELETE FROM temp.satchel_place");
        clear.Step();
        using (SqliteStatement rank = database.Prepare(
            "INSERT INTO temp.satchel_place SELECT Z_PK, row_number() OVER (ORDER BY ZMESSAGEDATE, Z_PK), ZSORT FROM main.ZWAMESSAGE WHERE ZCHATSESSION = ?1"))
        {
            rank.Bind(1, session.Row);
            rank.Step();
        }

        database.Execute("UPDATE main.ZWAMESSAGE SET ZSORT = (SELECT place FROM temp.satchel_place p WHERE p.row = Z_PK) WHERE Z_PK IN (SELECT row FROM temp.satchel_place WHERE place IS NOT old)");
    }
}
