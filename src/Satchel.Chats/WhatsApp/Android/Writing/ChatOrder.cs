using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Puts messages that are older than others of their chat into their place. The app shows a chat by <c>sort_id</c>; from the first place where a message
/// came in between, the chat's messages get new ones above all that were given. Messages that were there keep their order among themselves.
/// </summary>
internal static class ChatOrder
{
    /// <summary>Orders every chat that needs it.</summary>
    public static void Restore(TargetStore store, IEnumerable<TargetChat> chats, long lastOldRow)
    {
        long next = store.LastRow("message") + 1;
        store.Database.Execute("CREATE TEMP TABLE placed (row INTEGER PRIMARY KEY, sort_id INTEGER)");
        using (SqliteStatement place = store.Database.Prepare("INSERT INTO placed VALUES (?1, ?2)"))
        {
            foreach (TargetChat chat in chats)
            {
                if (chat.NeedsOrder)
                {
                    next = Place(store.Database, chat.Row, lastOldRow, place, next);
                }
            }
        }

        store.Database.Execute("UPDATE message SET sort_id = placed.sort_id FROM placed WHERE message._id = placed.row; DROP TABLE placed");

        // The app numbers its next message by this, and shows it last only where it is above every sort_id.
        if (next > store.LastRow("message") + 1)
        {
            store.Database.Execute($"UPDATE sqlite_sequence SET seq = max(seq, {next - 1}) WHERE name = 'message'");
        }
    }

    private static long Place(SqliteDatabase database, long chat, long lastOldRow, SqliteStatement place, long next)
    {
        using SqliteStatement old = database.Prepare("SELECT _id, coalesce(timestamp, 0) FROM message WHERE chat_row_id = ?1 AND _id <= ?2 ORDER BY sort_id, _id");
        using SqliteStatement added = database.Prepare("SELECT _id, coalesce(timestamp, 0) FROM message WHERE chat_row_id = ?1 AND _id > ?2 ORDER BY timestamp, _id");
        foreach (SqliteStatement statement in (ReadOnlySpan<SqliteStatement>)[old, added])
        {
            statement.Bind(1, chat);
            statement.Bind(2, lastOldRow);
        }

        bool hasOld = old.Step();
        bool hasAdded = added.Step();
        bool moves = false;
        while (hasOld || hasAdded)
        {
            bool takeAdded = hasAdded && (!hasOld || added.Integer(1) < old.Integer(1));
            moves |= takeAdded;
            if (moves)
            {
                place.Bind(1, takeAdded ? added.Integer(0) : old.Integer(0));
                place.Bind(2, next++);
                _ = place.Step();
                place.Reset();
            }

            (hasOld, hasAdded) = takeAdded ? (hasOld, added.Step()) : (old.Step(), hasAdded);
        }

        return next;
    }
}
