using Satchel.Chats.Sqlite;

namespace Satchel.Cli.Samples;

/// <summary>
/// Changes older messages as a day does: half of it statuses and receipts, a quarter reactions, the rest edits and
/// revocations; nine in ten on the newest 2,000 messages.
/// </summary>
internal sealed class SampleUpdates(SqliteDatabase database, SamplePeople people, SampleRows rows, SampleText text, SampleRandom random)
{
    private const int NewestMessages = 2_000;
    private const double NewestShare = 0.9;
    private const int FirstMessage = 2;   // row 1 is WhatsApp's sentinel

    /// <summary>Makes so many changes; each is of another message where there are enough.</summary>
    public int Write(int count, long lastId, long at)
    {
        using SqliteStatement find = database.Prepare("SELECT chat_row_id, from_me, key_id, message_type FROM message WHERE _id=?1");
        using SqliteStatement read = database.Prepare("UPDATE message SET status=13 WHERE _id=?1");
        using SqliteStatement flag = database.Prepare("UPDATE message SET message_add_on_flags=1 WHERE _id=?1");
        using SqliteStatement edit = database.Prepare("UPDATE message SET text_data=?2 WHERE _id=?1");
        using SqliteStatement revoke = database.Prepare("UPDATE message SET message_type=15, text_data=NULL WHERE _id=?1");
        HashSet<long> taken = [];
        int done = 0;
        for (int attempts = 0; done < count && attempts < count * 50; attempts++)
        {
            long id = Choose(lastId);
            find.Bind(1, id);
            bool found = find.Step();
            (long chat, bool fromMe, string keyId, long type) = found ? (find.Integer(0), find.Integer(1) == 1, find.Text(2), find.Integer(3)) : default;
            find.Reset();
            if (!found || chat < 1 || type is 7 or 15 or 64 or 36 || !taken.Add(id))
            {
                continue;
            }

            switch (random.NextDouble())
            {
                case < 0.5:
                    Run(read, id);
                    rows.AddReceipt(id, people.Chats[(int)chat - 1].Members[0], at, at + 5_000 + done);
                    break;
                case < 0.75:
                    rows.AddReaction(chat, fromMe: !fromMe, random.NextHex(32), ReactingTo(people.Chats[(int)chat - 1], fromMe), id, at + done, text.NextEmoji());
                    Run(flag, id);
                    break;
                case < 0.9 when type == 0:
                    edit.Bind(2, text.Next(SampleLanguage.Both));
                    Run(edit, id);
                    rows.AddEdit(id, keyId, at + done);
                    break;
                default:
                    Run(revoke, id);
                    rows.AddRevocation(id, keyId, null, at + done);
                    break;
            }

            done++;
        }

        return done;
    }

    private long Choose(long lastId)
    {
        int all = (int)(lastId - FirstMessage + 1);
        return random.Chance(NewestShare) ? lastId - random.Next(Math.Min(NewestMessages, all)) : FirstMessage + random.Next(all);
    }

    private static void Run(SqliteStatement statement, long id)
    {
        statement.Bind(1, id);
        statement.Step();
        statement.Reset();
    }

    // In a chat with one person the app leaves it to the chat to say who.
    private static long ReactingTo(SampleChat chat, bool fromMe) => fromMe && chat.Kind != SampleChatKind.Direct ? chat.Members[0] : 0;
}
