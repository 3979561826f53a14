using System.Security.Cryptography;
using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// Messages that came with an id which another message of the same chat has. Of the same sender they are the same message, and the first stays; of another, the
/// later one gets an id of its own. They are found once the rows are there, through the index by id, so that nothing has to be remembered while they come.
/// </summary>
internal sealed class RepeatedIds(SqliteDatabase database, AddedRows added, LossList losses)
{
    /// <summary>Takes them out.</summary>
    /// <returns>The chats that a message was taken out of.</returns>
    public HashSet<long> Remove()
    {
        database.Execute(
            """
            CREATE TEMP TABLE IF NOT EXISTS satchel_place (row INTEGER PRIMARY KEY, place INTEGER, old INTEGER);
            CREATE TEMP TABLE IF NOT EXISTS satchel_repeated (id TEXT);
            INSERT INTO satchel_repeated SELECT ZSTANZAID FROM main.ZWAMESSAGE WHERE ZSTANZAID IS NOT NULL GROUP BY ZSTANZAID HAVING count(*) > 1;
            """);
        HashSet<long> changed = [];
        List<(long Row, string Id, long Type)> dropped = [];
        List<(long Row, string Id)> renamed = [];
        Find(dropped, renamed, changed);
        using (SqliteStatement rename = database.Prepare("UPDATE ZWAMESSAGE SET ZSTANZAID = ?2 WHERE Z_PK = ?1"))
        {
            foreach ((long row, string id) in renamed)
            {
                rename.Bind(1, row);
                rename.Bind(2, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}\n{row}"))).AsSpan(0, 16)));
                rename.Step();
                rename.Reset();
                losses.Add(MessageKind.Unknown, IosLosses.ChangedId);
            }
        }

        foreach ((long row, _, long type) in dropped)
        {
            Delete(row);
            losses.Add(IosMessageTypes.KindOf(type), IosLosses.RepeatedId);
        }

        return changed;
    }

    private void Find(List<(long Row, string Id, long Type)> dropped, List<(long Row, string Id)> renamed, HashSet<long> changed)
    {
        using SqliteStatement statement = database.Prepare(
            """
            SELECT m.Z_PK, m.ZCHATSESSION, m.ZSTANZAID, m.ZISFROMME, coalesce(m.ZGROUPMEMBER, 0), m.ZMESSAGETYPE
            FROM temp.satchel_repeated r JOIN main.ZWAMESSAGE m ON m.ZSTANZAID = r.id ORDER BY m.ZCHATSESSION, m.ZSTANZAID, m.Z_PK
            """);
        HashSet<(long, long)> senders = [];
        long chat = -1;
        string id = "";
        while (statement.Step())
        {
            if (statement.Integer(1) != chat || statement.Text(2) != id)
            {
                (chat, id) = (statement.Integer(1), statement.Text(2));
                senders.Clear();
            }

            bool isFirst = senders.Count == 0;
            bool isOther = senders.Add((statement.Integer(3), statement.Integer(4)));
            if (statement.Integer(0) <= added.LastMessage || isFirst)
            {
                continue;
            }

            if (isOther)
            {
                renamed.Add((statement.Integer(0), id));
            }
            else
            {
                dropped.Add((statement.Integer(0), id, statement.Integer(5)));
                changed.Add(chat);
            }
        }
    }

    private void Delete(long row)
    {
        foreach (string table in (string[])["ZWAMEDIAITEM", "ZWAMESSAGEINFO", "ZWAMESSAGEDATAITEM"])
        {
            using SqliteStatement side = database.Prepare($"DELETE FROM {table} WHERE ZMESSAGE = ?1");
            side.Bind(1, row);
            side.Step();
        }

        using SqliteStatement message = database.Prepare("DELETE FROM ZWAMESSAGE WHERE Z_PK = ?1");
        message.Bind(1, row);
        message.Step();
    }
}
